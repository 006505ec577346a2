package dev.flowloom.arrange;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Notes;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Lays out a flow, or a part of it, along its wires. The same diagram always comes out the same. Takes its time with
/// large flows, and may run on any thread.
///
/// All comes to stand on the grid.
public final class AutoLayout {
    /// How far a part keeps off what was not laid out, where they would stand on each other.
    private static final double OFF_OTHERS = 48;
    /// How often it is looked for an order of ways that stays. Nearly always the first does.
    private static final int ROUNDS = 4;

    private final Drawing drawing = new Drawing();
    private final SortedSet<NodeId> part;
    private final Graph level;
    private final Direction direction;

    /// @param container whose nodes are laid out, or of no container
    private AutoLayout(Diagram diagram, @Nullable NodeId container, Collection<NodeId> nodes, Direction direction) {
        drawing.show(diagram);
        level = drawing.graph().level(container);
        part = new TreeSet<>(nodes);
        part.retainAll(level.nodes().keySet());
        this.direction = direction;
    }

    /// Where the nodes had better stand, and how large the containers are that they stand in. The start of a whole flow
    /// keeps its place; a part keeps its upper left corner, unless something stands in its way there.
    public static Arrangement of(Diagram diagram, Collection<NodeId> nodes, Direction direction) {
        var graph = diagram.flow().graph();
        var known = nodes.stream().filter(id -> graph.node(id) != null).toList();
        var now = Opening.around(known, diagram);
        for (var container : levels(known, graph)) {
            if (container.isEmpty() || isOpen(container.get(), now)) {
                now = laidOut(now, container.orElse(null), known, direction);
            }
        }
        return Arrangement.between(diagram, now);
    }

    private static boolean isOpen(NodeId container, Diagram diagram) {
        return !diagram.layout().frame(container).collapsed() && diagram.flow().graph().ancestors(container).stream()
                .noneMatch(outer -> diagram.layout().frame(outer).collapsed());
    }

    /// The containers that the nodes stand in, the innermost first: how large one is hangs on what it holds.
    private static List<Optional<NodeId>> levels(Collection<NodeId> nodes, Graph graph) {
        return nodes.stream().map(id -> Optional.ofNullable(graph.parent(id))).distinct()
                .sorted(Comparator.comparingInt((Optional<NodeId> container) -> container
                        .map(id -> 1 + graph.ancestors(id).size()).orElse(0)).reversed())
                .toList();
    }

    private static Diagram laidOut(Diagram diagram, @Nullable NodeId container, Collection<NodeId> nodes,
            Direction direction) {
        var layout = new AutoLayout(diagram, container, nodes, direction);
        var moved = Groups.refitted(layout.drawing, Arrangement.of(layout.boxes()).applied(diagram), container);
        return container == null
                ? moved
                : Opening.fitted(container, nodes.contains(container), layout.notesOf(container), moved);
    }

    private List<NoteId> notesOf(NodeId container) {
        return Notes.holders(drawing.diagram()).entrySet().stream().filter(held -> held.getValue().equals(container))
                .map(Map.Entry::getKey).toList();
    }

    private SortedMap<NodeId, Box> boxes() {
        var boxes = laidOut();
        var start = part.size() == level.nodes().size() ? start() : null;
        return start == null ? besideOthers(boxes) : aroundStart(boxes, start);
    }

    /// Where the ways of forks come to run is a matter of what crosses what, too. Only a layout in which they run in the
    /// order it was made for stays as it is when it is laid out again. Where none is found, it is one that hangs on the flow
    /// alone.
    private SortedMap<NodeId, Box> laidOut() {
        var settled = settled(order(this::box));
        if (settled != null) {
            return settled;
        }
        var plain = laidOut(order(_ -> null));
        return Objects.requireNonNullElse(settled(order(id -> plain.get(id))), plain);
    }

    private @Nullable SortedMap<NodeId, Box> settled(List<Wire> first) {
        var order = first;
        for (int round = 0; round < ROUNDS; round++) {
            var boxes = laidOut(order);
            var next = order(id -> boxes.get(id));
            if (next.equals(order)) {
                return boxes;
            }
            order = next;
        }
        return null;
    }

