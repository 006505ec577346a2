package dev.flowloom.runtime;

import dev.flowloom.run.RunId;

/// A run that was asked for.
///
/// @param alreadyThere it had been started under the same key before
public record Started(RunId run, boolean alreadyThere) {}
