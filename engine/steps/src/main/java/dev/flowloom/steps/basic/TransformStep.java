package dev.flowloom.steps.basic;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.steps.Descriptions;
import org.jspecify.annotations.Nullable;

/// `data.transform`: its result is the value that its setting's expressions made.
public final class TransformStep implements StepType {
    private static final StepDescription DESCRIPTION = Descriptions.read("data.transform");

    @Override
    public StepDescription description() {
        return DESCRIPTION;
    }

    @Override
    public List<StepFailure> check(Settings settings) {
        return settings.refuseSecrets("value");
    }

    @Override
    public @Nullable Json resultTemplate(Json.Obj settings) {
        return settings.get("value");
    }

    /// Null is a value like any other here, so that the setting is not read as settings are elsewhere.
    @Override
    public Json run(StepCall call) {
        var value = call.settings().get("value");
        return value == null ? Json.NULL : value;
    }
}
