package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.panels.run.RunInput;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Inputs to begin with, made from a flow's input schema: its examples, or else one with all required fields, to be filled
/// in.
final class InputSkeleton {
    private static final int DEEPEST = 8;

    private InputSkeleton() {}

    static List<RunInput> of(Json.Obj schema) {
        var inputs = new ArrayList<RunInput>();
        if (schema.get("examples") instanceof Json.Arr(var examples)) {
            examples.forEach(example -> inputs.add(new RunInput(tr("Example %d", inputs.size() + 1), example)));
        }
        if (inputs.isEmpty()) {
            inputs.add(schema.isEmpty()
                    ? new RunInput(tr("Empty"), Json.Obj.EMPTY)
                    : new RunInput(tr("To be filled in"), value(schema, DEEPEST)));
        }
        return inputs;
    }

    private static Json value(Json.Obj schema, int depth) {
        var given = given(schema);
        if (given != null) {
            return given;
        }
        return switch (schema.get("type") instanceof Json.Str(var type) ? type : "object") {
            case "object" -> depth == 0 ? Json.Obj.EMPTY : object(schema, depth - 1);
            case "array" -> Json.Arr.of();
            case "string" -> Json.of("");
            case "number", "integer" -> schema.get("minimum") instanceof Json.Num least ? least : Json.of(0);
            case "boolean" -> Json.of(false);
            default -> Json.NULL;
        };
    }

    private static @Nullable Json given(Json.Obj schema) {
        var usual = schema.get("default") == null ? schema.get("const") : schema.get("default");
        if (usual != null) {
            return usual;
        }
        var some = schema.get("examples") instanceof Json.Arr examples ? examples : schema.get("enum");
        return some instanceof Json.Arr(var items) && !items.isEmpty() ? items.getFirst() : null;
    }

    private static Json object(Json.Obj schema, int depth) {
        var object = Json.Obj.EMPTY;
        var properties = schema.get("properties") instanceof Json.Obj known ? known : Json.Obj.EMPTY;
        if (schema.get("required") instanceof Json.Arr(var required)) {
            for (var name : required) {
                if (name instanceof Json.Str(var text)) {
                    object = object.with(text, properties.get(text) instanceof Json.Obj property
                            ? value(property, depth)
                            : Json.NULL);
                }
            }
        }
        return object;
    }
}
