package dev.flowloom.document;

import dev.flowloom.model.Diagram;
import org.jspecify.annotations.Nullable;

/// A diagram as it was at one time of its editing.
///
/// @param number tells revisions apart: one more than any before it, those undone included
/// @param label what was done to get here
/// @param burst names the burst of typing this revision is part of; null where the next edit stands for itself
public record Revision(long number, Diagram diagram, String label, @Nullable String burst) {}
