package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Insertion;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Guide;
import dev.flowloom.geometry.Snapping;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Nodes and notes are being dragged. They snap to lines of their neighbours, else so that the middle of the node under the
/// hand is on the grid: so nodes of different heights come to stand level, and wires between them run straight. A single
/// node that no wire touches is put into the wire that it is let go on. Let go over another container than they stand in, the
/// nodes come to stand in that.
///
/// @param pointer in the window
record Moving(Held held, Vec pointer, Drop drop) implements Dragging {
    /// How near a wire must run to the middle of a node that is put into it.
    private static final Vec REACH = new Vec(48, 20);

    /// What is dragged, as it was when the drag began.
    ///
    /// @param all the nodes and notes, with those that move along
    /// @param loose the node where it can be put into a wire; null where it can't
    /// @param snapping how the least box around them snaps
    /// @param anchor where the drag began, on the paper
    /// @param seen how many notes were seen
    private record Held(Selection all, @Nullable Node loose, Snapping snapping, Vec anchor, int seen) {}

    /// What comes of it if it ends now.
    ///
    /// @param hides whether fewer notes are seen then
    /// @param into the wire that the node is put into; null where there is none
    /// @param container what the nodes come to stand in; null where that is nothing, or what they stand in
    /// @param guides the lines on which they stand with their neighbours
    private record Drop(Edit edit, boolean hides, @Nullable WireId into, @Nullable NodeId container,
            List<Guide> guides) {}

    static Moving begun(Selection all, Vec snapping, Vec at, View view) {
        var held = new Held(all, loose(all, view), view.snapping(view.extent(all), snapping, all.nodes()),
                view.camera().toPaper(at), view.drawing().notes().shown().size());
        return new Moving(held, at, new Drop(Edit.MoveNodes.of(all, 0, 0), false, null, null, List.of()));
    }

    private static @Nullable Node loose(Selection all, View view) {
        var nodes = all.nodes();
        var node = nodes.size() == 1 && all.notes().isEmpty() ? view.graph().node(nodes.iterator().next()) : null;
        return node != null && Insertion.suits(node) && view.drawing().wiresAt(node.id()).isEmpty() ? node : null;
    }

    @Override
    public Moving to(Vec at, Camera camera, View view) {
        var paper = camera.toPaper(at);
        var snapped = held.snapping.by(paper.minus(held.anchor));
        var move = Edit.MoveNodes.of(held.all, snapped.dx(), snapped.dy());
        var found = held.loose == null
                ? Optional.<Found>empty()
                : insertion(held.loose, held.snapping.anchor().plus(snapped.dx(), snapped.dy()), move, view);
        return new Moving(held, at, found.map(it -> new Drop(it.edit, false, it.wire, null, List.of()))
                .orElseGet(() -> put(move, paper, snapped.guides(), view)));
    }

    private Drop put(Edit.MoveNodes move, Vec paper, List<Guide> guides, View view) {
        var nodes = held.all.nodes();
        var extent = held.snapping.box();
        var box = extent.at(extent.corner().plus(move.dx(), move.dy()));
        if (nodes.isEmpty()) {
            return new Drop(Room.withinEntered(move, box, view), hides(view), null, null, guides);
        }
        var container = view.containerAt(paper, nodes);
        boolean stays = nodes.stream().allMatch(id -> Objects.equals(view.graph().parent(id), container)
                || view.graph().ancestors(id).stream().anyMatch(nodes::contains));
        var edit = Room.with(stays ? move : new Edit.Reparent(move, container), box, container, view);
        return new Drop(held.all.notes().isEmpty() ? edit : Room.withinEntered(edit, box, view), hides(view), null,
                stays ? null : container, guides);
    }

    /// What was drawn last is what this led to.
    private boolean hides(View view) {
        return view.drawing().notes().shown().size() < held.seen;
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
        if (drop.hides) {
            return List.of(new Act.Do(drop.edit), new Act.Say(
                    tr("A note lies now where a collapsed container has its room, and is hidden until you expand it.")));
        }
        // The wires of a node that is put into one are not what was dragged.
        return drop.into == null
                ? List.of(new Act.Do(drop.edit))
                : List.of(new Act.Do(drop.edit), new Act.Select(held.all));
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(drop.edit, drop.into, drop.container);
    }

    @Override
    public List<Guide> guides() {
        return drop.guides;
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }
}
