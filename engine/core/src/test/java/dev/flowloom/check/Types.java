package dev.flowloom.check;

import dev.flowloom.model.Json;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;

/// Step types for tests.
final class Types {
    static final StepTypes ALL = StepTypes.of(type("test.any", "{}"), type("test.broken", "{\"type\": 1}"), type(
            "test.mail",
            """
                    {"type": "object", "required": ["to"], "additionalProperties": false, "properties": {
                      "to": {"type": "string"}, "copies": {"type": "integer", "minimum": 1}, "urgent": {"type": "boolean"},
                      "tags": {"type": "array", "items": {"type": "string"}},
                      "format": {"enum": ["text", "html"]}}}"""));

    private Types() {}

    private static StepType type(String name, String settings) {
        var description = new StepDescription(name, name, StepDescription.Category.UTILITY, "", "", "",
                (Json.Obj) Draft.json(settings));
        return new StepType() {
            @Override
            public StepDescription description() {
                return description;
            }

            @Override
            public Json run(StepCall call) {
                throw new AssertionError("nothing runs while a flow is checked");
            }
        };
    }
}
