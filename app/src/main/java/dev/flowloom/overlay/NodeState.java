package dev.flowloom.overlay;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// How a node fares at its latest visit.
///
/// @param attempt the attempt under way or made last; 0 before the first
/// @param attempts how many attempts there may be in all; 0 where nothing is attempted
/// @param started when the visit began
/// @param ended when it was over; null before
/// @param error what went wrong last; null where nothing did
public record NodeState(Phase phase, int attempt, int attempts, @Nullable Instant started, @Nullable Instant ended,
        @Nullable String error) {

    public static NodeState of(Phase phase) {
        return new NodeState(phase, 0, 0, null, null, null);
    }

    /// How long the visit took, or has taken so far; null where it has not begun.
    public @Nullable Duration duration(Instant now) {
        if (started == null) {
            return null;
        }
        return Duration.between(started, ended == null ? now : ended);
    }

    NodeState at(Phase phase) {
        return new NodeState(phase, attempt, attempts, started, ended, error);
    }

    NodeState trying(Phase phase, int attempt) {
        return new NodeState(phase, attempt, attempts, started, ended, error);
    }

    NodeState ended(Phase phase, Instant at) {
        return new NodeState(phase, attempt, attempts, started, at, phase == Phase.SUCCEEDED ? null : error);
    }

    NodeState failing(String message) {
        return new NodeState(phase, attempt, attempts, started, ended, message);
    }
}
