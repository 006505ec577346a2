package dev.flowloom.cli.progress;

import java.time.Duration;
import java.time.Instant;

import dev.flowloom.model.DurationText;
import org.jspecify.annotations.Nullable;

/// Says what is waited for.
final class WaitText {
    private WaitText() {}

    /// A wait until a moment may be over before it began.
    static String lasting(Instant at, Instant due) {
        return due.isBefore(at) ? "for a moment that is past" : "for " + DurationText.of(Duration.between(at, due));
    }

    static String message(String name, String key, Instant at, @Nullable Instant due) {
        return "for the message %s with the key %s%s".formatted(name, key, atMost(at, due));
    }

    static String question(String who, String question, Instant at, @Nullable Instant due) {
        return "for the answer%s to: %s%s".formatted(who.isBlank() ? "" : " of " + who, question, atMost(at, due));
    }

    private static String atMost(Instant at, @Nullable Instant due) {
        return due == null ? "" : " (at most %s)".formatted(DurationText.of(Duration.between(at, due)));
    }
}
