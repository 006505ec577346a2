package dev.flowloom.document;

import java.util.function.Predicate;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;

/// Gives a step another type. It keeps its id, its name, what it takes and gives, its retries, and the settings that
/// both types have.
public final class Retyping {
    private Retyping() {}

    /// The step under another type.
    ///
    /// @param shared whether the new type has a setting of this name
    public static Node.Step to(String type, Predicate<String> shared, Node.Step step) {
        var settings = Json.Obj.EMPTY;
        for (var setting : step.settings().fields().entrySet()) {
            if (shared.test(setting.getKey())) {
                settings = settings.with(setting.getKey(), setting.getValue());
            }
        }
        return step.withType(type, settings);
    }
}
