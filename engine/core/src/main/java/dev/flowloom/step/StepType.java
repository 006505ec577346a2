package dev.flowloom.step;

import dev.flowloom.model.Json;

/// A kind of work that a step can do. Implementations are found by [java.util.ServiceLoader], are shared by all runs
/// and are called from many threads at once.
public interface StepType extends AutoCloseable {

    StepDescription description();

    /// Does the work of one attempt and returns its result. It may be called again for the same attempt when the
    /// process ended before the result was kept: [StepCall#attemptKey()] is then the same.
    ///
    /// @throws StepFailure when the work can't be done, with a code and a severity
    /// @throws InterruptedException when the attempt was cancelled or its time was up; clean up and leave soon
    Json run(StepCall call) throws StepFailure, InterruptedException;

    /// Frees what is held, such as connections. No attempt is under way.
    @Override
    default void close() {}
}
