package dev.flowloom.step;

import java.util.List;

import dev.flowloom.model.Json;

/// A kind of source whose items a loop goes through. Implementations are found by [java.util.ServiceLoader], are shared by
/// all runs and are called from many threads at once.
public interface SourceType extends AutoCloseable {

    /// The summary says what is gone through, such as `rows of {file}`.
    StepDescription description();

    /// The failures that reading with these settings would end with, beyond what the schema says: see
    /// [StepType#check(Settings)].
    default List<StepFailure> check(Settings settings) {
        return List.of();
    }

    /// Begins to read. A run that is gone on with after its process ended opens the source anew and skips what it has read, so
    /// the same items have to come again in the same order: see [ItemReader#version()].
    ///
    /// @param settings the loop's settings, with every expression replaced by its value
    /// @throws StepFailure when it can't be read, with a code and a severity
    /// @throws InterruptedException when nobody wants to read any more
    ItemReader open(Json.Obj settings) throws StepFailure, InterruptedException;

    /// Frees what is held, such as connections. Nothing is read.
    @Override
    default void close() {}
}
