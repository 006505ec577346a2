package dev.flowloom.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Gives a place to nodes that have none, as in a file written by hand: column by column along the wires, what undoes
/// a step below it. Nodes that have a place keep it.
final class Placement {
    private static final int COLUMN = 272;
    private static final int ROW = 112;
    private static final int MARGIN = 96;

    private final Graph graph;
    private final Set<Point> taken = new HashSet<>();
    private Layout layout;

    private Placement(Diagram diagram) {
        graph = diagram.flow().graph();
        layout = diagram.layout();
        taken.addAll(layout.nodes().values());
    }

    static Diagram complete(Diagram diagram) {
        var nodes = diagram.flow().graph().nodes().keySet();
        if (diagram.layout().nodes().keySet().containsAll(nodes)) {
            return diagram;
        }
        return diagram.withLayout(new Placement(diagram).placed());
    }

    private Layout placed() {
        var columns = columns();
        var undoing = new LinkedHashMap<NodeId, NodeId>();
        for (var wire : graph.wires().values()) {
            if (wire instanceof Wire.Compensation) {
                undoing.put(wire.to(), wire.from());
            }
        }
        for (var id : graph.nodes().keySet()) {
            if (layout.place(id) == null && !undoing.containsKey(id)) {
                put(id, columns.getOrDefault(id, 0), 0);
            }
        }
        undoing.forEach((id, undone) -> {
            if (layout.place(id) == null && graph.node(id) != null) {
                put(id, columns.getOrDefault(undone, 0), 1);
            }
        });
        return layout;
    }

    /// How many wires each node is from the first, by the shortest way.
    private Map<NodeId, Integer> columns() {
        var next = new HashMap<NodeId, List<NodeId>>();
        for (var wire : graph.wires().values()) {
            if (!(wire instanceof Wire.Compensation)) {
                next.computeIfAbsent(wire.from(), _ -> new ArrayList<>()).add(wire.to());
            }
        }
        var columns = new HashMap<NodeId, Integer>();
        var rank = graph.nodes().values().stream().filter(Node.Start.class::isInstance).map(Node::id).toList();
        for (int column = 0; !rank.isEmpty(); column++) {
            var here = column;
            var fresh = rank.stream().filter(id -> columns.putIfAbsent(id, here) == null).toList();
            rank = fresh.stream().flatMap(id -> next.getOrDefault(id, List.of()).stream()).toList();
        }
        return columns;
    }

    private void put(NodeId id, int column, int firstRow) {
        var dy = inset(graph.node(id));
        var place = new Point(MARGIN + column * COLUMN, MARGIN + firstRow * ROW + dy);
        while (!taken.add(place)) {
            place = place.plus(0, ROW);
        }
        layout = layout.with(id, place);
    }

    /// So that small round shapes are level with the cards beside them.
    private static int inset(@Nullable Node node) {
        return node instanceof Node.Start || node instanceof Node.End ? 12 : 0;
    }
}
