package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.journal.StoreException;
import dev.flowloom.resource.ResourceState;
import dev.flowloom.run.RunId;

/// Hears what no run's events can tell. Called from the engine's threads: be quick.
public interface EngineListener {

    /// A run can't go on because of a bug, because its events are damaged, or, with a [MissingHereException], because
    /// something it needs isn't here. Others do.
    void runBroken(RunId run, Throwable cause);

    /// The store can't be written any more. All runs stopped where they were.
    void storeFailed(StoreException cause);

    /// Other processes took these runs over, because this one stood still for longer than its lease. What it had under way for
    /// them is given up.
    default void runsLost(List<RunId> runs) {}

    /// The circuit breaker of a resource opened, became half-open or closed.
    default void breakerChanged(ResourceState resource) {}
}
