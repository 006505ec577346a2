package dev.flowloom.check;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.flowloom.model.Json;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Settings;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;

/// Step types for tests.
final class Types {
    static final StepTypes ALL = StepTypes.of(List.of(type("test.any", "{}"), type("test.broken", "{\"type\": 1}"),
            type(
                    "test.mail",
                    """
                            {"type": "object", "required": ["to"], "additionalProperties": false, "properties": {
                              "to": {"type": "string"}, "copies": {"type": "integer", "minimum": 1}, "urgent": {"type": "boolean"},
                              "tags": {"type": "array", "items": {"type": "string"}},
                              "format": {"enum": ["text", "html"]},
                              "login": {"type": "object", "additionalProperties": {"$ref": "#/$defs/password"}},
                              "password": {"type": "string", "format": "password", "minLength": 9}},
                              "$defs": {"password": {"type": "string", "format": "password"}}}"""),
            type("test.database", "{\"properties\": {\"statement\": {\"type\": \"string\", \"format\": \"sql\"}}}"),
            checking("test.span", Types::span), making("test.made"),
            checking("test.keeping", settings -> settings.refuseSecrets("from")),
            checking("test.faulty", settings -> {
                throw new IllegalStateException("a bug");
            })), List.of(source("test.rows", """
                    {"type": "object", "required": ["file"], "additionalProperties": false, "properties": {
                      "file": {"type": "string"}, "password": {"type": "string", "format": "password"}}}""")));

    private Types() {}

    private static List<StepFailure> span(Settings settings) {
        var from = settings.find("from");
        if (from == null) {
            return List.of(Settings.invalid("from", "is missing"));
        }
        return from.equals(settings.find("to")) && !settings.isOpen("to")
                ? List.of(Settings.invalid("to", "is where it begins"))
                : List.of();
    }

    private static SourceType source(String name, String settings) {
        var description = new StepDescription(name, name, StepDescription.Category.FILE, "", "", "",
                (Json.Obj) Draft.json(settings));
        return new SourceType() {
            @Override
            public StepDescription description() {
                return description;
            }

            @Override
            public ItemReader open(Json.Obj settings) {
                throw new AssertionError("nothing is read while a flow is checked");
            }
        };
    }

    /// A type whose result is its setting `value`, which fails for another one.
    private static StepType making(String name) {
        var type = type(name, "{}");
        return new StepType() {
            @Override
            public StepDescription description() {
                return type.description();
            }

            @Override
            public Json resultTemplate(Json.Obj settings) {
                return Objects.requireNonNull(settings.get("value"));
            }

            @Override
            public Json run(StepCall call) {
                throw new AssertionError("nothing runs while a flow is checked");
            }
        };
    }

    private static StepType type(String name, String settings) {
        return type(name, settings, _ -> List.of());
    }

    /// A type that knows more of its settings than its schema says.
    private static StepType checking(String name, Function<Settings, List<StepFailure>> check) {
        return type(name, "{}", check);
    }

    private static StepType type(String name, String settings, Function<Settings, List<StepFailure>> check) {
        var description = new StepDescription(name, name, StepDescription.Category.UTILITY, "", "", "",
                (Json.Obj) Draft.json(settings));
        return new StepType() {
            @Override
            public StepDescription description() {
                return description;
            }

            @Override
            public List<StepFailure> check(Settings settings) {
                return check.apply(settings);
            }

            @Override
            public Json run(StepCall call) {
                throw new AssertionError("nothing runs while a flow is checked");
            }
        };
    }
}
