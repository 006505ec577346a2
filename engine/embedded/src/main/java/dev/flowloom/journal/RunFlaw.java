package dev.flowloom.journal;

/// Something in the list of runs is not what was written. The events are the truth, so that it can mostly be mended by them.
///
/// @param run the run's id, as it stands there
/// @param what what is wrong, without an end
public record RunFlaw(String run, String what) {}
