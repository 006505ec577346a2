package dev.flowloom.run;

import java.util.List;
import java.util.SortedSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;

/// What retrying a run would not do again, and what it would.
///
/// @param reused what stays valid, by where it stands in the run
/// @param items the items of loops that stay valid as a whole
/// @param again what had been done, or tried, and doesn't stay valid: no more than the first [Results#MOST_AGAIN]
/// @param more whether there is more than that
/// @param letters the visits at loops whose dead letters the run goes through again
/// @param at where the run stands
public record RetryPlan(List<Reused> reused, List<DoneItems> items, List<Again> again, boolean more,
        List<VisitId> letters, VisitId at) {
    public RetryPlan {
        reused = List.copyOf(reused);
        items = List.copyOf(items);
        again = List.copyOf(again);
        letters = List.copyOf(letters);
    }

    /// Something that is done again.
    public record Again(Place place, Why why) {}

    /// Why something doesn't stay valid.
    public enum Why {
        /// It failed, and nothing caught that.
        FAILED,
        /// It was begun, and given up before it ended.
        CUT_OFF,
        /// It was undone.
        UNDONE,
        /// The run has gone on since at it or at something before it, where it was sent: from there on everything is done anew.
        JUMPED,
        /// Its compensation failed, or was given up: nobody knows how much of its effect there still is.
        NOT_UNDONE,
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

    /// What stays valid though something before it, by the flow's ways, is done again: what it gave, or did, may not fit that any
    /// more. Whether it does only people can say.
    public List<Place> keptBehind(Graph graph) {
        return KeptBehind.of(this, graph);
    }

    /// Whether nothing stays valid.
    public boolean isEmpty() {
        return reused.isEmpty() && items.isEmpty();
    }
}