    private SortedMap<NodeId, Box> laidOut(List<Wire> wires) {
        var flow = new LayeredFlow(drawing, direction);
        Block.all(drawing, part, direction).forEach(flow::add);
        wires.forEach(flow::add);
        var boxes = flow.laidOut();
        boxes.replaceAll((_, box) -> onGrid(box));
        return boxes;
    }

    /// Only the ways of a fork are sorted by where they lead now: which of them is above is for a hand to say. All else
    /// hangs on the flow alone.
    private List<Wire> order(Function<NodeId, @Nullable Box> where) {
        return level.wires().values().stream()
                .filter(wire -> part.contains(wire.from()) && part.contains(wire.to()))
                .sorted(Comparator.comparing(Wire::from).thenComparingDouble(wire -> {
                    var box = drawing.graph().node(wire.from()) instanceof Node.Fork ? where.apply(wire.to()) : null;
                    return box == null ? 0 : direction.isLevel() ? box.centre().y() : box.centre().x();
                }).thenComparing(Wire::id)).toList();
    }

    private @Nullable NodeId start() {
        return part.stream().filter(id -> drawing.graph().node(id) instanceof Node.Start).findFirst().orElse(null);
    }

    private SortedMap<NodeId, Box> aroundStart(SortedMap<NodeId, Box> boxes, NodeId start) {
        var before = box(start).corner();
        var moved = moved(boxes, before.minus(Objects.requireNonNull(boxes.get(start)).corner()));
        // All that matters for the start is that it is in line with what follows.
        moved.computeIfPresent(start, (_, box) -> box.at(direction.isLevel()
                ? new Vec(before.x(), box.y())
                : new Vec(box.x(), before.y())));
        return moved;
    }

    private SortedMap<NodeId, Box> besideOthers(SortedMap<NodeId, Box> boxes) {
        var before = part.stream().map(this::box).reduce(Box::union).orElseThrow();
        var after = boxes.values().stream().reduce(Box::union).orElseThrow();
        var inPlace = moved(boxes, before.corner().minus(after.corner()));
        return moved(inPlace, wayClear(inPlace));
    }

    /// The way across the direction of reading after which nothing stands on what was not laid out.
    private Vec wayClear(SortedMap<NodeId, Box> boxes) {
        double far = 0;
        double further = further(boxes, far);
        while (further > 0) {
            far += Math.ceil(further / Grid.STEP) * Grid.STEP;
            further = further(boxes, far);
        }
        return across(far);
    }

    private double further(SortedMap<NodeId, Box> boxes, double far) {
        double most = 0;
        for (var box : boxes.values()) {
            var now = box.at(box.corner().plus(across(far)));
            for (var id : drawing.nodesTouching(now)) {
                var other = box(id);
                most = part.contains(id) || level.node(id) == null
                        ? most
                        : Math.max(most, direction.isLevel()
                                ? other.bottom() + OFF_OTHERS - now.y()
                                : other.right() + OFF_OTHERS - now.x());
            }
        }
        return most;
    }

    private Vec across(double far) {
        return direction.isLevel() ? new Vec(0, far) : new Vec(far, 0);
    }

    private static SortedMap<NodeId, Box> moved(SortedMap<NodeId, Box> boxes, Vec way) {
        var onGrid = new Vec(Grid.snap(way.x()), Grid.snap(way.y()));
        var moved = new TreeMap<NodeId, Box>();
        boxes.forEach((id, box) -> moved.put(id, box.at(box.corner().plus(onGrid))));
        return moved;
    }

    /// Heights by the middle, so that wires between nodes of different heights run straight; columns by their left sides
    /// where they are in line there.
    private Box onGrid(Box box) {
        double middle = Grid.snap(box.centre().y()) - box.height() / 2;
        return box.at(direction.isLevel()
                ? new Vec(Grid.snap(box.x()), middle)
                : new Vec(Grid.snap(box.centre().x()) - box.width() / 2, middle));
    }

    private Box box(NodeId id) {
        return Objects.requireNonNull(drawing.box(id), id::value);
    }
}
