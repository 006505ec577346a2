package dev.flowloom.journal;

import java.time.Instant;

import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What failed for good and is kept with its cause: an item, or a batch of them, that a loop went on without, or a run.
///
/// @param run the run, or that in which the item failed
/// @param flow the id of its flow
/// @param item null where it is the run itself
/// @param node where it failed; null where that is nowhere in particular
/// @param code of the error
/// @param message of the error
/// @param at when it failed
/// @param change what became of it; null as long as it is open
public record DeadLetter(long number, RunId run, String flow, @Nullable Item item, @Nullable String node, String code,
        String message, Instant at, @Nullable Change change) {

    /// An item of a loop.
    ///
    /// @param loop the visit of the loop
    /// @param index which time through what the loop holds it was; the first is 0
    /// @param json what it was, as JSON
    public record Item(VisitId loop, int index, String json) {}

    /// It was sent again, or dropped.
    ///
    /// @param by who did it
    /// @param sentAs the run that does it again; null where it was dropped
    public record Change(Instant at, String by, String reason, @Nullable RunId sentAs) {}
}
