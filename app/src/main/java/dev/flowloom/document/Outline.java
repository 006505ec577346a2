package dev.flowloom.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// A flow as text: its nodes in the order in which a reader follows them from the start, each with the ways that leave
/// it. What can't be reached comes last.
///
/// @param entries one for each node
public record Outline(List<Entry> entries) {
    public Outline {
        entries = List.copyOf(entries);
    }

    /// A node and its ways: the branches of a condition in their order, then errors, then what undoes it.
    public record Entry(Node node, List<Wire> ways) {
        public Entry {
            ways = List.copyOf(ways);
        }
    }

    public static Outline of(Graph graph) {
        Map<NodeId, List<Wire>> leaving = graph.wires().values().stream()
                .collect(Collectors.groupingBy(Wire::from, TreeMap::new, Collectors.toList()));
        var order = new LinkedHashSet<NodeId>();
        graph.nodes().values().stream().filter(Node.Start.class::isInstance)
                .forEach(start -> follow(start.id(), graph, leaving, order));
        graph.nodes().keySet().forEach(id -> follow(id, graph, leaving, order));
        return new Outline(order.stream().map(graph::node).filter(Objects::nonNull)
                .map(node -> new Entry(node, ways(node, leaving))).toList());
    }

    /// Not by recursion: a flow may be one chain of thousands of steps.
    private static void follow(NodeId from, Graph graph, Map<NodeId, List<Wire>> leaving,
            SequencedSet<NodeId> order) {
        var waiting = new ArrayList<NodeId>(List.of(from));
        while (!waiting.isEmpty()) {
            var node = graph.node(waiting.removeLast());
            if (node != null && order.add(node.id())) {
                ways(node, leaving).reversed().forEach(way -> waiting.add(way.to()));
            }
        }
    }

    private static List<Wire> ways(Node node, Map<NodeId, List<Wire>> leaving) {
        return leaving.getOrDefault(node.id(), List.of()).stream()
                .sorted(Comparator.comparingInt(wire -> rank(wire, node))).toList();
    }

    private static int rank(Wire wire, Node from) {
        return switch (wire) {
            case Wire.Sequence sequence -> branchRank(sequence, from.branchIds());
            case Wire.OnError _ -> Integer.MAX_VALUE - 1;
            case Wire.Compensation _ -> Integer.MAX_VALUE;
        };
    }

    private static int branchRank(Wire.Sequence wire, List<String> branches) {
        var index = wire.branch() == null ? -1 : branches.indexOf(wire.branch());
        return index < 0 ? branches.size() : index;
    }
}
