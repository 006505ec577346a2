package dev.flowloom.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.flowloom.run.RunId;

/// How runs end, those that have ended and those that will.
final class Ends {
    private final Histories histories;
    private final LiveRuns runs;

    Ends(Histories histories, LiveRuns runs) {
        this.histories = histories;
        this.runs = runs;
    }

    CompletionStage<RunOutcome> outcome(RunId run) {
        var known = isOver(run) ? histories.end(run) : null;
        if (known != null) {
            return CompletableFuture.completedStage(known);
        }
        var outcome = runs.outcome(run);
        // It may have ended while it was asked about, and then nobody else may complete this.
        lookAt(run);
        return outcome.minimalCompletionStage();
    }

    /// Tells those who wait for the end of a run that is not under way here, if that has come.
    void lookAt(RunId run) {
        if (isOver(run) && histories.end(run) != null) {
            runs.ended(run, () -> histories.end(run));
        }
    }

    private boolean isOver(RunId run) {
        return runs.find(run) == null && histories.run(run).isOver();
    }
}
