package dev.flowloom.journal;

import java.time.Instant;

import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// A run in short.
///
/// @param flow the id of its flow
/// @param definition the hash of the definition it is pinned to
/// @param key the idempotency key it was started under
/// @param caller the run that called it as its sub-flow; null where none did
public record RunSummary(RunId run, String flow, String definition, @Nullable String key, Status status,
        Instant started, @Nullable Instant ended, @Nullable RunId caller) {

    /// Whether and how a run ended, or whether it goes on.
    public enum Status {
        RUNNING,
        PAUSED,
        COMPLETED,
        FAILED,
        CANCELLED;

        /// What a run becomes by an event; null where it stays what it is.
        static @Nullable Status by(Event event) {
            return switch (event) {
                case Event.RunPaused _ -> PAUSED;
                case Event.RunStarted _,Event.RunUnpaused _,Event.RunRetried _,Event.RunJumped _ -> RUNNING;
                case Event.RunCompleted _ -> COMPLETED;
                case Event.RunFailed _ -> FAILED;
                case Event.RunCancelled _ -> CANCELLED;
                case Event.OfVisit _,Event.OfPass _,Event.RunStopping _,Event.RunRestored _,Event.AlertRaised _ -> null;
            };
        }

        boolean isOver() {
            return switch (this) {
                case RUNNING, PAUSED -> false;
                case COMPLETED, FAILED, CANCELLED -> true;
            };
        }
    }

    public boolean isOver() {
        return status.isOver();
    }

    public boolean isPaused() {
        return status == Status.PAUSED;
    }
}
