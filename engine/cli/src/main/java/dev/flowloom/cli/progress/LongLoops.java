package dev.flowloom.cli.progress;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.VisitId;

/// The loops of a run that may be gone through a million times: over sources, and over long lists. Of these their number is
/// told, not each item.
final class LongLoops {
    private static final int LONG = 1_000;

    private final Graph graph;
    private final Map<VisitId, NodeId> entered = new HashMap<>();
    private final Set<NodeId> overLists = new HashSet<>();

    LongLoops(Graph graph) {
        this.graph = graph;
    }

    void on(Event event) {
        switch (event) {
            case Event.NodeEntered(var visit, var node, _, _) when isOverList(node) ->
                entered.put(visit, node);
            case Event.LoopStarted(var visit, var items) -> {
                var loop = entered.remove(visit);
                if (loop != null && items.size() > LONG) {
                    overLists.add(loop);
                }
            }
            case Event.NodeCompleted(var visit, _, _) -> entered.remove(visit);
            case Event.NodeFailed(var visit, _, _) -> entered.remove(visit);
            case Event.NodeCancelled(var visit, _) -> entered.remove(visit);
            default -> {
            }
        }
    }

    private boolean isOverList(NodeId node) {
        return graph.node(node) instanceof Node.Loop(_, _, Node.Repeat.ForEach(Items.Listed _, _, _, _), _);
    }

    boolean has(NodeId loop) {
        return Places.isStreamed(graph.node(loop)) || overLists.contains(loop);
    }

    /// Whether what stands there stands in one.
    boolean hold(NodeId node) {
        for (var at = graph.parent(node); at != null; at = graph.parent(at)) {
            if (has(at)) {
                return true;
            }
        }
        return false;
    }
}
