package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import org.jspecify.annotations.Nullable;

/// How a run ended.
public sealed interface RunOutcome {

    record Completed(Json output) implements RunOutcome {}

    /// A failure that no error wire caught.
    record Failed(RunError error, Compensation compensation) implements RunOutcome {}

    /// Somebody stopped it.
    record Cancelled(String reason, Compensation compensation) implements RunOutcome {}

    /// How a run ended that has this history.
    static RunOutcome ofHistory(List<Recorded> history) {
        var outcome = of(history.getLast().event());
        if (outcome == null) {
            throw new IllegalStateException("the run has not ended");
        }
        return outcome;
    }

    /// What a run's event says of its end; null where it isn't the end.
    static @Nullable RunOutcome of(Event event) {
        return switch (event) {
            case Event.RunCompleted(var output) -> new Completed(output);
            case Event.RunFailed(var error, var compensation) -> new Failed(error, compensation);
            case Event.RunCancelled(var reason, var compensation) -> new Cancelled(reason, compensation);
            case Event.RunStarted _,Event.NodeEntered _,Event.AttemptStarted _,Event.AttemptSucceeded _,Event.AttemptFailed _,Event.RetryScheduled _,Event.WaitStarted _,Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _,Event.LoopStarted _,Event.PassStarted _,Event.PassCompleted _,Event.PassStopping _,Event.PassFailed _,Event.RunStopping _,Event.StepCompensated _,Event.CompensationFailed _,Event.AlertRaised _ ->
                null;
        };
    }
}
