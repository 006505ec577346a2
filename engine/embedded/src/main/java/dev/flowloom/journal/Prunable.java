package dev.flowloom.journal;

import java.util.List;

import dev.flowloom.run.RunId;

/// A run that is not to be kept, with all that it called.
///
/// @param number grows from run to run in the order in which they were started
/// @param runs the one that called the others first
/// @param latest where in that one's history its last events begin: whether anything happened in it since is known by that
public record Prunable(long number, List<RunId> runs, long latest) {
    public Prunable {
        runs = List.copyOf(runs);
    }

    /// The one that called the others.
    public RunId root() {
        return runs.getFirst();
    }
}
