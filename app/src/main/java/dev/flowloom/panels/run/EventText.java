package dev.flowloom.panels.run;

import java.time.Duration;
import java.time.Instant;

import dev.flowloom.model.DurationText;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Recorded;

/// Says in words what happened.
final class EventText {
    private EventText() {}

    /// What an event means for whoever looks.
    enum Tone { PLAIN, RUN, OK, FAIL, UNDO }

    /// Of a step that is disabled.
    static String passedBy(Recorded recorded) {
        return recorded.event() instanceof Event.NodeCompleted ? "Passed by, because it is disabled" : of(recorded);
    }

    static String of(Recorded recorded) {
        return switch (recorded.event()) {
            case Event.RunStarted _ -> "The run started";
            case Event.NodeEntered entered -> entered.undoes() == null ? "Reached" : "Reached, to undo";
            case Event.AttemptStarted started -> started.attempt() == 1 ? "Started" : "Attempt " + started.attempt();
            case Event.AttemptSucceeded _ -> "Gave a result";
            case Event.AttemptFailed failed -> "Failed: " + failed.error().message();
            case Event.RetryScheduled retry -> "Tries again in " + until(recorded.at(), retry.due());
            case Event.WaitStarted wait -> "Waits for " + until(recorded.at(), wait.due());
            case Event.NodeCompleted _ -> "Done";
            case Event.NodeFailed failed -> failed.caught() == null
                    ? "Failed for good: " + failed.error().message()
                    : "Failed, and an error wire caught it: " + failed.error().message();
            case Event.NodeCancelled cancelled -> switch (cancelled.reason()) {
                case FAILURE -> "Given up, because another step failed";
                case CANCEL -> "Given up, because the run was stopped";
                case JOIN -> "Given up, because the join has what it waits for";
            };
            case Event.RunStopping stopping -> switch (stopping.cause()) {
                case Cause.Failed _ -> "Turned round: what was done is being undone";
                case Cause.Cancelled cancelled -> "Stopped: " + cancelled.reason();
            };
            case Event.StepCompensated _ -> "Undone";
            case Event.CompensationFailed failed -> "Could not be undone: " + failed.error().message();
            case Event.AlertRaised alert -> "Alert: " + alert.error().message();
            case Event.RunCompleted _ -> "The run completed";
            case Event.RunFailed failed -> "The run failed, " + undone(failed.compensation());
            case Event.RunCancelled cancelled -> "The run was cancelled, " + undone(cancelled.compensation());
        };
    }

    static Tone tone(Event event) {
        return switch (event) {
            case Event.RunStarted _,Event.NodeEntered _,Event.WaitStarted _,Event.NodeCancelled _,Event.AttemptSucceeded _ ->
                Tone.PLAIN;
            case Event.AttemptStarted _ -> Tone.RUN;
            case Event.NodeCompleted _,Event.RunCompleted _ -> Tone.OK;
            case Event.AttemptFailed _,Event.NodeFailed _,Event.CompensationFailed _,Event.AlertRaised _,Event.RunFailed _ ->
                Tone.FAIL;
            case Event.RetryScheduled _,Event.RunStopping _,Event.StepCompensated _,Event.RunCancelled _ ->
                Tone.UNDO;
        };
    }

    static String undone(Compensation compensation) {
        return switch (compensation) {
            case NONE -> "with nothing to undo";
            case COMPLETE -> "and what it had done is undone";
            case INCOMPLETE -> "and not everything could be undone";
            case WITHHELD -> "and nothing was undone, because data may be damaged";
        };
    }

    private static String until(Instant from, Instant to) {
        var rest = Duration.between(from, to);
        return rest.isNegative() ? "no time" : DurationText.of(rest);
    }
}
