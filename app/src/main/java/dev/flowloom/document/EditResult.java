package dev.flowloom.document;

import dev.flowloom.model.Diagram;

/// What came of an [Edit].
public sealed interface EditResult {

    /// It was done.
    ///
    /// @param added what the edit brought into being, to be selected; nothing where it only changed things
    record Applied(Diagram diagram, Selection added) implements EditResult {}

    /// It was not done, and this is why, as a sentence.
    record Refused(String reason) implements EditResult {}
}
