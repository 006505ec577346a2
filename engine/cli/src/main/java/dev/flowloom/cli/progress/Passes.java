package dev.flowloom.cli.progress;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

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
    /// Containers under way.
    private final Map<VisitId, Container> containers = new HashMap<>();
    private final Map<PassId, Open> open = new HashMap<>();
    /// The passes through each container, whichever visit they belong to.
    private final Map<NodeId, SequencedSet<PassId>> through = new HashMap<>();

    Passes(Graph graph) {
        this.graph = graph;
    }

    private record Container(NodeId node, Set<PassId> passes) {}

    private record Open(VisitId container, int index) {}

    /// Takes in what begins. What ends is taken in by [#end(Event)], when all that belongs to it is told.
    void begin(Event event) {
        switch (event) {
            case Event.NodeEntered(var visit, var node, _, _) when graph.node(node) instanceof Node.Container ->
                containers.put(visit, new Container(node, new HashSet<>()));
            case Event.PassStarted(var pass, var of, var index, _, _) -> begin(pass, of, index);
            default -> {
            }
        }
    }

    private void begin(PassId pass, VisitId of, int index) {
        var container = containers.get(of);
        if (container != null) {
            container.passes().add(pass);
            open.put(pass, new Open(of, index));
            through.computeIfAbsent(container.node(), _ -> new LinkedHashSet<>()).add(pass);
        }
    }

    void end(Event event) {
        switch (event) {
            case Event.PassCompleted(var pass, _) -> over(pass);
            case Event.PassFailed(var pass, _, _) -> over(pass);
            case Event.NodeCompleted(var visit, _, _) -> over(visit);
            case Event.NodeFailed(var visit, _, _) -> over(visit);
            case Event.NodeCancelled(var visit, _) -> over(visit);
            default -> {
            }
        }
    }

    private void over(PassId pass) {
        var ended = open.remove(pass);
        var container = ended == null ? null : containers.get(ended.container());
        if (container != null) {
            container.passes().remove(pass);
            var others = through.get(container.node());
            if (others != null) {
                others.remove(pass);
            }
        }
    }

    /// The passes of a container that is given up end with it.
    private void over(VisitId visit) {
        var container = containers.get(visit);
        if (container != null) {
            List.copyOf(container.passes()).forEach(this::over);
            containers.remove(visit);
        }
    }

    /// The visit of the container that a pass goes through; null where it isn't under way.
    @Nullable
    VisitId container(PassId pass) {
        var it = open.get(pass);
        return it == null ? null : it.container();
    }

    boolean isThrough(PassId pass, NodeId container) {
        var passes = through.get(container);
        return passes != null && passes.contains(pass);
    }

    /// Which time through the loop around it a node is at, the first being 1; 0 where that isn't known, as events don't say
    /// it where several are under way, or where there is no loop around it.
    int time(NodeId node) {
        var passes = through.get(loop(node));
        var only = passes == null || passes.size() != 1 ? null : open.get(passes.getFirst());
        return only == null ? 0 : only.index() + 1;
    }

    private @Nullable NodeId loop(NodeId node) {
        return graph.ancestors(node).stream().filter(each -> graph.node(each) instanceof Node.Loop).findFirst()
                .orElse(null);
    }
}
