package dev.flowloom.runtime;

/// A message that is kept, or was.
///
/// @param number counts what was written into the store
/// @param before whether it had been sent before, under the same name and id
/// @param differs whether what had been sent before has another key or other data; it stays as it was
public record Sent(long number, boolean before, boolean differs) {}
