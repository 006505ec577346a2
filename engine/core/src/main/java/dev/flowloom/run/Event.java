package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Something that happened in a run. Events are all that is kept of it.
public sealed interface Event {

    /// One about a visit to a node.
    sealed interface OfVisit extends Event {
        VisitId visit();
    }

    /// One about a time through what a container holds.
    sealed interface OfPass extends Event {
        PassId pass();
    }

    /// The last event of every run that ended, unless it was gone on with again.
    sealed interface Ended extends Event {}

    /// The first event of every run.
    ///
    /// @param flow the id of the flow
    /// @param definition the hash of the definition the run is pinned to
    /// @param rules the version of the rules the run was started under
    /// @param key under which the run was asked for: a second request with the same key is the same run
    /// @param seed what every chance in the run is drawn from
    /// @param caller null where no other run called it
    /// @param subFlows the flows that it may call, and those that these may call
    /// @param resent what it is done for alone; null where it is done from its start
    record RunStarted(RunId run, String flow, String definition, int rules, @Nullable String key, Json input, long seed,
            Instant at, @Nullable Caller caller, List<Pinned> subFlows, @Nullable Resent resent) implements Event {
        public RunStarted {
            subFlows = List.copyOf(subFlows);
        }

        public RunStarted(RunId run, String flow, String definition, int rules, @Nullable String key, Json input,
                long seed, Instant at) {
            this(run, flow, definition, rules, key, input, seed, at, null, List.of());
        }

        public RunStarted(RunId run, String flow, String definition, int rules, @Nullable String key, Json input,
                long seed, Instant at, @Nullable Caller caller, List<Pinned> subFlows) {
            this(run, flow, definition, rules, key, input, seed, at, caller, subFlows, null);
        }

        /// The same run, moved to another definition.
        RunStarted on(String other, List<Pinned> otherSubFlows) {
            return new RunStarted(run, flow, other, rules, key, input, seed, at, caller, otherSubFlows, resent);
        }

        /// How many runs are around it.
        public int depth() {
            return caller == null ? 0 : caller.depth();
        }

        /// The hash of the definition that a sub-flow of it is pinned to; null where there is none.
        @Nullable
        String definitionOf(FlowReference flow) {
            return Pinned.find(subFlows, flow);
        }
    }

    /// A token arrived at a node.
    ///
    /// @param wire the wire it came by; null at the start node
    /// @param undoes the visit that this one compensates; null in ordinary work
    record NodeEntered(VisitId visit, NodeId node, @Nullable WireId wire,
            @Nullable VisitId undoes) implements OfVisit {}

    /// A step is being tried.
    ///
    /// @param attempt the first is 1
    /// @param settings with every expression replaced by its value
    /// @param data what the step's input mapping gave; null where the step sees what arrived
    /// @param deadline when the attempt's time is up; null where it has no end
    record AttemptStarted(VisitId visit, int attempt, Json.Obj settings, @Nullable Json data,
            @Nullable Instant deadline) implements OfVisit {}

    record AttemptSucceeded(VisitId visit, int attempt, Json result) implements OfVisit {}

    record AttemptFailed(VisitId visit, int attempt, RunError error) implements OfVisit {}

    /// A failed step will be tried again.
    ///
    /// @param attempt the attempt to come
    record RetryScheduled(VisitId visit, int attempt, Instant due) implements OfVisit {}

    record WaitStarted(VisitId visit, Instant due) implements OfVisit {}

    /// A message is waited for.
    ///
    /// @param message its name
    /// @param key which of those with that name
    /// @param due when it is waited for no longer; null where it is for ever
    record ReceiveStarted(VisitId visit, String message, String key, Instant at, @Nullable Instant due)
            implements
                OfVisit {}

    /// The message came, and is this run's from here on.
    ///
    /// @param number counts what was written into the store
    record MessageReceived(VisitId visit, long number, Json data) implements OfVisit {}

    /// A person is asked for a yes or no.
    ///
    /// @param who who is asked; may be empty
    /// @param due when the answer is waited for no longer; null where it is for ever
    record ApprovalRequested(VisitId visit, String who, String question, @Nullable Instant due) implements OfVisit {}

    /// A person said yes or no.
    ///
    /// @param by who it was
    record ApprovalGiven(VisitId visit, String by, boolean approved, String comment) implements OfVisit {
        /// What the approval gives.
        public Json.Obj output() {
            return Json.Obj.of("approved", Json.of(approved)).with("by", Json.of(by)).with("comment", Json.of(comment));
        }
    }

