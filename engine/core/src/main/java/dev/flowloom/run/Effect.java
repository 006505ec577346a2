package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Resource;
import org.jspecify.annotations.Nullable;

/// Something that has to be done outside for a run to go on. Two effects with equal content are the same effect.
public sealed interface Effect {

    /// Do a step's work; the answer is [Input.StepSucceeded] or [Input.StepFailed]. When it is no longer pending, the
    /// work is to be interrupted.
    ///
    /// @param type the step type
    /// @param drawn the settings as they stand in the definition: where a reference to a secret stands there, and nowhere
    ///     else, its value is to be put into the settings
    /// @param settings the same with their expressions evaluated
    /// @param data what the step sees
    /// @param deadline when the attempt's time is up; null where it has no end
    /// @param use what it uses; null where it needs nobody's leave
    record RunStep(RunId run, VisitId visit, NodeId node, int attempt, String type, Json.Obj drawn, Json.Obj settings,
            Json data, @Nullable Instant deadline, @Nullable Use use)
            implements
                Effect {

        /// The same whenever this attempt is made again.
        public String attemptKey() {
            return operationKey() + "/" + attempt;
        }

        /// The same for every attempt at this visit.
        public String operationKey() {
            return run + "/" + node + "/" + visit;
        }
    }

    /// A resource that is used, by its name in the flow.
    record Use(String name, Resource resource) {}

    /// Read more items from a source; the answer is [Input.ItemsArrived] or [Input.ReadFailed]. When it is no longer pending,
    /// reading is to be interrupted.
    ///
    /// @param source the type of the source
    /// @param drawn the settings as they stand in the definition: see [RunStep]
    /// @param settings the same with their expressions evaluated
    /// @param from how many items to go past
    /// @param most how many to read at most, and at least one, unless there are no more; fewer where that takes long
    record ReadItems(RunId run, VisitId visit, NodeId node, int attempt, String source, Json.Obj drawn,
            Json.Obj settings, long from, int most) implements Effect {}

    /// A source may be kept open as long as this is pending.
    record HoldSource(RunId run, VisitId visit) implements Effect {}

    /// Have a flow run, or go on to; the answer is [Input.SubFlowEnded]. When it is no longer pending, nobody waits for that
    /// any more, and nothing needs to be done.
    ///
    /// @param run the run's id; it may have been started already
    /// @param definition the hash of the flow's definition
    /// @param subFlows the flows that it may call
    record RunSubFlow(RunId run, String definition, Json input, Caller caller, List<Pinned> subFlows)
            implements
                Effect {}

    /// Have a flow's run cancelled, which must not be started for it; the answer is as that of [RunSubFlow].
    ///
    /// @param undo whether it is to undo what it did
    record StopSubFlow(RunSubFlow call, boolean undo) implements Effect {}

    /// Answer with [Input.MessageArrived] when there is such a message. When it is no longer pending, the message is
    /// somebody else's, unless it was received.
    ///
    /// @param since when the visit began to wait for it: who began first is given it first
    /// @param due from when on a message is sent too late for it, and stays for another; null where that is never
    record AwaitMessage(RunId run, VisitId visit, String message, String key, Instant since, @Nullable Instant due)
            implements
                Effect {}

    /// Let a person answer with [Input.ApprovalAnswered].
    record AwaitApproval(RunId run, VisitId visit, NodeId node, String who, String question) implements Effect {}
    /// Wait for a lock; the answer is [Input.LockGranted].
    record TakeLock(RunId run, VisitId visit, String name, Duration lease) implements Effect {}

    /// Keep a lock from others. Where somebody else has it when the run is gone on with, [Input.LockLost] comes before
    /// anything is done for the run.
    record HoldLock(RunId run, VisitId visit, HeldLock lock) implements Effect {}

    /// Answer with [Input.TurnRequested] at once: there is more to decide.
    ///
    /// @param from the number of the next visit, which tells one from the next
    record TakeTurn(RunId run, VisitId from) implements Effect {}

    /// Answer with [Input.TimerFired] when it is due.
    record StartTimer(Timer timer, Instant due) implements Effect {}
}
