package dev.flowloom.run;

import dev.flowloom.model.Json;

/// Something that was done in a run and stays valid when the run is retried: it isn't done again.
///
/// @param visit at which it was done
public record Reused(Place place, VisitId visit, Outcome outcome) {

    /// What came of it.
    public sealed interface Outcome {
        /// A step or a sub-flow succeeded, or a container that can be undone as a whole.
        ///
        /// @param settings a step's, as it was given them
        /// @param data what it saw
        /// @param result what it gave, before its output mapping
        record Gave(Json.Obj settings, Json data, Json result) implements Outcome {}

        /// What was waited for from outside came: a message's data, or a person's answer.
        record Answered(Json data) implements Outcome {}

        /// The time was over.
        record Waited() implements Outcome {}

        /// It failed, and an error wire caught that.
        record Failed(RunError error) implements Outcome {}
    }

    Reused at(VisitId other) {
        return new Reused(place, other, outcome);
    }
}