    /// A node is done, and its token leaves by the wires taken; by none, it ends here. A join that is done takes with
    /// it the visits that waited there for it.
    ///
    /// @param output what leaves; null where it is what the attempt resulted in, or, without an attempt, what arrived
    record NodeCompleted(VisitId visit, @Nullable Json output, List<WireId> taken) implements OfVisit {
        public NodeCompleted {
            taken = List.copyOf(taken);
        }
    }

    /// A node failed for good.
    ///
    /// @param caught the error wire the token leaves by; null where none catches the error
    record NodeFailed(VisitId visit, RunError error, @Nullable WireId caught) implements OfVisit {}

    /// A node's work was given up because of something elsewhere.
    record NodeCancelled(VisitId visit, Reason reason) implements OfVisit {
        /// What that was.
        public enum Reason { FAILURE, CANCEL, JOIN, JUMP }
    }

    /// A scope waits for a lock.
    ///
    /// @param lease how long the lock stays with a run that nobody goes on with
    /// @param due when it has waited long enough; null where it waits as long as it takes
    record LockRequested(VisitId visit, String name, Duration lease, @Nullable Instant due) implements OfVisit {}

    /// A scope has the lock it waited for. It gives it back when nothing is under way in it any more.
    ///
    /// @param token larger than that of whoever had the lock before
    record LockTaken(VisitId visit, String name, long token) implements OfVisit {}

    /// A loop begins that does what it holds for each of these items.
    record LoopStarted(VisitId visit, List<Json> items) implements OfVisit {
        public LoopStarted {
            items = List.copyOf(items);
        }
    }

    /// A loop begins that does what it holds for each item that a source gives.
    ///
    /// @param settings what the source is set to, with every expression replaced by its value
    record SourceOpened(VisitId visit, Json.Obj settings) implements OfVisit {}

    /// A source gave more items.
    ///
    /// @param from how many it had given before
    /// @param last whether there are no more
    /// @param version names what the source reads, so that a change of it is noticed; null where it can't tell
    /// @param unreadable which of these are none, in their order
    record ItemsRead(VisitId visit, long from, List<Json> items, boolean last, @Nullable String version,
            List<Unreadable> unreadable) implements OfVisit {
        public ItemsRead {
            items = List.copyOf(items);
            unreadable = List.copyOf(unreadable);
            for (var each : unreadable) {
                if (each.at() < 0 || each.at() >= items.size()) {
                    throw new IllegalArgumentException(
                            "there are %d items, and none at %d".formatted(items.size(), each.at()));
                }
            }
        }

        public ItemsRead(VisitId visit, long from, List<Json> items, boolean last, @Nullable String version) {
            this(visit, from, items, last, version, List.of());
        }

        /// What stands among the items as an item, and can't be read as one.
        ///
        /// @param at where among these items; the first is 0
        public record Unreadable(int at, RunError error) {}
    }

    /// A source could not be read.
    record ReadFailed(VisitId visit, int attempt, RunError error) implements OfVisit {}

    /// Reading is tried again, or, where it has a deadline, begun.
    ///
    /// @param deadline when its time is up; null where it has no end
    record ReadStarted(VisitId visit, int attempt, @Nullable Instant deadline) implements OfVisit {}

    /// A source can't be read for good: what the loop began comes to its end, and then it fails.
    record SourceFailed(VisitId visit, RunError error) implements OfVisit {}

    /// A loop goes on without an item for which it failed, or a batch of them. That is kept to be mended and sent again.
    ///
    /// @param index which time through what the loop holds it was; the first is 0
    /// @param item what that was done for
    record DeadLetterKept(VisitId visit, int index, Json item, RunError error) implements OfVisit {}

    /// A sub-flow calls another flow.
    ///
    /// @param run the run that is called, which has events of its own
    /// @param definition the hash of the definition it is pinned to
    record SubFlowStarted(VisitId visit, RunId run, String definition, Json input) implements OfVisit {}

    /// What a sub-flow called is given up here, and goes on until it is cancelled.
    record SubFlowStopping(VisitId visit, NodeCancelled.Reason reason) implements OfVisit {}

    record SubFlowCompleted(VisitId visit, Json output) implements OfVisit {}

    /// The run that a sub-flow called did not complete.
    ///
    /// @param compensation how far it undid what it did
    record SubFlowFailed(VisitId visit, RunError error, Compensation compensation) implements OfVisit {}

    /// What a container holds is gone through once.
    ///
    /// @param of the visit of the container
    /// @param index which time it is; the first is 0
    /// @param data what arrives at the container's start
    /// @param deadline when the pass's time is up; null where it has no end
    record PassStarted(PassId pass, VisitId of, int index, Json data, @Nullable Instant deadline) implements OfPass {}

    record PassCompleted(PassId pass, Json output) implements OfPass {}

