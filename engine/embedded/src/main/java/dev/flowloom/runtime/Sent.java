package dev.flowloom.runtime;

/// A message that is kept, or was.
///
/// @param number counts what was written into the store
/// @param before whether it had been sent before, under the same name and id
public record Sent(long number, boolean before) {}
