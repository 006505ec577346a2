package dev.flowloom.assist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// What is known of a value before it is there: from a schema, from the template that makes it, and from data seen.
///
/// @param help what it is, in a line
/// @param named fields that are known by themselves
/// @param schema a JSON Schema; empty where there is none
/// @param sample a value seen; null where none was
record Known(String help, SequencedMap<String, Known> named, Json.Obj schema, @Nullable Json sample) {
    /// Items of a list are alike, so a few tell the fields of all.
    private static final int MOST_ITEMS = 20;

    static Known of(String help, Json.Obj schema, @Nullable Json sample) {
        return new Known(help, new LinkedHashMap<>(), schema, sample);
    }

    /// What a template makes, as far as its source says.
    static Json.Obj schemaOf(@Nullable Json template) {
        return switch (template) {
            case null -> Json.Obj.EMPTY;
            case Json.Obj object -> {
                var properties = Json.Obj.EMPTY;
                for (var field : object.fields().entrySet()) {
                    properties = properties.with(field.getKey(), schemaOf(field.getValue()));
                }
                yield type("object").with("properties", properties);
            }
            case Json.Arr(var items) -> items.isEmpty()
                    ? type("array")
                    : type("array").with("items", schemaOf(items.getFirst()));
            case Json.Str(var text) -> text.contains("{{") ? Json.Obj.EMPTY : type("string");
            case Json.Num _ -> type("number");
            case Json.Bool _ -> type("boolean");
            case Json.Null _ -> type("null");
        };
    }

    private static Json.Obj type(String name) {
        return Json.Obj.of("type", Json.of(name));
    }

    /// Its fields; those of its items where it is a list, as a path goes through lists.
    SequencedMap<String, Known> fields() {
        var fields = new LinkedHashMap<>(named);
        var object = objectSchema();
        if (object.get("properties") instanceof Json.Obj properties) {
            properties.fields().forEach((name, property) -> fields.putIfAbsent(name,
                    of(helpOf(property), property instanceof Json.Obj schema ? schema : Json.Obj.EMPTY, null)));
        }
        for (var seen : objects(sample)) {
            seen.fields().forEach((name, value) -> fields.merge(name, of("", Json.Obj.EMPTY, value),
                    (known, more) -> known.sample == null ? known.withSample(more.sample) : known));
        }
        return fields;
    }

    /// What kind of value it is, in a word.
    String detail() {
        if (schema.get("type") instanceof Json.Str(var type)) {
            return type;
        }
        return switch (sample) {
            case null -> named.isEmpty() ? "" : "object";
            case Json.Obj _ -> "object";
            case Json.Arr _ -> "array";
            case Json.Str _ -> "string";
            case Json.Num _ -> "number";
            case Json.Bool _ -> "boolean";
            case Json.Null _ -> "null";
        };
    }

    private Known withSample(@Nullable Json seen) {
        return new Known(help, named, schema, seen);
    }

    private Json.Obj objectSchema() {
        return schema.get("items") instanceof Json.Obj items ? items : schema;
    }

    private static String helpOf(Json schema) {
        if (!(schema instanceof Json.Obj object)) {
            return "";
        }
        return object.get("description") instanceof Json.Str(var text)
                ? text
                : object.get("title") instanceof Json.Str(var title) ? title : "";
    }

    private static List<Json.Obj> objects(@Nullable Json value) {
        return switch (value) {
            case Json.Obj object -> List.of(object);
            case Json.Arr(var items) -> items.stream().limit(MOST_ITEMS).filter(Json.Obj.class::isInstance)
                    .map(Json.Obj.class::cast).toList();
            case null, default -> List.of();
        };
    }

    /// The field of a name; null where nothing is known of one.
    @Nullable
    Known field(String name) {
        Map<String, Known> fields = fields();
        return fields.get(name);
    }
}
