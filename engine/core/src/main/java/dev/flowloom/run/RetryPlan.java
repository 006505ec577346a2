package dev.flowloom.run;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

import dev.flowloom.model.NodeId;

/// What retrying a run would not do again, and what it would.
///
/// @param reused what stays valid, by where it stands in the run
/// @param again what had been done, or tried, and doesn't stay valid
/// @param at where the run stands
public record RetryPlan(List<Reused> reused, List<Again> again, VisitId at) {
    public RetryPlan {
        reused = List.copyOf(reused);
        again = List.copyOf(again);
    }

    /// Something that is done again.
    public record Again(Place place, Why why) {}

    /// Why something doesn't stay valid.
    public enum Why {
        /// It failed, and nothing caught that.
        FAILED,
        /// It was undone, or at least that was tried.
        UNDONE,
        /// The new definition has something else there.
        CHANGED,
        /// The new definition doesn't have it.
        GONE,
        /// Somebody wants it done again.
        ASKED
    }

    /// What the run would be moved to.
    ///
    /// @param rules of the definition
    /// @param subFlows the flows that it may call
    /// @param redo the nodes that are to be done again whatever they gave; a container stands for what it holds
    public record Target(Rules rules, List<Pinned> subFlows, SortedSet<NodeId> redo) {}

    /// Finds out what stays valid of a run.
    ///
    /// @param history everything that has happened in it
    /// @param rules finds the rules of a definition by its hash
    public static RetryPlan of(List<Event> history, Function<String, Rules> rules, Target target) {
        var results = new Results();
        for (var event : history) {
            results.add(event, rules);
        }
        var validity = new Validity(results.program().flow().graph(),
                results.state().startedOrThrow().subFlows(), target);
        var reused = new TreeMap<Place, Reused>();
        var again = new TreeMap<Place, Again>();
        results.again().forEach(each -> again.put(each.place(), each));
        for (var result : results.valid()) {
            var why = validity.why(result);
            if (why == null) {
                reused.put(result.place(), result);
            } else {
                again.put(result.place(), new Again(result.place(), why));
            }
        }
        return new RetryPlan(reused.values().stream().filter(each -> !isWithin(each.place(), reused)).toList(),
                again.values().stream().filter(each -> !isWithin(each.place(), reused)).toList(),
                results.state().nextVisit());
    }

    /// What is in a container that is kept as a whole is not come to.
    private static boolean isWithin(Place place, SortedMap<Place, Reused> kept) {
        return place.around().stream().anyMatch(around -> kept.containsKey(around));
    }
}
