package dev.flowloom.check.soundness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Whether something can still go wrong, or be cancelled, once a container is done. A step's compensation is always of use,
/// since a run can be cancelled while the step is under way; a container is done in the moment in which what comes after it
/// begins, and where that is the end there is nothing left that could be undone.
final class Undoing {
    private final Graph graph;
    private final SortedMap<NodeId, List<Wire>> leaving = new TreeMap<>();
    private @Nullable SortedSet<NodeId> forked;

    Undoing(Graph graph) {
        this.graph = graph;
        for (var wire : graph.wires().values()) {
            leaving.computeIfAbsent(wire.from(), _ -> new ArrayList<>()).add(wire);
        }
    }

    boolean isOverAtOnce(Node.Container container) {
        for (Node at = container; at != null; at = around(at)) {
            boolean over = !forked().contains(at.id()) && after(ways(at)).stream().noneMatch(this::mayStop);
            var around = around(at);
            // Times through a loop may follow this one. What is undone as a whole takes the place of what it holds.
            if (!over || around instanceof Node.Loop) {
                return false;
            }
            if (around != null && isUndone(around)) {
                return true;
            }
        }
        return true;
    }

    /// Where it goes on once it is done.
    private List<NodeId> ways(Node node) {
        return leaving.getOrDefault(node.id(), List.of()).stream().filter(Wire.Sequence.class::isInstance)
                .map(Wire::to).toList();
    }

    private @Nullable Node around(Node node) {
        var parent = graph.parent(node.id());
        return parent == null ? null : graph.node(parent);
    }

    private boolean isUndone(Node node) {
        return leaving.getOrDefault(node.id(), List.of()).stream().anyMatch(Wire.Compensation.class::isInstance);
    }

    /// What comes after a fork: other branches may still be under way. Those joined before are not told from it.
    private SortedSet<NodeId> forked() {
        if (forked == null) {
            forked = after(graph.nodes().values().stream().filter(Node.Fork.class::isInstance).map(Node::id).toList());
        }
        return forked;
    }

    /// These nodes and what comes after them.
    private SortedSet<NodeId> after(List<NodeId> nodes) {
        var seen = new TreeSet<NodeId>(nodes);
        var open = new ArrayDeque<>(nodes);
        while (!open.isEmpty()) {
            for (var wire : leaving.getOrDefault(open.remove(), List.of())) {
                if (!(wire instanceof Wire.Compensation) && seen.add(wire.to())) {
                    open.add(wire.to());
                }
            }
        }
        return seen;
    }

    /// Whether a token may stay at the node, or fail there.
    private boolean mayStop(NodeId id) {
        return switch (graph.node(id)) {
            case null -> true;
            case Node.Invocation _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Fork _,Node.Join _,Node.Container _,Node.Foreign _ ->
                true;
            case Node.End end -> end.outcome() instanceof Node.Outcome.Failed
                    || !Failures.of(end).equals(Failures.NONE);
            case Node.Start _ -> false;
        };
    }
}
