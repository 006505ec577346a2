package dev.flowloom.cli;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import dev.flowloom.runtime.Engine;

/// What of a run was undone and has not been done again since. A long history is read in parts, and a second time only where
/// something was undone.
final class UndoneWork {
    private final Set<VisitId> undone = new HashSet<>();
    private final Set<NodeId> nodes = new LinkedHashSet<>();
    /// Visits to these that nothing undid.
    private final Map<VisitId, NodeId> again = new HashMap<>();

    private UndoneWork() {}

    /// Where it was done, the first first, but for what a jump leads to once more.
    ///
    /// @param target the node of the flow's own graph that the run is to go on at
    static List<NodeId> passedOver(Engine engine, RunId run, NodeId target) {
        var work = new UndoneWork();
        engine.history(run, part -> part.stream().map(Recorded::event).forEach(work::collect));
        if (!work.undone.isEmpty()) {
            engine.history(run, part -> part.stream().map(Recorded::event).forEach(work::follow));
        }
        if (work.nodes.isEmpty()) {
            return List.of();
        }
        var graph = engine.flow(run).graph();
        var ahead = ahead(graph, target);
        return work.nodes.stream().filter(node -> !ahead.contains(outermost(graph, node))).toList();
    }

    private void collect(Event event) {
        if (event instanceof Event.StepCompensated(_, var visit, _)) {
            undone.add(visit);
        }
    }

    private void follow(Event event) {
        switch (event) {
            case Event.NodeEntered(var visit, var node, _, _) when undone.contains(visit) -> nodes.add(node);
            case Event.NodeEntered(var visit, var node, _, _) when nodes.contains(node) -> again.put(visit, node);
            case Event.NodeCompleted(var visit, _, _) when again.containsKey(visit) -> nodes.remove(again.get(visit));
            default -> {
            }
        }
    }

    private static NodeId outermost(Graph graph, NodeId node) {
        var around = graph.ancestors(node);
        return around.isEmpty() ? node : around.getLast();
    }

    /// What a token can come to from a node.
    private static Set<NodeId> ahead(Graph graph, NodeId from) {
        var ways = graph.wires().values().stream().filter(wire -> !(wire instanceof Wire.Compensation))
                .collect(Collectors.groupingBy(Wire::from));
        var ahead = new HashSet<>(Set.of(from));
        var open = new ArrayDeque<>(ahead);
        while (!open.isEmpty()) {
            ways.getOrDefault(open.remove(), List.of()).stream().map(Wire::to).filter(ahead::add).forEach(open::add);
        }
        return ahead;
    }
}
