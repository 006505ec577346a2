package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Insertion;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Nodes and notes are being dragged. Nodes snap so that the middle of the one under the hand is on the grid: so nodes of different
/// heights come to stand level, and wires between them run straight. A single node that no wire touches is put into the
/// wire that it is let go on. Let go over another container than they stand in, the nodes come to stand in that.
///
/// @param all the nodes and notes, with those that move along
/// @param loose the node where it can be put into a wire; null where it can't
/// @param extent the least box around them as they were
/// @param middle what snaps: where the node under the hand had its middle, or the note its corner
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
/// @param edit what is done if it ends now
/// @param into the wire that the node would be put into; null where there is none
/// @param seen how many notes were seen when it began
/// @param hides whether fewer are seen now
/// @param container what the nodes would come to stand in; null where that is nothing, or what they stand in
record Moving(Selection all, @Nullable Node loose, Box extent, Vec middle, Vec anchor, Vec pointer,
        Edit edit,
        int seen, boolean hides, @Nullable WireId into, @Nullable NodeId container) implements Dragging {
    /// How near a wire must run to the middle of a node that is put into it.
    private static final Vec REACH = new Vec(48, 20);

    static Moving begun(Selection all, Vec snapping, Vec at, View view) {
        var boxes = Stream.concat(all.nodes().stream().map(view.drawing()::box),
                all.notes().stream().map(view.drawing().notes()::box));
        var extent = boxes.filter(Objects::nonNull).reduce(Box::union);
        return new Moving(all, loose(all, view), extent.orElse(new Box(0, 0, 0, 0)), snapping,
                view.camera().toPaper(at), at, Edit.MoveNodes.of(all, 0, 0),
                view.drawing().notes().shown().size(), false, null, null);
    }

    private static @Nullable Node loose(Selection all, View view) {
        var nodes = all.nodes();
        var node = nodes.size() == 1 && all.notes().isEmpty() ? view.graph().node(nodes.iterator().next()) : null;
        return node != null && Insertion.suits(node) && view.drawing().wiresAt(node.id()).isEmpty() ? node : null;
    }

    @Override
    public Moving to(Vec at, Camera camera, View view) {
        var way = camera.toPaper(at).minus(anchor);
        int x = snapped(middle.x(), way.x());
        int y = snapped(middle.y(), way.y());
        var move = Edit.MoveNodes.of(all, x, y);
        var found = loose == null
                ? Optional.<Found>empty()
                : insertion(loose, middle.plus(x, y), move, view);
        return found.map(it -> new Moving(all, loose, extent, middle, anchor, at, it.edit, seen, false, it.wire, null))
                .orElseGet(() -> put(move, at, camera.toPaper(at), view));
    }

    private Moving put(Edit.MoveNodes move, Vec at, Vec paper, View view) {
        var nodes = all.nodes();
        var box = extent.at(extent.corner().plus(move.dx(), move.dy()));
        if (nodes.isEmpty()) {
            return new Moving(all, loose, extent, middle, anchor, at, Room.withinEntered(move, box, view), seen,
                    hides(view), null, null);
        }
        var container = view.containerAt(paper, nodes);
        boolean stays = nodes.stream().allMatch(id -> Objects.equals(view.graph().parent(id), container)
                || view.graph().ancestors(id).stream().anyMatch(nodes::contains));
        var edit = stays ? move : new Edit.Reparent(move, container);
        return new Moving(all, loose, extent, middle, anchor, at, all.notes().isEmpty()
                ? Room.with(edit, box, container, view)
                : Room.withinEntered(Room.with(edit, box, container, view), box, view), seen, hides(view), null,
                stays ? null : container);
    }

    /// What was drawn last is what this led to.
    private boolean hides(View view) {
        return view.drawing().notes().shown().size() < seen;
    }

    private static int snapped(double from, double way) {
        return (int) Math.round(Grid.snap(from + way) - from);
    }

    /// What a wire must touch of a node whose middle is there, for the node to be put into it.
    static Box core(Vec middle) {
        return Box.between(middle.minus(REACH), middle.plus(REACH));
    }

    private record Found(WireId wire, Edit edit) {}

    private static Optional<Found> insertion(Node node, Vec at, Edit.MoveNodes move, View view) {
        return view.drawing().wiresUnder(core(at), node.id(), view.graph()).stream()
                .flatMap(wire -> Insertion.through(view.graph(), wire, node).stream().map(through -> {
                    List<Edit> edits = new ArrayList<>(through);
                    var container = view.graph().parent(wire);
                    edits.addFirst(Objects.equals(container, view.graph().parent(node.id()))
                            ? move
                            : new Edit.Reparent(move, container));
                    return new Found(wire.id(), new Edit.Together(tr("Insert"), edits));
                })).findFirst();
    }

    @Override
    public List<Act> end() {
        // The wires of a node that is put into one are not what was dragged.
        if (hides) {
            return List.of(new Act.Do(edit), new Act.Say(
                    tr("A note lies now where a collapsed container has its room, and is hidden until you expand it.")));
        }
        return into == null
                ? List.of(new Act.Do(edit))
                : List.of(new Act.Do(edit), new Act.Select(all));
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(edit, into, container);
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }
}
