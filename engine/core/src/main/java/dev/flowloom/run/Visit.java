package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

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
        /// @param items what it is done for; null where it is done for nothing in particular
        /// @param begun how many passes were begun
        /// @param open how many of them have not ended
        /// @param results what the passes gave that completed, by their index; of a loop over items alone
        /// @param errors what the passes failed with that failed, by their index
        /// @param first the index of the pass that failed first; -1 where none has
        /// @param saga what was done in passes that completed
        record Holding(@Nullable PVector<Json> items, int begun, int open, PSortedMap<Integer, Json> results,
                PSortedMap<Integer, RunError> errors, int first, Saga saga) implements Phase {
            static final Holding NOTHING = new Holding(null, 0, 0, TreePMap.empty(), TreePMap.empty(), -1, Saga.EMPTY);

            static Holding of(List<Json> items) {
                return new Holding(TreePVector.from(items), 0, 0, TreePMap.empty(), TreePMap.empty(), -1, Saga.EMPTY);
            }

            /// The first error that a pass failed with; null where none has.
            @Nullable
            RunError failure() {
                return errors.get(first);
            }

            Holding begin() {
                return new Holding(items, begun + 1, open + 1, results, errors, first, saga);
            }

            Holding completed(int index, Json output, Saga done) {
                return new Holding(items, begun, open - 1, items == null ? results : results.plus(index, output),
                        errors, first, saga.plus(done));
            }

            Holding failed(int index, RunError error, Saga tally) {
                return new Holding(items, begun, open - 1, results, errors.plus(index, error),
                        first < 0 ? index : first, saga.plus(tally));
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
