package dev.flowloom.journal;

import java.time.Instant;

import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What becomes of a named lock with the events of a batch.
public sealed interface LockChange {
    String name();

    /// It is taken by a scope of the batch's run.
    ///
    /// @param token larger than any before
    record Take(String name, long token, VisitId visit, Instant until) implements LockChange {}

    /// It is given up by whoever holds it with that token, and is nobody else's before it is released or its lease ends: what was begun
    /// under it is not at its end.
    record Leave(String name, long token) implements LockChange {}

    /// It is given back by whoever holds it with that token.
    record Release(String name, long token) implements LockChange {}

    /// A lock as it is kept.
    ///
    /// @param token of who has it, or had it last
    /// @param holder null while nobody has it
    record Kept(String name, long token, @Nullable Holder holder) {}

    /// Who has a lock.
    ///
    /// @param visit null where it was left
    /// @param until when the lease ends
    record Holder(RunId run, @Nullable VisitId visit, Instant until) {}
}
