package dev.flowloom.run;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;

/// Why something failed.
///
/// @param code a dotted error code, such as `http.404`
/// @param message what happened, as a sentence
/// @param node where it happened
public record RunError(String code, String message, Severity severity, NodeId node, Json.Obj details) {}
