package dev.flowloom.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// Gives a place to nodes that have none, as in a file written by hand: column by column along the wires, what undoes
/// a step below it. Nodes that have a place keep it.
final class Placement {
    private static final int COLUMN = 272;
    private static final int ROW = 112;
    private static final int MARGIN = 96;
    /// How much less than on the paper is left free beside the first node of a container.
    private static final int INSET_X = 48;
    private static final int INSET_Y = 24;

    private final Graph graph;
    private final Map<NodeId, List<NodeId>> next = new HashMap<>();
    private final Map<NodeId, Integer> arriving = new HashMap<>();
    private final Set<Cell> taken = new HashSet<>();
    private Layout layout;

    /// A square of the paper that has room for one node.
    private record Cell(int column, int row) {}

    /// @param level the nodes of one container, or of none
    /// @param layout where they stand, and how large the containers among them are
    private Placement(Graph level, Layout layout) {
        graph = level;
        this.layout = layout;
        for (var wire : graph.wires().values()) {
            if (!(wire instanceof Wire.Compensation)) {
                next.computeIfAbsent(wire.from(), _ -> new ArrayList<>()).add(wire.to());
                arriving.merge(wire.to(), 1, Integer::sum);
            }
        }
        graph.nodes().keySet().forEach(id -> {
            var place = layout.place(id);
            if (place != null) {
                takeAround(id, place);
            }
        });
    }

    static Diagram complete(Diagram diagram) {
        var graph = diagram.flow().graph();
        return diagram.layout().nodes().keySet().containsAll(graph.nodes().keySet())
                ? diagram
                : diagram.withLayout(complete(graph, diagram.layout()));
    }

    /// The innermost containers first, since how large one is hangs on what it holds. What none of them gave a place
    /// stands around the origin until its container has one.
    private static Layout complete(Graph graph, Layout given) {
        var containers = graph.nodes().values().stream().filter(Node.Container.class::isInstance).map(Node::id)
                .sorted(Comparator.comparingInt((NodeId id) -> graph.ancestors(id).size()).reversed()).toList();
        var layout = given;
        for (var container : containers) {
            var level = graph.level(container);
            layout = new Placement(level, layout).placed();
            layout = given.frames().containsKey(container)
                    ? layout
                    : layout.with(container, around(level, layout));
        }
        layout = new Placement(graph.level(null), layout).placed();
        for (var container : containers.reversed()) {
            boolean isFree = graph.parents().entrySet().stream()
                    .noneMatch(entry -> entry.getValue().equals(container) && given.place(entry.getKey()) != null);
            var at = layout.place(container);
            layout = isFree && at != null ? shifted(graph.level(container).nodes().keySet(), at, layout) : layout;
        }
        return layout;
    }

    private static Frame around(Graph level, Layout layout) {
        int right = 0;
        int bottom = 0;
        for (var node : level.nodes().values()) {
            var place = layout.nodes().getOrDefault(node.id(), Point.ZERO);
            boolean isFrame = node instanceof Node.Container;
            right = Math.max(right, place.x() + (isFrame ? layout.frame(node.id()).width() + MARGIN / 2 : COLUMN));
            bottom = Math.max(bottom, place.y() + (isFrame ? layout.frame(node.id()).height() + MARGIN / 2 : ROW));
        }
        return level.nodes().isEmpty() ? Frame.USUAL : Frame.of(right - INSET_X, bottom - INSET_Y);
    }

    private static Layout shifted(Collection<NodeId> nodes, Point at, Layout layout) {
        var shifted = layout;
        for (var id : nodes) {
            var place = shifted.place(id);
            shifted = place == null ? shifted : shifted.with(id, place.plus(at.x() - INSET_X, at.y() - INSET_Y));
        }
        return shifted;
    }

    /// All cells that a node reaches into which stands wherever somebody put it.
    private void takeAround(NodeId id, Point place) {
        int left = Math.floorDiv(place.x() - MARGIN, COLUMN);
        int top = Math.floorDiv(place.y() - MARGIN, ROW);
        boolean isBetween = Math.floorMod(place.x() - MARGIN, COLUMN) > COLUMN / 4;
        for (int row = top; row <= top + rows(id); row++) {
            for (int column = left; column < left + columns(id) + (isBetween ? 1 : 0); column++) {
                taken.add(new Cell(column, row));
            }
        }
    }

