package dev.flowloom.journal;

import dev.flowloom.run.RunId;

/// What became of an append.
public sealed interface Appended {

    /// It is durable.
    ///
    /// @param position counts what was written into the store; some numbers may be left out
    record Durable(long position) implements Appended {}

    /// Refused: the idempotency key belongs to another run of the flow.
    record KeyTaken(RunId by) implements Appended {}

    /// Not kept again: a message with that name and id was sent before.
    ///
    /// @param earlier the one that was sent before, which may have another key and other data
    record SentBefore(Message.Kept earlier) implements Appended {}

    /// Refused: the message isn't kept any more, because somebody received or dropped it.
    record MessageGone(long number) implements Appended {}
    /// Refused: somebody else has had the lock with that token, or a later one.
    record LockGone(String name) implements Appended {}

    /// Refused: the run is not this process's own, or not any more, because its lease ran out.
    ///
    /// @see Sharing
    record NotOwned(RunId run) implements Appended {}

    /// Refused: the dead letter isn't open any more, because somebody sent it again or dropped it, or there is none.
    record LetterGone(long number) implements Appended {}

    /// Refused: the run does not go on there, because somebody else has gone on with it.
    ///
    /// @param next where it goes on
    record OutOfTurn(long next) implements Appended {}
}
