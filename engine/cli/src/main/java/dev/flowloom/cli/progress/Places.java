package dev.flowloom.cli.progress;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// Where nodes stand in a flow, and what they are called.
final class Places {
    /// Stands between a container and what it holds.
    static final String WITHIN = " › ";

    private Places() {}

    /// A node with the containers around it, the outermost first.
    static String path(Graph graph, NodeId id) {
        var node = graph.node(id);
        var name = node == null ? id.value() : title(node.name(), id.value());
        var parent = graph.parent(id);
        return parent == null ? name : path(graph, parent) + WITHIN + name;
    }

    static boolean isStreamed(@Nullable Node node) {
        return node instanceof Node.Loop(_, _, Node.Repeat.ForEach(Items.Streamed _, _, _, _), _);
    }

    /// Whether a loop goes through several items at a time.
    static boolean isBatched(@Nullable Node node) {
        return node instanceof Node.Loop(_, _, Node.Repeat.ForEach each, _) && each.batch() > 1;
    }

    /// Whether something has to come from outside, so that it matters where it is waited for.
    static boolean waits(@Nullable Node node) {
        return node instanceof Node.Wait || node instanceof Node.Receive || node instanceof Node.Approval;
    }

    static String title(String name, String id) {
        return name.isBlank() ? id : name;
    }
}
