package dev.flowloom.expression;

import java.time.Instant;

/// What the functions of time and chance give while one expression is evaluated: recorded with the run, so that
/// evaluating again gives the same.
public record Moment(Instant now, long seed) {}
