package dev.flowloom.step;

import dev.flowloom.model.Json;

/// What a step type is given for one attempt.
///
/// @param settings the step's settings, with every expression replaced by its value
/// @param data the data the step sees
/// @param attempt which attempt at this visit this is; the first is 1
/// @param idempotencyKey the same whenever the same attempt is made again
public record StepCall(Json.Obj settings, Json data, int attempt, String idempotencyKey) {}
