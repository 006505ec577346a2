package dev.flowloom.document;

import java.util.ArrayDeque;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// The node of which a container gives the output as its own.
final class Last {
    private final Graph graph;
    private final NodeId container;
    private final TreeSet<NodeId> passed = new TreeSet<>();
    private final TreeSet<NodeId> givers = new TreeSet<>();
    private boolean isMixed;

    private Last(Graph graph, NodeId container) {
        this.graph = graph;
        this.container = container;
    }

    /// Null where it gives something else, or now this and now that.
    static @Nullable NodeId in(Graph graph, NodeId container) {
        return new Last(graph, container).found();
    }

    private @Nullable NodeId found() {
        var open = new ArrayDeque<NodeId>();
        for (var node : graph.nodes().values()) {
            if (container.equals(graph.parent(node.id()))
                    && node instanceof Node.End(_, _, Node.Outcome.Completed(var output), _)) {
                isMixed |= output != null;
                open.add(node.id());
            }
        }
        while (!open.isEmpty()) {
            lookBefore(open.remove(), open);
        }
        return isMixed || givers.size() != 1 ? null : givers.getFirst();
    }

    private void lookBefore(NodeId id, ArrayDeque<NodeId> open) {
        if (!passed.add(id)) {
            return;
        }
        for (var wire : graph.wires().values()) {
            if (wire.to().equals(id)) {
                look(graph.node(wire.from()), wire, open);
            }
        }
    }

    private void look(@Nullable Node before, Wire wire, ArrayDeque<NodeId> open) {
        switch (before) {
            case Node.Start _,Node.Fork _,Node.Join _,Node.Foreign _ -> isMixed = true;
            case null -> isMixed = true;
            case Node node when !(wire instanceof Wire.Sequence) -> isMixed = true;
            case Node node when Reach.passesOn(node, wire) -> open.add(node.id());
            case Node node -> givers.add(node.id());
        }
    }
}
