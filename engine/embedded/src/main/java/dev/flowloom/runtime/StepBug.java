package dev.flowloom.runtime;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// What a step type threw that it shouldn't have, as a failure of the step.
final class StepBug {
    private static final String CODE = "step.bug";

    private StepBug() {}

    static StepFailure outOfMemory() {
        return new StepFailure(CODE, Severity.CRITICAL,
                "The step ran out of memory. Give the program more (-Xmx), or the step less at a time.");
    }

    static StepFailure of(Throwable thrown) {
        var type = thrown.getClass().getName();
        var message = message(thrown);
        return new StepFailure(CODE, Severity.CRITICAL,
                message == null ? type : type + ": " + message, Json.Obj.of("exception", Json.of(type)));
    }

    /// A step type's own exception may make its message itself, and fail at that.
    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException | StackOverflowError _) {
            return null;
        }
    }
}
