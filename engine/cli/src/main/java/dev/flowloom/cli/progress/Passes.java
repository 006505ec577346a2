package dev.flowloom.cli.progress;

import java.util.HashMap;
import java.util.Map;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The times through containers that are under way.
final class Passes {
    private final Graph graph;
    private final Map<VisitId, NodeId> containers = new HashMap<>();
    private final Map<PassId, Open> open = new HashMap<>();

    Passes(Graph graph) {
        this.graph = graph;
    }

    private record Open(VisitId container, int index) {}

    /// Takes in what begins. What ends is taken in by [#end(Event)], when all that belongs to it is told.
    void begin(Event event) {
        switch (event) {
            case Event.NodeEntered(var visit, var node, _, _) when graph.node(node) instanceof Node.Container ->
                containers.put(visit, node);
            case Event.PassStarted(var pass, var of, var index, _, _) -> open.put(pass, new Open(of, index));
            default -> {
            }
        }
    }

    void end(Event event) {
        switch (event) {
            case Event.PassCompleted(var pass, _) -> open.remove(pass);
            case Event.PassFailed(var pass, _, _) -> open.remove(pass);
            case Event.NodeCompleted(var visit, _, _) -> over(visit);
            case Event.NodeFailed(var visit, _, _) -> over(visit);
            case Event.NodeCancelled(var visit, _) -> over(visit);
            default -> {
            }
        }
    }

    /// The passes of a container that is given up end with it.
    private void over(VisitId visit) {
        if (containers.remove(visit) != null) {
            open.values().removeIf(pass -> pass.container().equals(visit));
        }
    }

    /// The visit of the container that a pass goes through; null where it isn't under way.
    @Nullable
    VisitId container(PassId pass) {
        var through = open.get(pass);
        return through == null ? null : through.container();
    }

    boolean isThrough(PassId pass, NodeId container) {
        var visit = container(pass);
        return visit != null && container.equals(containers.get(visit));
    }

    /// Which time through the loop around it a node is at, the first being 1; 0 where that isn't known, as events don't say
    /// it where several are under way, or where there is no loop around it.
    int time(NodeId node) {
        var loop = loop(node);
        if (loop == null) {
            return 0;
        }
        var through = open.values().stream().filter(pass -> loop.equals(containers.get(pass.container()))).limit(2)
                .toList();
        return through.size() == 1 ? through.getFirst().index() + 1 : 0;
    }

    private @Nullable NodeId loop(NodeId node) {
        return graph.ancestors(node).stream().filter(each -> graph.node(each) instanceof Node.Loop).findFirst()
                .orElse(null);
    }
}
