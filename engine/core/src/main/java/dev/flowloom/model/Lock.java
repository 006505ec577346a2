package dev.flowloom.model;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// A named lock that a scope holds while what is in it runs, so that of all scopes that hold it one runs at a time.
///
/// @param name a template
/// @param lease how long it stays with a run that nobody goes on with
/// @param patience how long it is waited for; null for as long as it takes
public record Lock(String name, Duration lease, @Nullable Duration patience) {
    /// With a shorter one a run that goes on could lose its lock; the checker says so.
    public static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    public static final Duration USUAL_LEASE = Duration.ofMinutes(5);
    /// The longest name, in characters.
    public static final int LONGEST_NAME = 200;

    public Lock {
        requireTime(lease);
        if (patience != null) {
            requireTime(patience);
        }
    }

    private static void requireTime(Duration time) {
        if (!time.isPositive() || time.compareTo(Retry.LONGEST) > 0) {
            throw new Impossible(Sentence.of("a time must be longer than nothing, at most 366 days"));
        }
    }
}
