package dev.flowloom.panels.letters;

import java.time.Instant;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// A dead letter that is open, as it is shown.
///
/// @param flow the id of the flow that ran
/// @param item null where it is the run itself that failed
/// @param node the id of the node where it failed; null where that is nowhere in particular
/// @param code of the error
/// @param message of the error
public record Letter(long number, Instant at, String flow, RunId run, @Nullable Item item, @Nullable String node,
        String code, String message) {

    /// What a loop went on without.
    ///
    /// @param index which time through what the loop holds it was; the first is 0
    /// @param json what it was, as JSON
    public record Item(int index, String json) {}
}
