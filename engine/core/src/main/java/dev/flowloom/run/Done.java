package dev.flowloom.run;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;

/// A step that had its effect, as its compensation sees it.
///
/// @param input the data the step saw
/// @param output what it gave
public record Done(VisitId visit, NodeId node, Json input, Json output) {}
