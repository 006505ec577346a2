package dev.flowloom.tool;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Notes;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Ports;
import dev.flowloom.geometry.Snapping;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// What a tool sees: the document, how it is drawn, and which part of it the window shows.
///
/// @param mapMode whether the wheel zooms and a drag on the ground moves the paper, as on a map
public record View(Editor.State state, Drawing drawing, Camera camera, double width, double height, boolean mapMode) {
    private static final double PORT_REACH = 9;
    private static final double WIRE_REACH = 6;
    private static final double INSERT_REACH = 9;
    private static final double SNAP_REACH = 5;
    /// Below this, wires bear no writing.
    public static final double LABELS_FROM = 0.5;
    private static final double SHORTEST_MARKED = 60;

    public Graph graph() {
        return state.diagram().flow().graph();
    }

    public Selection selection() {
        return state.selection();
    }

    public Vec centre() {
        return new Vec(width / 2, height / 2);
    }

    public boolean contains(Vec screen) {
        return screen.x() >= 0 && screen.y() >= 0 && screen.x() <= width && screen.y() <= height;
    }

    public Hit hit(Vec screen) {
        var paper = camera.toPaper(screen);
        var port = portAt(paper);
        if (port != null) {
            return new Hit.OnPort(port);
        }
        var node = nodeAt(paper);
        if (node != null) {
            return onNode(node, paper);
        }
        var label = labelAt(paper);
        if (label != null) {
            return new Hit.OnLabel(label);
        }
        var wire = wireAt(paper);
        if (wire == null) {
            return noteHit(paper);
        }
        var mark = insertionMark(wire);
        return mark != null && mark.distance(paper) <= reach(INSERT_REACH)
                ? new Hit.OnInsert(wire)
                : new Hit.OnWire(wire);
    }

    private Hit noteHit(Vec paper) {
        var notes = drawing.notes();
        for (var id : notes.touching(new Box(paper.x(), paper.y(), 0, 0)).reversed()) {
            var box = notes.box(id);
            if (box != null && Frames.corner(box).contains(paper)) {
                return new Hit.OnNoteCorner(id);
            }
            if (box != null && (isNote(id) || selection().has(id) || Frames.isGrip(box, paper))) {
                return new Hit.OnNote(id);
            }
        }
        return new Hit.OnGround();
    }

    /// Whether it is a note and no group, inside of which lies ground.
    boolean isNote(NoteId id) {
        var note = state.diagram().layout().notes().get(id);
        return note != null && note.kind() == Note.Kind.NOTE;
    }

    /// The smallest group whose ground lies there; null where none does.
    public @Nullable NoteId groupAt(Vec paper) {
        return drawing.notes().touching(new Box(paper.x(), paper.y(), 0, 0)).reversed().stream()
                .filter(id -> !isNote(id)).findFirst().orElse(null);
    }

    /// The wire whose label lies there; null where none does, or where labels aren't drawn.
    private @Nullable WireId labelAt(Vec paper) {
        return camera.zoom() < LABELS_FROM
                ? null
                : drawing.labelsNear(new Box(paper.x(), paper.y(), 0, 0)).stream().filter(id -> {
                    var label = drawing.label(id);
                    return label != null && label.box().contains(paper);
                }).findFirst().orElse(null);
    }

    /// The least box around nodes and notes that are seen.
    Box extent(Selection selection) {
        return Stream.concat(selection.nodes().stream().map(drawing::box),
                selection.notes().stream().map(drawing.notes()::box))
                .filter(Objects::nonNull).reduce(Box::union).orElse(new Box(0, 0, 0, 0));
    }

    /// How something snaps that is dragged: to the grid, and where cards are near enough to be looked at closely to those
    /// that are seen.
    ///
    /// @param anchor the point of it that the grid draws
    /// @param held the nodes that are dragged
    Snapping snapping(Box box, Vec anchor, Collection<NodeId> held) {
        return new Snapping(box, anchor, camera.zoom() < LABELS_FROM ? List.of() : neighbours(held),
                SNAP_REACH / camera.zoom());
    }

    /// What is seen and stays where it is, in its size as well: what holds something that is dragged may grow with it.
    private List<Box> neighbours(Collection<NodeId> held) {
        var around = held.stream().flatMap(id -> graph().ancestors(id).stream()).collect(Collectors.toSet());
        return drawing.nodesTouching(camera.visible(width, height)).stream()
                .filter(id -> !held.contains(id) && !around.contains(id)
                        && graph().ancestors(id).stream().noneMatch(held::contains))
                .map(drawing::box).filter(Objects::nonNull).toList();
    }

    /// What is selected, with what moves along with it.
    Selection withTakenAlong(Selection selection) {
        return drawing.notes().withTakenAlong(selection, drawing);
    }

