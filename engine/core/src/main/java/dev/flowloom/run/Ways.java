package dev.flowloom.run;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// Where a flow leads from its nodes, by all wires but those of compensations.
final class Ways {
    private final Map<NodeId, SortedSet<NodeId>> next = new TreeMap<>();

    Ways(Graph graph) {
        for (var wire : graph.wires().values()) {
            if (!(wire instanceof Wire.Compensation)) {
                next.computeIfAbsent(wire.from(), _ -> new TreeSet<>()).add(wire.to());
            }
        }
    }

    /// All that may come after a node, in the same container; the node itself where a circle leads back to it.
    SortedSet<NodeId> behind(NodeId node) {
        var reached = new TreeSet<NodeId>();
        var open = new ArrayDeque<>(next(node));
        for (var at = open.poll(); at != null; at = open.poll()) {
            if (reached.add(at)) {
                open.addAll(next(at));
            }
        }
        return reached;
    }

    private SortedSet<NodeId> next(NodeId node) {
        return next.getOrDefault(node, Collections.emptySortedSet());
    }
}
