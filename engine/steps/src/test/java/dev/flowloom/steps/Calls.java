package dev.flowloom.steps;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Calls step types as the engine does. Settings are written as JSON, with `'` for `"`, which reads better in Java.
public final class Calls {
    private Calls() {}

    public static StepCall call(Json.Obj settings) {
        return call(settings, "run1/work/1");
    }

    public static StepCall call(Json.Obj settings, String operationKey) {
        return new StepCall(settings, Json.NULL, 1, operationKey + "/1", operationKey);
    }

    public static Json run(StepType type, String settings) throws StepFailure, InterruptedException {
        return type.run(call(object(settings)));
    }

    public static StepFailure failure(StepType type, String settings) {
        return failure(type, object(settings));
    }

    public static StepFailure failure(StepType type, Json.Obj settings) {
        return catchThrowableOfType(StepFailure.class, () -> type.run(call(settings)));
    }

    public static Json json(String text) {
        try {
            return JsonText.parse(text.replace('\'', '"'));
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static Json.Obj object(String text) {
        return (Json.Obj) json(text);
    }
}
