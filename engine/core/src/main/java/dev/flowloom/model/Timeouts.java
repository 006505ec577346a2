package dev.flowloom.model;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// What all time-outs have in common.
final class Timeouts {
    private Timeouts() {}

    /// @throws Impossible when it is one that can't be; null is none
    static void require(@Nullable Duration timeout) {
        if (timeout != null && (!timeout.isPositive() || timeout.compareTo(Retry.LONGEST) > 0)) {
            throw new Impossible(Sentence.of("a time-out is longer than nothing, at most 366 days: %s", timeout));
        }
    }
}
