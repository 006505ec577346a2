package dev.flowloom.journal;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// Which runs that are over a store keeps: those it doesn't are removed with all that is known of them. A run with open
/// dead letters is kept in any case, and one that another run called for as long as that one.
///
/// @param longest how long after its end a run is kept; null where that doesn't matter
/// @param most how many of the latest started are kept; null where that doesn't matter
public record Retention(@Nullable Duration longest, @Nullable Integer most) {
    /// Keeps all.
    public static final Retention EVERYTHING = new Retention(null, null);

    /// @throws IllegalArgumentException where one of them is negative
    public Retention {
        if (longest != null && longest.isNegative()) {
            throw new IllegalArgumentException("kept for a negative time: " + longest);
        }
        if (most != null && most < 0) {
            throw new IllegalArgumentException("kept are a negative number of runs: " + most);
        }
    }

    public boolean keepsEverything() {
        return longest == null && most == null;
    }

    /// Whether no run stays that is over, but for those with open dead letters.
    public boolean keepsNothing() {
        return Duration.ZERO.equals(longest) || Integer.valueOf(0).equals(most);
    }
}
