package dev.flowloom.check.soundness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.flowloom.model.Problem.Hop;
import org.jspecify.annotations.Nullable;

/// The way that a token came: of those that a join gathered, the way of one. Says nothing of what can still happen, and
/// so is no part of a state. Compared by identity.
final class Trail {
    static final Trail NONE = new Trail(null, List.of(), null);

    private final @Nullable Trail before;
    private final List<Hop> hops;
    private final @Nullable Fired fired;

    /// A join that went on.
    ///
    /// @param earlier the one before it on the way
    record Fired(Gate.Fork fork, Gate.Join join, @Nullable Fired earlier) {}

    private Trail(@Nullable Trail before, List<Hop> hops, @Nullable Fired fired) {
        this.before = before;
        this.hops = hops;
        this.fired = fired;
    }

    /// The latest part of it.
    List<Hop> hops() {
        return hops;
    }

    /// The latest join on the way, and the fork whose branches it joined.
    @Nullable
    Fired fired() {
        return fired;
    }

    Trail plus(List<Hop> more) {
        return new Trail(this, more, fired);
    }

    Trail joined(Gate.Fork fork, Gate.Join join) {
        return new Trail(this, List.of(), new Fired(fork, join, fired));
    }

    /// All of it.
    List<Hop> whole() {
        return since(NONE);
    }

    /// What came after another trail that it goes on from.
    List<Hop> since(Trail other) {
        Deque<List<Hop>> parts = new ArrayDeque<>();
        for (var at = this; at != null && at != other; at = at.before) {
            parts.push(at.hops);
        }
        var hops = new ArrayList<Hop>();
        parts.forEach(hops::addAll);
        return hops;
    }
}
