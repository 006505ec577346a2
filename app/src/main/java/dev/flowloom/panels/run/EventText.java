package dev.flowloom.panels.run;

import java.time.Duration;
import java.time.Instant;

import dev.flowloom.model.DurationText;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Recorded;

import static dev.flowloom.language.Texts.told;
import static dev.flowloom.language.Texts.tr;

/// Says in words what happened.
final class EventText {
    private EventText() {}

    /// What an event means for whoever looks.
    enum Tone { PLAIN, RUN, OK, FAIL, UNDO }

    /// Of a step that is disabled.
    static String passedBy(Recorded recorded) {
        return recorded.event() instanceof Event.NodeCompleted ? tr("Passed by, because it is disabled") : of(recorded);
    }

    static String of(Recorded recorded) {
        return switch (recorded.event()) {
            case Event.RunStarted _ -> tr("The run started");
            case Event.NodeEntered entered -> entered.undoes() == null ? tr("Reached") : tr("Reached, to undo");
            case Event.AttemptStarted started ->
                started.attempt() == 1 ? tr("Started") : tr("Attempt %d", started.attempt());
            case Event.AttemptSucceeded _ -> tr("Gave a result");
            case Event.AttemptFailed failed -> tr("Failed: %s", told(failed.error().message()));
            case Event.RetryScheduled retry -> tr("Tries again in %s", until(recorded.at(), retry.due()));
            case Event.WaitStarted wait -> tr("Waits for %s", until(recorded.at(), wait.due()));
            case Event.ReceiveStarted wait ->
                tr("Waits for the message %s with the key %s", wait.message(), wait.key());
            case Event.MessageReceived _ -> tr("Received the message");
            case Event.ApprovalRequested asked -> asked.who().isBlank()
                    ? tr("Asks: %s", asked.question())
                    : tr("Asks %s: %s", asked.who(), asked.question());
            case Event.ApprovalGiven given -> answer(given);
            case Event.LockRequested lock -> tr("Waits for the lock “%s”", lock.name());
            case Event.LockTaken lock -> tr("Has the lock “%s”, token %d", lock.name(), lock.token());
            case Event.NodeCompleted _ -> tr("Done");
            case Event.NodeFailed failed -> failed.caught() == null
                    ? tr("Failed for good: %s", told(failed.error().message()))
                    : tr("Failed, and an error wire caught it: %s", told(failed.error().message()));
            case Event.NodeCancelled cancelled -> switch (cancelled.reason()) {
                case FAILURE -> tr("Given up, because another step failed");
                case CANCEL -> tr("Given up, because the run was stopped");
                case JUMP -> tr("Given up, because the run was sent elsewhere");
                case JOIN -> tr("Given up, because the join has what it waits for");
            };
            case Event.SubFlowStarted call -> tr("Called the run %s", call.run());
            case Event.SubFlowStopping _ -> tr("Given up, and being cancelled");
            case Event.SubFlowCompleted _ -> tr("Gave a result");
            case Event.SubFlowFailed failed -> tr("Failed: %s", told(failed.error().message()));
            case Event.LoopStarted loop -> tr("%,d items", loop.items().size());
            case Event.SourceOpened _ -> tr("Opens its source");
            case Event.ItemsRead read when read.unreadable().isEmpty() -> itemsRead(read);
            case Event.ItemsRead read ->
                tr("%s; %,d of them can't be read", itemsRead(read), read.unreadable().size());
            case Event.ReadFailed failed -> tr("Could not read: %s", told(failed.error().message()));
            case Event.ReadStarted started when started.attempt() == 1 -> tr("Reads its source");
            case Event.ReadStarted started -> tr("Reads again, attempt %d", started.attempt());
            case Event.SourceFailed failed -> tr("Can't read its source: %s", told(failed.error().message()));
            case Event.DeadLetterKept letter ->
                tr("Goes on without item %,d, a dead letter: %s", letter.index() + 1, told(letter.error().message()));
            case Event.PassStarted pass -> tr("Goes through it, time %d", pass.index() + 1);
            case Event.PassCompleted _ -> tr("Gone through");
            case Event.PassStopping _ -> tr("Turned round: what was done in it is being undone");
            case Event.PassFailed failed -> tr("Failed, %s", undone(failed.compensation()));
            case Event.RunStopping stopping -> switch (stopping.cause()) {
                case Cause.Failed _ -> tr("Turned round: what was done is being undone");
                case Cause.Cancelled cancelled -> cancelled.undo()
                        ? tr("Stopped: %s", cancelled.reason())
                        : tr("Stopped without undoing: %s", cancelled.reason());
            };
            case Event.RunPaused paused -> tr("Paused: %s", paused.reason());
            case Event.RunUnpaused unpaused -> tr("Unpaused: %s", unpaused.reason());
            case Event.RunRestored restored ->
                tr("Restored by %s: events after this were damaged, and set aside", restored.by());
            case Event.RunRetried retried -> tr("Retried by %s: %s", retried.by(), retried.reason());
            case Event.ResultReused _ -> tr("Kept from before, and not done again");
            case Event.ItemsReused reused ->
                tr("%,d items kept from before, and not gone through again", reused.items());
            case Event.RunJumped jumped -> tr("Sent there by %s: %s", jumped.by(), jumped.reason());
            case Event.StepCompensated _ -> tr("Undone");
            case Event.CompensationFailed failed -> tr("Could not be undone: %s", told(failed.error().message()));
            case Event.AlertRaised alert -> tr("Alert: %s", told(alert.error().message()));
            case Event.RunCompleted _ -> tr("The run completed");
            case Event.RunFailed failed -> tr("The run failed, %s", undone(failed.compensation()));
            case Event.RunCancelled cancelled -> tr("The run was cancelled, %s", undone(cancelled));
        };
    }

