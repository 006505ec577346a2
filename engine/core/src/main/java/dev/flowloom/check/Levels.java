package dev.flowloom.check;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// A flow's graphs: the flow's own, and what each container holds. Made at once, for a flow may have many.
record Levels(Graph flow, SortedMap<NodeId, Graph> containers) {

    static Levels of(Graph graph) {
        if (graph.parents().isEmpty() && graph.nodes().values().stream().noneMatch(Node.Container.class::isInstance)) {
            return new Levels(graph, new TreeMap<>());
        }
        var containers = new TreeMap<NodeId, Graph>();
        graph.nodes().values().stream().filter(Node.Container.class::isInstance)
                .forEach(container -> containers.put(container.id(), Graph.EMPTY));
        var flow = Graph.EMPTY;
        for (var node : graph.nodes().values()) {
            var parent = graph.parent(node.id());
            flow = parent == null ? flow.with(node) : flow;
            put(containers, parent, level -> level.with(node));
        }
        for (var wire : graph.wires().values()) {
            var parent = graph.parent(wire);
            flow = parent == null ? flow.with(wire) : flow;
            put(containers, parent, level -> level.with(wire));
        }
        return new Levels(flow, containers);
    }

    private static void put(SortedMap<NodeId, Graph> containers, @Nullable NodeId container,
            UnaryOperator<Graph> change) {
        if (container != null) {
            containers.computeIfPresent(container, (_, level) -> change.apply(level));
        }
    }
}
