package dev.flowloom.check;

import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

import dev.flowloom.json.BrokenSchema;
import dev.flowloom.json.CompiledSchema;
import dev.flowloom.json.JsonSchemas;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepTypes;

/// The schemas of the step types' settings, each compiled when it is first needed. May be used from many threads.
final class SettingsSchemas {
    private final StepTypes types;
    private final ConcurrentNavigableMap<String, Compiled> compiled = new ConcurrentSkipListMap<>();

    /// A schema, or why there is none.
    sealed interface Compiled {
        record Usable(CompiledSchema schema) implements Compiled {}

        record Broken(Sentence reason) implements Compiled {}

        /// Of a step type that isn't installed.
        record Unknown() implements Compiled {}
    }

    SettingsSchemas(StepTypes types) {
        this.types = types;
    }

    Compiled find(String type) {
        var description = types.describe(type);
        return description == null
                ? new Compiled.Unknown()
                : compiled.computeIfAbsent(type, _ -> compile(description));
    }

    private static Compiled compile(StepDescription description) {
        try {
            return new Compiled.Usable(JsonSchemas.compile(description.settings()));
        } catch (BrokenSchema e) {
            return new Compiled.Broken(e.sentence());
        }
    }
}
