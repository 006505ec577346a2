package dev.flowloom.run;

import java.time.Instant;

/// An event with its place in the run.
///
/// @param sequence counts the run's events; the first is 1
/// @param at when it was decided
public record Recorded(long sequence, Instant at, Event event) {}
