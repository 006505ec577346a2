package dev.flowloom.run;

import dev.flowloom.model.FlowReference;

/// A sub-flow as it was when the outermost run started, so that all runs in it keep to that.
///
/// @param definition the hash of its definition
public record Pinned(FlowReference flow, String definition) {}
