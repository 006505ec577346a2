package dev.flowloom.document;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Which nodes a token can come to from others, or from which it can come to them. Steps that undo count as following
/// what they undo.
public final class Reach {
    private Reach() {}

    /// The nodes and all that can follow them, the nearest first.
    public static SequencedSet<NodeId> downstream(Graph graph, Collection<NodeId> from) {
        return reached(graph, from, Wire::from, Wire::to);
    }

    /// The nodes and all that can lead to them, the nearest first.
    public static SequencedSet<NodeId> upstream(Graph graph, Collection<NodeId> from) {
        return reached(graph, from, Wire::to, Wire::from);
    }

    /// Whether what arrived at a node goes on by a wire as it came.
    static boolean passesOn(@Nullable Node node, Wire wire) {
        return switch (wire) {
            case Wire.Sequence _ -> node == null || !node.givesOutput()
                    || (node instanceof Node.Step step && step.disabled());
            case Wire.OnError _ -> true;
            case Wire.Compensation _ -> false;
        };
    }

    private static SequencedSet<NodeId> reached(Graph graph, Collection<NodeId> from, Function<Wire, NodeId> near,
            Function<Wire, NodeId> far) {
        Map<NodeId, List<NodeId>> next = graph.wires().values().stream().collect(Collectors.groupingBy(near,
                TreeMap::new, Collectors.mapping(far, Collectors.toList())));
        var reached = new LinkedHashSet<NodeId>(from);
        var waiting = new ArrayDeque<NodeId>(from);
        while (!waiting.isEmpty()) {
            for (var node : next.getOrDefault(waiting.poll(), List.of())) {
                if (graph.node(node) != null && reached.add(node)) {
                    waiting.add(node);
                }
            }
        }
        return reached;
    }
}
