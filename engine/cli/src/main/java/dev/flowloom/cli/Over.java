package dev.flowloom.cli;

import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;

/// What is said where something is asked of a run that has ended.
final class Over {
    private Over() {}

    static Failure failure(Engine engine, RunId run) {
        return Failure.wrongInput("The run %s is over already: it %s. Nothing was changed.".formatted(run,
                ended(engine, run)), null);
    }

    /// Where somebody else had the run do something at the same time.
    static Failure overtaken(RunId run) {
        return Failure.wrongInput(
                "Something else happened to the run %s meanwhile. Nothing was changed; \"show\" tells what it did."
                        .formatted(run),
                null);
    }

    private static String ended(Engine engine, RunId run) {
        return switch (engine.run(run).status()) {
            case COMPLETED -> "has completed";
            case FAILED -> "has failed";
            case CANCELLED -> "was cancelled";
            case RUNNING, PAUSED -> "has come to its end";
        };
    }
}
