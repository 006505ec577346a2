package dev.flowloom.resource;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// Why a resource may not be used now: its circuit breaker is open, or half-open and tried by others.
///
/// @param failures how many in a row opened it
/// @param until when it lets attempts through again on trial; null where it is half-open
public record Refusal(String resource, int failures, @Nullable Instant until) {

    /// In a sentence.
    public String message() {
        return until == null
                ? "The circuit breaker of \"%s\" is half-open: others are finding out whether it works again, so this attempt was not made."
                        .formatted(resource)
                : "The circuit breaker of \"%s\" is open until %s, after %,d failures in a row, so this attempt was not made."
                        .formatted(resource, until, failures);
    }
}
