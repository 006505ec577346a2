package dev.flowloom.run;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;

/// What moves through a flow.
///
/// @param pass which time through which graph it belongs to
/// @param to the node it goes to, or is at
/// @param wire the wire it came by; null at the start node
/// @param from the node it came from; null at the start node
/// @param data what it brings
/// @param path the forks it has left and not been joined from, the latest first
/// @param error the error that put it on an error wire; null where nothing failed
public record Token(PassId pass, NodeId to, @Nullable WireId wire, @Nullable NodeId from, Json data,
        PStack<ForkMark> path, @Nullable RunError error) {

    /// One that begins a pass.
    static Token first(PassId pass, NodeId start, Json data, @Nullable RunError error) {
        return new Token(pass, start, null, null, data, ConsPStack.empty(), error);
    }

    /// One branch of one visit at a fork.
    public record ForkMark(VisitId fork, NodeId node, int branch) {}

    @Nullable
    ForkMark innermostFork() {
        return path.isEmpty() ? null : path.get(0);
    }

    boolean isInnermost(VisitId fork) {
        return !path.isEmpty() && path.get(0).fork().equals(fork);
    }
}
