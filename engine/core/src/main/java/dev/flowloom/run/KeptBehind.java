package dev.flowloom.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;

/// Finds what a retry keeps though something before it, by the flow's ways, is done again, or something in a container before it:
/// what it gave, or did, may not fit that any more.
final class KeptBehind {
    private final Ways ways;
    /// What comes after what is done again, by the pass that it is in.
    private final Map<String, SortedSet<NodeId>> behind = new TreeMap<>();

    private KeptBehind(Ways ways) {
        this.ways = ways;
    }

    static List<Place> of(RetryPlan plan, Graph graph) {
        var found = new KeptBehind(new Ways(graph));
        for (var again : plan.again()) {
            found.add(again.place());
            again.place().around().forEach(found::add);
        }
        return Stream.concat(plan.reused().stream().map(Reused::place), plan.items().stream().map(DoneItems::loop))
                .filter(found::holds).toList();
    }

    private void add(Place again) {
        behind.computeIfAbsent(again.pass(), _ -> new TreeSet<>()).addAll(ways.behind(again.node()));
    }

    /// Or one of the containers around it.
    private boolean holds(Place kept) {
        return isBehind(kept) || kept.around().stream().anyMatch(this::isBehind);
    }

    private boolean isBehind(Place place) {
        return behind.getOrDefault(place.pass(), Collections.emptySortedSet()).contains(place.node());
    }
}
