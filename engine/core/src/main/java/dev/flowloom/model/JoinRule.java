package dev.flowloom.model;

/// How many of a fork's tokens a join waits for.
public sealed interface JoinRule {
    JoinRule ALL = new All();
    JoinRule ANY = new Any();

    /// Every branch of the fork that leads to the join.
    record All() implements JoinRule {}

    /// The first; what the other branches still do is cancelled.
    record Any() implements JoinRule {}

    /// The first `count`; what the other branches still do is cancelled.
    record Count(int count) implements JoinRule {
        public Count {
            if (count < 1) {
                throw new IllegalArgumentException("a join must wait for at least one token: " + count);
            }
        }
    }
}
