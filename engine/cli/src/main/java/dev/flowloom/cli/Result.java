package dev.flowloom.cli;

import java.util.Locale;

import dev.flowloom.json.EventJson;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.RunOutcome;

/// What came of a run, as a program is told.
///
/// @param exitCode an [ExitCode]
record Result(Json.Obj json, int exitCode) {
    private static final String CANCELLED = "cancelled";

    static Result of(RunId run, RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Completed(var output) ->
                new Result(start("completed", run).with("output", output), ExitCode.COMPLETED);
            case RunOutcome.Failed(var error, var compensation) ->
                new Result(start("failed", run).with("error", json(error)).with("compensation", word(compensation)),
                        ExitCode.FLOW_FAILED);
            case RunOutcome.Cancelled(var reason, var compensation) ->
                new Result(start(CANCELLED, run).with("reason", Json.of(reason))
                        .with("compensation", word(compensation)), ExitCode.FLOW_FAILED);
        };
    }

    boolean isCancelled() {
        return Json.of(CANCELLED).equals(json.get("status"));
    }

    private static Json.Obj start(String status, RunId run) {
        return Json.Obj.of("status", Json.of(status)).with("run", Json.of(run.value()));
    }

    /// As in events; those who read it as a program find details in every error.
    private static Json json(RunError error) {
        return EventJson.json(error).with("details", error.details());
    }

    private static Json word(Enum<?> constant) {
        return Json.of(constant.name().toLowerCase(Locale.ROOT));
    }
}
