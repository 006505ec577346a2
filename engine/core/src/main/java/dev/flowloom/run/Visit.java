package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// A token at a node, as long as the node is not done with it.
///
/// @param undoes what this visit compensates; null in ordinary work
/// @param work what the step is given; null until its first attempt
public record Visit(VisitId id, NodeId node, Token token, @Nullable Done undoes, @Nullable Work work, Phase phase) {

    /// What a step is given, the same at every attempt of a visit, so that a retry repeats what was tried.
    public record Work(Json.Obj settings, Json data) {
        /// The data, where it is not just what arrived.
        @Nullable
        Json mappedData(Token token) {
            return data.equals(token.data()) ? null : data;
        }
    }

    /// What the visit is doing.
    public sealed interface Phase {
        /// Nothing yet.
        record Entered() implements Phase {}

        /// The step type is at work.
        record Attempting(int attempt, @Nullable Instant deadline) implements Phase {}

        /// The attempt gave a result.
        record Succeeded(int attempt, Json result) implements Phase {}

        /// The attempt failed.
        record Failed(int attempt) implements Phase {}

        /// The given attempt begins when it is due.
        record BackingOff(int attempt, Instant due) implements Phase {}

        /// The token is held until then.
        record Waiting(Instant due) implements Phase {}

        /// The token is held until the message comes, or no longer than until it is due.
        record Receiving(String message, String key, Instant since, @Nullable Instant due) implements Phase {}

        /// The token is held until a person answers, or no longer than until it is due.
        record Asking(String who, String question, @Nullable Instant due) implements Phase {}

        /// What was waited for from outside has come.
        record Answered(Json data) implements Phase {}
        /// The scope waits for its lock.
        record Locking(String name, Duration lease, @Nullable Instant due) implements Phase {}

        /// The scope has its lock, and begins.
        record Locked(HeldLock lock) implements Phase {}

        /// The join has not got all it waits for.
        record Joining() implements Phase {}

        /// Another flow's run is under way.
        ///
        /// @param definition the hash of that flow's definition
        /// @param stopping why it was given up; null as long as it was not
        record Calling(RunId run, String definition, @Nullable Reason stopping) implements Phase {}

        /// The container's content is under way.
        ///
        /// @param supply what it is done for
        /// @param begun how many passes were begun
        /// @param open how many of them have not ended
        /// @param results what the passes gave that completed, by their index; of a loop over a list alone
        /// @param errors what the passes failed with that failed, by their index; of a loop over a list alone
        /// @param failure why there are no items any more, or what the pass failed with that was the first not to be tolerated;
        ///     null where there is none
        /// @param broken whether it can't go on, whatever it says of errors
        /// @param saga what was done in passes that completed
        record Holding(Supply supply, int begun, int open, PSortedMap<Integer, Json> results,
                PSortedMap<Integer, RunError> errors, @Nullable RunError failure, boolean broken,
                Saga saga) implements Phase {
            static final Holding NOTHING = of(Supply.NOTHING);

            static Holding of(Supply supply) {
                return new Holding(supply, 0, 0, TreePMap.empty(), TreePMap.empty(), null, false, Saga.EMPTY);
            }

            /// Whether what went wrong in it fails the container.
            boolean isFailing() {
                return failure != null;
            }

            Holding with(Supply next) {
                return new Holding(next, begun, open, results, errors, failure, broken, saga);
            }

            /// @param items how many items it is begun for
            Holding begin(int items) {
                var left = supply instanceof Supply.Streamed streamed ? streamed.begun(items) : supply;
                return new Holding(left, begun + 1, open + 1, results, errors, failure, broken, saga);
            }

            /// @param count how many times it need not be gone through
            /// @param items for how many items
            Holding passedOver(int count, int items, DoneItems done) {
                var given = results;
                for (int index = begun; supply instanceof Supply.Listed && index < begun + count; index++) {
                    var output = done.output(index);
                    given = output == null ? given : given.plus(index, output);
                }
                var left = supply instanceof Supply.Streamed streamed ? streamed.begun(items) : supply;
                return new Holding(left, begun + count, open, given, errors, failure, broken, saga);
            }

            Holding completed(int index, Json output, Saga done) {
                return new Holding(supply, begun, open - 1,
                        supply instanceof Supply.Listed ? results.plus(index, output) : results, errors, failure,
                        broken, saga.plus(done));
            }

            /// @param items for how many items
            /// @param tolerated whether it goes on without them
            Holding failed(int index, int items, RunError error, boolean tolerated, Saga tally) {
                var counted = supply instanceof Supply.Streamed streamed ? streamed.failedFor(items) : supply;
                return new Holding(counted, begun, open - 1, results,
                        supply instanceof Supply.Listed ? errors.plus(index, error) : errors,
                        failure == null && !tolerated ? error : failure, broken, saga.plus(tally));
            }

            Holding broken(RunError why) {
                return new Holding(supply, begun, open, results, errors, why, true, saga);
            }
        }
    }

    PassId pass() {
        return token.pass();
    }

    Work workOrThrow() {
        if (work == null) {
            throw new IllegalStateException("visit %s has had no attempt".formatted(id));
        }
        return work;
    }

    Visit in(Phase next) {
        return new Visit(id, node, token, undoes, work, next);
    }

    Visit given(Work given) {
        return new Visit(id, node, token, undoes, given, phase);
    }
}
