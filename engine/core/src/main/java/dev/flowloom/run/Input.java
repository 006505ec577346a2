package dev.flowloom.run;

import java.time.Instant;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import org.jspecify.annotations.Nullable;

/// Something that reached a run from outside. An input that no longer fits, such as the result of an attempt whose time
/// was up, leads to no event.
public sealed interface Input {

    /// A run was asked for.
    ///
    /// @param definition the hash of the definition
    /// @param caller null where it was no other run
    /// @param subFlows the flows that it may call, and those that these may call
    /// @param resent what it is to be done for alone; null where it is to be done from its start
    record StartRequested(RunId run, String definition, @Nullable String key, Json input, long seed,
            @Nullable Caller caller, List<Pinned> subFlows, @Nullable Resent resent) implements Input {
        public StartRequested(RunId run, String definition, @Nullable String key, Json input, long seed,
                @Nullable Caller caller, List<Pinned> subFlows) {
            this(run, definition, key, input, seed, caller, subFlows, null);
        }

        public StartRequested(RunId run, String definition, @Nullable String key, Json input, long seed) {
            this(run, definition, key, input, seed, null, List.of());
        }
    }

    /// What came of an attempt.
    sealed interface OfAttempt extends Input {}

    record StepSucceeded(VisitId visit, int attempt, Json result) implements OfAttempt {}

    /// An attempt failed.
    ///
    /// @param severity what the step type holds it for; the flow's error rules may see it differently
    record StepFailed(VisitId visit, int attempt, String code, String message, Severity severity, Json.Obj details)
            implements
                OfAttempt {}

    /// The run ended that a sub-flow called.
    record SubFlowEnded(VisitId visit, Event.Ended end) implements Input {}

    /// What came of reading a source.
    sealed interface OfRead extends Input {
        VisitId visit();

        /// How many items the source had given before.
        long from();

        int attempt();
    }

    /// A source gave more items.
    ///
    /// @param last whether there are no more
    /// @param version what the source says of itself; null for nothing
    /// @param unreadable which of these are none, in their order
    record ItemsArrived(VisitId visit, long from, int attempt, List<Json> items, boolean last,
            @Nullable String version, List<Unreadable> unreadable) implements OfRead {
        public ItemsArrived {
            items = List.copyOf(items);
            unreadable = List.copyOf(unreadable);
        }

        public ItemsArrived(VisitId visit, long from, int attempt, List<Json> items, boolean last,
                @Nullable String version) {
            this(visit, from, attempt, items, last, version, List.of());
        }

        /// What stands among the items as an item, and can't be read as one.
        ///
        /// @param at where among these items; the first is 0
        /// @param severity what the type of source holds it for; the flow's error rules may see it differently
        public record Unreadable(int at, String code, String message, Severity severity, Json.Obj details) {}
    }

    /// A source could not be read.
    ///
    /// @param severity what the type of source holds it for; the flow's error rules may see it differently
    record ReadFailed(VisitId visit, long from, int attempt, String code, String message, Severity severity,
            Json.Obj details) implements OfRead {}

    /// A lock that a scope waits for is its own.
    record LockGranted(VisitId visit, long token) implements Input {}

    /// A lock that a scope holds is somebody else's: its lease ended while nobody went on with the run.
    record LockLost(VisitId visit, long token) implements Input {}

    record TimerFired(Timer timer) implements Input {}

    /// The run has its turn again, to decide what it left when it had decided much.
    record TurnRequested() implements Input {}

    /// A message came for a visit that waits for it.
    ///
    /// @param number counts what was written into the store
    /// @param sent when it was sent: whether it comes in time is by that
    record MessageArrived(VisitId visit, long number, Instant sent, Json data) implements Input {}

    /// A person said yes or no.
    ///
    /// @param by who it was
    record ApprovalAnswered(VisitId visit, String by, boolean approved, String comment) implements Input {}

    /// Somebody wants nothing new to be begun for now.
    record PauseRequested(String by, String reason) implements Input {}

    /// Somebody wants a paused run to go on.
    record UnpauseRequested(String by, String reason) implements Input {}

    /// Somebody had damaged events set aside, so that the run stands where the last were intact.
    ///
    /// @param damage what was found, as a sentence
    /// @param aside how many decisions were set aside
    record Restored(String by, String reason, String damage, long aside) implements Input {}

    /// Somebody wants the run to stop.
    ///
    /// @param by who asked for it
    /// @param undo whether what was done is to be undone; without, nothing more is touched
    record CancelRequested(String by, String reason, boolean undo) implements Input {
        public CancelRequested(String by, String reason) {
            this(by, reason, true);
        }
    }

    /// Somebody wants a run that failed or was cancelled to begin anew, without doing again what stays valid.
    ///
    /// @param definition the hash of the definition that it is to keep to, which is what it is decided by
    /// @param subFlows the flows that it may call
    /// @param reused what stays valid
    /// @param items the items of loops that stay valid as a whole
    /// @param letters the visits at loops whose dead letters are gone through again
    /// @param at where the run stood when that was found out
    record RetryRequested(String by, String reason, String definition, List<Pinned> subFlows, List<Reused> reused,
            List<DoneItems> items, List<VisitId> letters, VisitId at) implements Input {}

    /// Somebody wants the run to go on at a node of the flow's own graph, and from nowhere else.
    ///
    /// @param data what arrives there; null for the run's input
    record JumpRequested(String by, String reason, NodeId node, @Nullable Json data) implements Input {}

    /// Whether it is for a run that has ended, too.
    default boolean revives() {
        return this instanceof RetryRequested || this instanceof JumpRequested;
    }
}
