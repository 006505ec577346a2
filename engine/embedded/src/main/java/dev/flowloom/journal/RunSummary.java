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
public record RunSummary(RunId run, String flow, String definition, @Nullable String key, Status status,
        Instant started, @Nullable Instant ended) {

    /// Whether and how a run ended.
    public enum Status {
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED;

        /// What a run is whose latest event this is.
        static Status after(Event latest) {
            return switch (latest) {
                case Event.RunCompleted _ -> COMPLETED;
                case Event.RunFailed _ -> FAILED;
                case Event.RunCancelled _ -> CANCELLED;
                case Event.RunStarted _,Event.NodeEntered _,Event.AttemptStarted _,Event.AttemptSucceeded _,Event.AttemptFailed _,Event.RetryScheduled _,Event.WaitStarted _,Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _,Event.LoopStarted _,Event.PassStarted _,Event.PassCompleted _,Event.PassStopping _,Event.PassFailed _,Event.RunStopping _,Event.StepCompensated _,Event.CompensationFailed _,Event.AlertRaised _ ->
                    RUNNING;
            };
        }
    }

    public boolean isOver() {
        return status != Status.RUNNING;
    }
}
