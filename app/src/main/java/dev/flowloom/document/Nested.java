package dev.flowloom.document;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

/// Looks into containers, whose nodes share the flow's one space of ids.
final class Nested {
    private Nested() {}

    /// The node's id and those of all nodes inside it.
    static List<NodeId> idsOf(Node node) {
        if (!(node instanceof Node.Container container)) {
            return List.of(node.id());
        }
        var ids = new ArrayList<NodeId>();
        ids.add(node.id());
        container.graph().nodes().values().forEach(inner -> ids.addAll(idsOf(inner)));
        return ids;
    }

    /// Whether the graph or a container in it has the id.
    static boolean holds(Graph graph, NodeId id) {
        return graph.node(id) != null || graph.nodes().values().stream()
                .anyMatch(node -> node instanceof Node.Container container && holds(container.graph(), id));
    }
}
