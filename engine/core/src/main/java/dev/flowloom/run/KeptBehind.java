package dev.flowloom.run;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// Finds what a retry keeps though something before it, by the flow's ways and in the same pass, is done again: what it gave,
/// or did, may not fit that any more.
final class KeptBehind {
    private final Map<NodeId, SortedSet<NodeId>> next = new TreeMap<>();
    /// What comes after what is done again, by the pass that it is in.
    private final Map<String, SortedSet<NodeId>> behind = new TreeMap<>();

    private KeptBehind(Graph graph) {
        for (var wire : graph.wires().values()) {
            if (!(wire instanceof Wire.Compensation)) {
                next.computeIfAbsent(wire.from(), _ -> new TreeSet<>()).add(wire.to());
            }
        }
    }

    static List<Place> of(RetryPlan plan, Graph graph) {
        var found = new KeptBehind(graph);
        plan.again().stream().map(RetryPlan.Again::place).forEach(found::add);
        return plan.reused().stream().map(Reused::place).filter(found::holds).toList();
    }

    private void add(Place again) {
        var reached = behind.computeIfAbsent(again.pass(), _ -> new TreeSet<>());
        var open = new ArrayDeque<>(next.getOrDefault(again.node(), Collections.emptySortedSet()));
        for (var node = open.poll(); node != null; node = open.poll()) {
            if (reached.add(node)) {
                open.addAll(next.getOrDefault(node, Collections.emptySortedSet()));
            }
        }
    }

    /// Or one of the containers around it.
    private boolean holds(Place kept) {
        return isBehind(kept) || kept.around().stream().anyMatch(this::isBehind);
    }

    private boolean isBehind(Place place) {
        return behind.getOrDefault(place.pass(), Collections.emptySortedSet()).contains(place.node());
    }
}
