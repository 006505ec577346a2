package dev.flowloom.cli;

import java.util.Map;
import java.util.TreeMap;

import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import org.jspecify.annotations.Nullable;

/// Which runs are paused, or wait for one that is: looked up once, and together, since a store may have many.
final class PausedRuns {
    private final Map<String, RunId> pausedBy = new TreeMap<>();

    private PausedRuns() {}

    static PausedRuns of(Engine engine) {
        var paused = new PausedRuns();
        engine.paused().forEach(run -> paused.add(run, engine));
        return paused;
    }

    /// It, and those that called it, if by others between.
    private void add(RunSummary run, Engine engine) {
        pausedBy.putIfAbsent(run.run().value(), run.run());
        try {
            for (var at = run.caller(); at != null; at = engine.run(at).caller()) {
                pausedBy.putIfAbsent(at.value(), run.run());
            }
        } catch (StoreException e) {
            // What is damaged is told of when that run itself is gone on with.
            e.throwUnlessDamaged();
        }
    }

    /// The paused run that a run waits for, which may be itself; null where there is none.
    @Nullable
    RunId find(RunId run) {
        return pausedBy.get(run.value());
    }
}
