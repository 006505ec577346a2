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

    /// Whether and how a run ended.
    public enum Status {
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED;

        /// What a run is whose latest event this is.
        static Status after(Event latest) {
            return latest instanceof Event.Ended end ? of(end) : RUNNING;
        }

        private static Status of(Event.Ended end) {
            return switch (end) {
                case Event.RunCompleted _ -> COMPLETED;
                case Event.RunFailed _ -> FAILED;
                case Event.RunCancelled _ -> CANCELLED;
            };
        }
    }

    public boolean isOver() {
        return status != Status.RUNNING;
    }
}
