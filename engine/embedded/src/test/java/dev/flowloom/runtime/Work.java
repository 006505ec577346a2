package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;

/// A step type that does what a test wants.
@FunctionalInterface
interface Work {
    String TYPE = "test.work";

    /// Does the work of the step with that id.
    Json doIt(String step, StepCall call) throws StepFailure, InterruptedException;

    /// Returns the step's id.
    Work ECHO = (step, call) -> Json.of(step);

    static StepTypes types(Work work) {
        return types(work, new Counting());
    }

    static StepTypes types(Work work, SourceType source) {
        return StepTypes.of(List.of(type(work)), List.of(source));
    }

    private static StepType type(Work work) {
        return new StepType() {
            @Override
            public StepDescription description() {
                return new StepDescription(TYPE, "Work", StepDescription.Category.UTILITY, "", "", "",
                        Json.Obj.EMPTY);
            }

            @Override
            public Json run(StepCall call) throws StepFailure, InterruptedException {
                return work.doIt(call.settings().get("step") instanceof Json.Str(var step) ? step : "", call);
            }
        };
    }

    static StepFailure failure(Severity severity) {
        return new StepFailure("test.failed", severity, "The test wants it.");
    }
}