    private Hit onNode(NodeId node, Vec paper) {
        var box = drawing.box(node);
        if (box != null && graph().node(node) instanceof Node.Container) {
            if (Frames.sign(box).contains(paper)) {
                return new Hit.OnSign(node);
            }
            if (drawing.isOpen(node) && Frames.corner(box).contains(paper)) {
                return new Hit.OnCorner(node);
            }
        }
        return new Hit.OnNode(node);
    }

    /// The container that something comes to stand in that is put down there: the innermost open one, or the one that is
    /// entered; null where there is none. A preview's frames, which follow the hand, don't count.
    ///
    /// @param held what is put down, which can't stand in itself
    public @Nullable NodeId containerAt(Vec paper, Collection<NodeId> held) {
        return drawing.openContainers().stream()
                .filter(id -> !held.contains(id) && graph().ancestors(id).stream().noneMatch(held::contains))
                .filter(id -> frame(id).contains(paper))
                .max(Comparator.comparingInt(id -> graph().ancestors(id).size())).orElse(drawing.root());
    }

    /// Where an open container is, as the document says and not a preview.
    Box frame(NodeId container) {
        return Notes.frame(container, state.diagram().layout());
    }

    private @Nullable WireId wireAt(Vec paper) {
        return drawing.wiresTouching(around(paper, INSERT_REACH)).stream()
                .filter(wire -> distance(wire, paper) <= reach(WIRE_REACH))
                .min(Comparator.comparingDouble(wire -> distance(wire, paper))).orElse(null);
    }

    /// Where a wire shows that something can be put into it; null where nothing can, or where there is no room to show
    /// it.
    public @Nullable Vec insertionMark(WireId id) {
        var route = drawing.route(id);
        return state.readOnly() || route == null || graph().wire(id) instanceof Wire.Compensation
                || route.length() * camera.zoom() < SHORTEST_MARKED
                        ? null
                        : route.middle();
    }

    /// The node under a point of the paper; where several lie there the selected one, else the innermost. Null where none
    /// does. Of an open container only its header and its rim count.
    public @Nullable NodeId nodeAt(Vec paper) {
        var under = drawing.nodesTouching(new Box(paper.x(), paper.y(), 0, 0)).stream()
                .filter(id -> drawing.isTouched(id, paper)).toList();
        return under.stream().filter(selection()::has).findFirst().or(() -> under.reversed().stream()
                .max(Comparator.comparingInt(id -> graph().ancestors(id).size()))).orElse(null);
    }

    /// The port under a point of the paper; null where there is none, and where nothing may be changed.
    public @Nullable Port portAt(Vec paper) {
        if (state.readOnly()) {
            return null;
        }
        return drawing.nodesTouching(around(paper, PORT_REACH)).stream().map(graph()::node).filter(Objects::nonNull)
                .flatMap(node -> Ports.of(node).stream()).filter(port -> distance(port, paper) <= reach(PORT_REACH))
                .min(Comparator.comparingDouble(port -> distance(port, paper))).orElse(null);
    }

    /// The node that lies nearest in a direction, more ahead than aside; null where none does.
    ///
    /// @param way one unit upwards, downwards or to a side
    public @Nullable NodeId neighbour(NodeId of, Vec way) {
        var box = drawing.box(of);
        if (box == null) {
            return null;
        }
        var from = box.centre();
        return drawing.nodes(other -> ahead(from, other.centre(), way) > 0).stream().filter(id -> !id.equals(of))
                .min(Comparator.comparingDouble(id -> {
                    var other = drawing.box(id);
                    return other == null ? Double.MAX_VALUE : effort(from, other.centre(), way);
                })).orElse(null);
    }

    private static double ahead(Vec from, Vec to, Vec way) {
        var distance = to.minus(from);
        return distance.x() * way.x() + distance.y() * way.y();
    }

    private static double effort(Vec from, Vec to, Vec way) {
        double ahead = ahead(from, to, way);
        return ahead + 3 * to.distance(from.plus(way.times(ahead)));
    }

    private double distance(Port port, Vec paper) {
        var at = drawing.position(port);
        return at == null ? Double.MAX_VALUE : at.distance(paper);
    }

    private double distance(WireId wire, Vec paper) {
        var route = drawing.route(wire);
        return route == null ? Double.MAX_VALUE : route.distance(paper);
    }

    /// The same reach under the hand at every zoom, but never so large that it hides what it belongs to.
    private double reach(double screen) {
        return Math.min(screen / camera.zoom(), 2 * screen);
    }

    private Box around(Vec paper, double screen) {
        return new Box(paper.x(), paper.y(), 0, 0).grown(reach(screen));
    }
}
