package dev.flowloom.panels.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.flowloom.model.DurationText;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;

import static dev.flowloom.language.Texts.tr;

/// Says in a line how a run fares.
public final class RunSummaryText {
    private RunSummaryText() {}

    /// How a run fares of which this is shown.
    public static String of(RunHistory history, OverlayState state) {
        return state.paused() ? tr("Paused") : ofRun(history, state);
    }

    private static String ofRun(RunHistory history, OverlayState state) {
        var events = history.events();
        if (events.isEmpty()) {
            return tr("Starting …");
        }
        return events.getLast().event() instanceof Event.Ended end
                ? of(end, DurationText.of(Duration.between(begun(events), events.getLast().at())), history,
                        state)
                : underWay(history);
    }

    /// How long it stood before it was retried, or sent elsewhere, is not what it took.
    private static Instant begun(List<Recorded> events) {
        return events.reversed().stream()
                .filter(recorded -> recorded.event() instanceof Event.RunRetried
                        || recorded.event() instanceof Event.RunJumped)
                .findFirst().orElse(events.getFirst()).at();
    }

    private static String of(Event.Ended end, String took, RunHistory history, OverlayState state) {
        return switch (end) {
            case Event.RunCompleted _ -> completed(took, history.deadLetters());
            case Event.RunFailed failed -> tr("Failed at %s, %s", history.titleOf(failed.error().node()),
                    EventText.undone(failed.compensation())) + Remaining.of(history, state);
            case Event.RunCancelled cancelled ->
                tr("Cancelled, %s", EventText.undone(cancelled)) + Remaining.of(history, state);
        };
    }

    private static String completed(String took, int letters) {
        if (letters == 0) {
            return tr("Completed in %s", took);
        }
        return letters == 1
                ? tr("Completed in %s, 1 dead letter", took)
                : tr("Completed in %s, %,d dead letters", took, letters);
    }

    private static String underWay(RunHistory history) {
        var event = history.events().getLast().event();
        var node = history.nodeOf(event);
        if (event instanceof Event.ApprovalRequested) {
            return tr("Waits for an answer: %s", history.titleOf(node));
        }
        if (event instanceof Event.ReceiveStarted) {
            return tr("Waits for a message: %s", history.titleOf(node));
        }
        return node == null ? EventText.of(history.events().getLast()) : tr("Running: %s", history.titleOf(node));
    }

    public static RunBar.Mood mood(OverlayState state) {
        return state.paused() ? RunBar.Mood.PAUSED : mood(state.run());
    }

    private static RunBar.Mood mood(RunPhase phase) {
        return switch (phase) {
            case NONE -> RunBar.Mood.IDLE;
            case RUNNING -> RunBar.Mood.BUSY;
            case STOPPING, CANCELLED -> RunBar.Mood.UNDO;
            case COMPLETED -> RunBar.Mood.OK;
            case FAILED -> RunBar.Mood.FAIL;
        };
    }
}
