package dev.flowloom.model;

import java.time.Duration;

/// How often and when a failed attempt is made again: the delay after attempt `n` is
/// `min(cap, initialDelay * factor^(n-1))`, shortened by a random part of at most `jitter` of itself.
///
/// @param attempts how many attempts in all, the first included; at least 1
/// @param factor at least 1
/// @param jitter between 0 (none) and 1 (anything down to no delay)
public record Retry(int attempts, Duration initialDelay, double factor, Duration cap, double jitter) {
    /// No delay and no time-out is longer.
    public static final Duration LONGEST = Duration.ofDays(366);
    public static final Retry DEFAULT = new Retry(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.1);
    public static final Retry NEVER = new Retry(1, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.1);

    public Retry {
        require(attempts >= 1, Sentence.of("attempts must be at least 1"));
        require(!initialDelay.isNegative(), Sentence.of("the initial delay must not be negative"));
        require(factor >= 1 && factor <= 100, Sentence.of("the factor must be between 1 and 100"));
        require(cap.compareTo(initialDelay) >= 0, Sentence.of("the cap must not be shorter than the initial delay"));
        require(cap.compareTo(LONGEST) <= 0, Sentence.of("the cap must not be longer than 366 days"));
        require(jitter >= 0 && jitter <= 1, Sentence.of("the jitter must be between 0 and 1"));
    }

    private static void require(boolean holds, Sentence rule) {
        if (!holds) {
            throw new Impossible(rule);
        }
    }

    /// The delay after the given attempt (the first is 1).
    ///
    /// @param luck evenly between 0 and 1
    public Duration delayAfter(int attempt, double luck) {
        double grown = initialDelay.toMillis() * Math.pow(factor, attempt - 1.0);
        double millis = Math.min((double) cap.toMillis(), grown);
        return Duration.ofMillis(Math.round(millis * (1 - jitter * luck)));
    }
}
