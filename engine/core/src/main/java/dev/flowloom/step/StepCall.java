package dev.flowloom.step;

import dev.flowloom.model.Json;

/// What a step type is given for one attempt.
///
/// @param settings the step's settings, with every expression replaced by its value
/// @param data the data the step sees
/// @param attempt which attempt at this visit this is; the first is 1
/// @param attemptKey names the attempt, `run/node/visit/attempt`: the same whenever this attempt is made again
/// @param operationKey names what is to be done once, `run/node/visit`: the same for every attempt at it, and so what
///     another system should be given as its idempotency key
public record StepCall(Json.Obj settings, Json data, int attempt, String attemptKey, String operationKey) {}
