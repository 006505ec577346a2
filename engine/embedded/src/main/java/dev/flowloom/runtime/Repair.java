package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.journal.RunSummary;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// What restoring a run from its last intact event does.
///
/// @param damage what is damaged, as a sentence; null where nothing is, and so nothing is done
/// @param intact the sequence of the last event that is what was written; 0 where nothing can be restored
/// @param aside how many decisions are set aside, those that are damaged and all after them
/// @param unreadable how many of these can't even be read, so that nobody knows what was done by them
/// @param again the nodes whose steps may be done a second time, as far as is known
/// @param before what the run was listed as
/// @param after what it is, going by its intact events
public record Repair(RunId run, @Nullable String damage, long intact, int aside, int unreadable, List<NodeId> again,
        RunSummary.Status before, RunSummary.Status after) {
    public Repair {
        again = List.copyOf(again);
    }

    public boolean isPossible() {
        return intact > 0;
    }

    /// Whether the run goes on from where it is restored.
    public boolean goesOn() {
        return after == RunSummary.Status.RUNNING || after == RunSummary.Status.PAUSED;
    }
}
