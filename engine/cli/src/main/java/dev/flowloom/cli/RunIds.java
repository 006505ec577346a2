package dev.flowloom.cli;

import dev.flowloom.run.RunId;

/// Run ids as a person types them.
final class RunIds {
    private RunIds() {}

    /// @throws Failure where the text can't be a run's id
    static RunId parse(String text) {
        try {
            return new RunId(text);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongInput("\"%s\" is no run's id. \"runs\" lists those that are there.".formatted(text), e);
        }
    }
}
