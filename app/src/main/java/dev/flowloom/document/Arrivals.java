package dev.flowloom.document;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The nodes at which arrives, as it came, what the graph around them was given.
///
/// @param nodes where it arrives and nothing else does
/// @param muddle why it can't be said of some node what arrives there; null where it can
record Arrivals(SortedSet<NodeId> nodes, @Nullable String muddle) {

    static Arrivals in(Graph graph) {
        var nodes = new TreeSet<NodeId>();
        var open = new ArrayDeque<NodeId>();
        graph.nodes().values().stream()
                .filter(node -> node instanceof Node.Start && graph.parent(node.id()) == null)
                .forEach(node -> open.add(node.id()));
        while (!open.isEmpty()) {
            var at = open.remove();
            if (nodes.add(at)) {
                next(graph, at, open);
            }
        }
        return new Arrivals(nodes, muddle(graph, nodes).orElse(null));
    }

    private static void next(Graph graph, NodeId at, ArrayDeque<NodeId> open) {
        var node = graph.node(at);
        graph.wires().values().stream().filter(wire -> wire.from().equals(at) && passesOn(node, wire))
                .forEach(wire -> open.add(wire.to()));
        if (node instanceof Node.Scope) {
            graph.nodes().values().stream()
                    .filter(inner -> inner instanceof Node.Start && at.equals(graph.parent(inner.id())))
                    .forEach(inner -> open.add(inner.id()));
        }
    }

    private static Optional<String> muddle(Graph graph, SortedSet<NodeId> nodes) {
        return nodes.stream().filter(id -> isMuddled(graph, nodes, id)).findFirst()
                .map(id -> tr("Different data may arrive at “%s”. Put a step before it that makes them the same.",
                        title(graph, id)));
    }

    private static boolean isMuddled(Graph graph, SortedSet<NodeId> nodes, NodeId id) {
        return graph.node(id) instanceof Node.Join || graph.wires().values().stream()
                .anyMatch(wire -> wire.to().equals(id) && !(wire instanceof Wire.Compensation)
                        && !(nodes.contains(wire.from()) && passesOn(graph.node(wire.from()), wire)));
    }

    private static String title(Graph graph, NodeId id) {
        var node = graph.node(id);
        return node == null ? id.value() : node.title();
    }

    /// Whether what arrived at a node goes on by a wire as it came. A join makes something else of what arrives.
    private static boolean passesOn(@Nullable Node node, Wire wire) {
        return !(node instanceof Node.Join) && Reach.passesOn(node, wire);
    }
}
