package dev.flowloom.step;

import java.util.List;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// A kind of work that a step can do. Implementations are found by [java.util.ServiceLoader], are shared by all runs
/// and are called from many threads at once.
public interface StepType extends AutoCloseable {

    StepDescription description();

    /// The failures that every attempt with these settings would end with, beyond what the schema says: a text that
    /// doesn't parse, two settings that exclude each other. Each is made by [Settings#invalid]. Asked while a flow is
    /// drawn, so it looks at nothing but the settings, and is quick.
    ///
    /// @param settings as drawn, and so with their expressions: see [Settings#isOpen]
    default List<StepFailure> check(Settings settings) {
        return List.of();
    }

    /// What makes the result, where the settings say so themselves: a template that sees what they see. Null where only an
    /// attempt can tell. It is asked while a flow is drawn, for the names of the result's fields.
    ///
    /// @param settings as drawn, and so with their expressions
    default @Nullable Json resultTemplate(Json.Obj settings) {
        return null;
    }

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