    /// A pass turned round, as a run does: nothing new is begun in it, and what was done in it will be compensated.
    record PassStopping(PassId pass, Cause cause) implements OfPass {}

    /// A pass failed as a whole.
    record PassFailed(PassId pass, RunError error, Compensation compensation) implements OfPass {}

    /// The run turned round: nothing new is begun, and what was done will be compensated. A second time, where it had
    /// turned round already: nothing more will be compensated, because data was found to be damaged or somebody wanted it.
    record RunStopping(Cause cause) implements Event {}

    /// Nothing new is begun from here on: attempts in flight come to their end, and then the run stands.
    ///
    /// @param by who asked for it
    record RunPaused(String by, String reason) implements Event {}

    /// The run goes on, and what became due meanwhile is done.
    ///
    /// @param by who asked for it
    record RunUnpaused(String by, String reason) implements Event {}

    /// Events were damaged, and set aside with all after them: the run goes on from the last that were intact. What it had done
    /// after these may be done once more.
    ///
    /// @param by who asked for it
    /// @param damage what was found, as a sentence
    /// @param aside how many decisions were set aside
    record RunRestored(String by, String reason, String damage, long aside) implements Event {}

    /// A run that had ended begins anew, from its start and with its first input. What stays valid of what was done is not
    /// done again.
    ///
    /// @param by who asked for it
    /// @param definition the hash of the definition that the run is pinned to from here on
    /// @param subFlows the flows that it may call from here on, and those that these may call
    /// @param items the items of loops that are not done again, as a whole
    /// @param letters the visits at loops whose dead letters are gone through again
    record RunRetried(String by, String reason, String definition, List<Pinned> subFlows,
            List<Reused> reused, List<DoneItems> items, List<VisitId> letters) implements Event {
        /// One that keeps no items of loops as a whole.
        public RunRetried(String by, String reason, String definition, List<Pinned> subFlows, List<Reused> reused) {
            this(by, reason, definition, subFlows, reused, List.of(), List.of());
        }

        public RunRetried {
            subFlows = List.copyOf(subFlows);
            reused = List.copyOf(reused);
            items = List.copyOf(items);
            letters = List.copyOf(letters);
        }
    }

    /// What was done at an earlier visit, before the run was retried, counts here: it is not done again.
    record ResultReused(VisitId visit, VisitId from) implements OfVisit {}

    /// Items of a loop that were done before the run was retried count here, as a whole: it doesn't go through them again.
    ///
    /// @param first the index of the first of them
    /// @param count how many times the loop isn't gone through
    /// @param items how many items these are: more than times where they are batches
    record ItemsReused(VisitId visit, int first, int count, int items) implements OfVisit {}

    /// What was under way is given up, and a token put at a node of the flow's own graph. A run that had ended goes on.
    ///
    /// @param by who asked for it
    record RunJumped(String by, String reason, NodeId node, Json data) implements Event {}

    /// A compensation succeeded; `undone` is the visit it undid.
    record StepCompensated(VisitId visit, VisitId undone, Json result) implements OfVisit {}

    /// A compensation failed for good; `undone` is the visit whose effect remains.
    record CompensationFailed(VisitId visit, VisitId undone, RunError error) implements OfVisit {}

    /// Something a person should look at.
    record AlertRaised(RunError error) implements Event {}

    record RunCompleted(Json output) implements Ended {}

    record RunFailed(RunError error, Compensation compensation) implements Ended {}

    record RunCancelled(String reason, Compensation compensation) implements Ended {}

    /// Why a run turned round.
    sealed interface Cause {
        record Failed(RunError error) implements Cause {}

        /// Somebody wanted it.
        ///
        /// @param by who asked for it
        /// @param undo whether what was done is undone
        record Cancelled(String by, String reason, boolean undo) implements Cause {
            public Cancelled(String by, String reason) {
                this(by, reason, true);
            }
        }

        /// Whether nothing more may be touched, not even to undo it: data may be damaged, or somebody wanted it.
        default boolean withholds() {
            return switch (this) {
                case Failed(var error) -> error.severity() == Severity.CORRUPTION;
                case Cancelled(_, _, var undo) -> !undo;
            };
        }
    }

    /// How far a run's effects were undone when it ended.
    enum Compensation {
        /// Nothing had been done, or may have been, that has a compensation.
        NONE,
        /// Everything that has a compensation was undone.
        COMPLETE,
        /// At least one compensation failed.
        INCOMPLETE,
        /// Something was left as it is on purpose, or may have been done by an attempt that was interrupted: data may be
        /// damaged, or somebody wanted it.
        WITHHELD
    }
}
