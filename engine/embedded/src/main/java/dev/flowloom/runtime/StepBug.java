package dev.flowloom.runtime;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;

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
        var message = thrown.getMessage();
        return new StepFailure(CODE, Severity.CRITICAL,
                message == null ? type : type + ": " + message, Json.Obj.of("exception", Json.of(type)));
    }
}