    private Layout placed() {
        var columns = columns();
        var undoing = new LinkedHashMap<NodeId, NodeId>();
        for (var wire : graph.wires().values()) {
            if (wire instanceof Wire.Compensation) {
                undoing.put(wire.to(), wire.from());
            }
        }
        columns.forEach((id, column) -> {
            if (!undoing.containsKey(id)) {
                put(id, column, 0);
            }
        });
        undoing.forEach((id, undone) -> put(id, columns.getOrDefault(undone, 0), 1));
        return layout;
    }

    /// How many wires each node is from the first, by the longest way that doesn't turn back; in that order.
    private Map<NodeId, Integer> columns() {
        var order = order();
        var columns = new LinkedHashMap<NodeId, Integer>();
        order.forEach(id -> columns.put(id, 0));
        var seen = new HashSet<NodeId>();
        for (var id : order) {
            seen.add(id);
            int column = columns.getOrDefault(id, 0) + columns(id);
            for (var to : next.getOrDefault(id, List.of())) {
                if (!seen.contains(to) && columns.containsKey(to)) {
                    columns.merge(to, column, Math::max);
                }
            }
        }
        return columns;
    }

    /// Every node after those that lead to it, but for ways that turn back.
    private List<NodeId> order() {
        var order = new ArrayDeque<NodeId>();
        var seen = new HashSet<NodeId>();
        var starts = graph.nodes().values().stream().filter(Node.Start.class::isInstance).map(Node::id).toList();
        // What comes last goes before what was there: so the starts go last.
        var ledTo = next.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        List.copyOf(graph.nodes().keySet()).reversed().stream()
                .filter(id -> !starts.contains(id) && !ledTo.contains(id))
                .forEach(id -> follow(id, seen, order));
        starts.forEach(id -> follow(id, seen, order));
        graph.nodes().keySet().forEach(id -> follow(id, seen, order));
        return List.copyOf(order);
    }

    /// Depth first, without recursion: flows may be thousands of nodes long.
    private void follow(NodeId first, Set<NodeId> seen, ArrayDeque<NodeId> order) {
        record Step(NodeId node, Iterator<NodeId> ways) {}
        if (graph.node(first) == null || !seen.add(first)) {
            return;
        }
        var path = new ArrayDeque<Step>();
        path.push(new Step(first, next.getOrDefault(first, List.of()).iterator()));
        while (!path.isEmpty()) {
            var step = path.getFirst();
            if (step.ways.hasNext()) {
                var to = step.ways.next();
                if (graph.node(to) != null && seen.add(to)) {
                    path.push(new Step(to, next.getOrDefault(to, List.of()).iterator()));
                }
            } else {
                order.addFirst(path.pop().node);
            }
        }
    }

    private void put(NodeId id, int column, int firstRow) {
        if (layout.place(id) != null || graph.node(id) == null) {
            return;
        }
        int row = firstRow;
        while (!isFree(id, column, row)) {
            row++;
        }
        for (int below = 0; below < rows(id); below++) {
            for (int beside = 0; beside < columns(id); beside++) {
                taken.add(new Cell(column + beside, row + below));
            }
        }
        layout = layout.with(id, new Point(MARGIN + column * COLUMN, MARGIN + row * ROW + inset(id)));
    }

    private boolean isFree(NodeId id, int column, int row) {
        for (int below = 0; below < rows(id); below++) {
            for (int beside = 0; beside < columns(id); beside++) {
                if (taken.contains(new Cell(column + beside, row + below))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Containers are as wide as what they hold.
    private int columns(NodeId id) {
        return graph.node(id) instanceof Node.Container ? Math.ceilDiv(layout.frame(id).width(), COLUMN) : 1;
    }

    /// Bars and conditions grow with their ways.
    private int rows(NodeId id) {
        var node = graph.node(id);
        if (node instanceof Node.Container) {
            return Math.ceilDiv(layout.frame(id).height(), ROW);
        }
        var ways = node != null && !node.branchIds().isEmpty()
                ? node.branchIds().size() - 1
                : Math.max(next.getOrDefault(id, List.of()).size(), arriving.getOrDefault(id, 0));
        return 1 + ways / 3;
    }

    /// So that small round shapes are level with the cards beside them.
    private int inset(NodeId id) {
        return graph.node(id) instanceof Node.Start || graph.node(id) instanceof Node.End ? 12 : 0;
    }
}
