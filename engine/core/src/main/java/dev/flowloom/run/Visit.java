package dev.flowloom.run;

import java.time.Instant;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

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

        /// The join has not got all it waits for.
        record Joining() implements Phase {}
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