    private static String answer(Event.ApprovalGiven given) {
        var what = given.approved() ? tr("Approved by %s", given.by()) : tr("Rejected by %s", given.by());
        return given.comment().isBlank() ? what : what + ": " + given.comment();
    }

    static Tone tone(Event event) {
        return switch (event) {
            case Event.RunStarted _,Event.NodeEntered _,Event.WaitStarted _,Event.ReceiveStarted _,Event.MessageReceived _,Event.ApprovalRequested _,Event.ApprovalGiven _,Event.LockRequested _,Event.LockTaken _,Event.NodeCancelled _,Event.AttemptSucceeded _,Event.LoopStarted _,Event.SourceOpened _,Event.ItemsRead _,Event.PassCompleted _,Event.SubFlowCompleted _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRetried _,Event.ResultReused _,Event.ItemsReused _,Event.RunJumped _ ->
                Tone.PLAIN;
            case Event.AttemptStarted _,Event.PassStarted _,Event.SubFlowStarted _,Event.ReadStarted _ -> Tone.RUN;
            case Event.NodeCompleted _,Event.RunCompleted _ -> Tone.OK;
            case Event.AttemptFailed _,Event.ReadFailed _,Event.SourceFailed _,Event.DeadLetterKept _,Event.NodeFailed _,Event.CompensationFailed _,Event.AlertRaised _,Event.RunFailed _,Event.PassFailed _,Event.SubFlowFailed _ ->
                Tone.FAIL;
            case Event.RetryScheduled _,Event.RunStopping _,Event.PassStopping _,Event.StepCompensated _,Event.RunRestored _,Event.RunCancelled _,Event.SubFlowStopping _ ->
                Tone.UNDO;
        };
    }

    static String undone(Event.RunCancelled cancelled) {
        return cancelled.compensation() == Compensation.WITHHELD
                ? tr("and what it had done was left as it is")
                : undone(cancelled.compensation());
    }

    static String undone(Compensation compensation) {
        return switch (compensation) {
            case NONE -> tr("with nothing to undo");
            case COMPLETE -> tr("and what can be undone is undone");
            case INCOMPLETE -> tr("and not everything could be undone");
            case WITHHELD -> tr("and nothing was undone, because data may be damaged");
        };
    }

    private static String until(Instant from, Instant to) {
        var rest = Duration.between(from, to);
        return rest.isNegative() ? tr("no time") : DurationText.of(rest);
    }

    private static String itemsRead(Event.ItemsRead read) {
        return read.last()
                ? tr("%,d items read, the last", read.items().size())
                : tr("%,d items read", read.items().size());
    }
}
