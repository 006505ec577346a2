package dev.flowloom.check;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Json;
import dev.flowloom.model.Nearest;
import org.jspecify.annotations.Nullable;

/// What a JSON Schema tells of the fields below a value.
///
/// Where it can't be told without evaluating the schema (`$ref`, `anyOf` …), or where the schema says by
/// `additionalProperties` that there may be others, every name counts as one.
final class SchemaFields {
    /// What else than `properties` a schema can describe fields by.
    private static final List<String> ELSEWHERE = List.of("$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if",
            "patternProperties", "dependentSchemas", "unevaluatedProperties");

    private SchemaFields() {}

    /// A name that is no field, and those that are.
    ///
    /// @param depth the position of the name among the names of its path
    record Unknown(int depth, String name, SortedSet<String> fields) {
        @Nullable
        String nearest() {
            return Nearest.to(name, fields);
        }
    }

    /// The first of a path's names that the schema doesn't know; null where it knows all, or can't tell.
    ///
    /// @param names from the value inwards; the items of a list are described as the list itself is, as expressions see them
    static @Nullable Unknown unknown(Json.Obj schema, List<String> names) {
        Json at = schema;
        for (int depth = 0; depth < names.size(); depth++) {
            var described = item(at);
            var properties = described == null ? null : properties(described);
            if (properties == null) {
                return null;
            }
            var name = names.get(depth);
            var next = properties.fields().get(name);
            if (next == null) {
                return new Unknown(depth, name, new TreeSet<>(properties.fields().keySet()));
            }
            at = next;
        }
        return null;
    }

    /// What a schema tells of the value at a path; an empty schema where it can't tell.
    static Json.Obj at(Json.Obj schema, List<String> names) {
        @Nullable
        Json at = schema;
        for (var name : names) {
            var described = item(at);
            var properties = described == null ? null : properties(described);
            at = properties == null ? null : properties.get(name);
        }
        return at instanceof Json.Obj found ? found : Json.Obj.EMPTY;
    }

    private static Json.@Nullable Obj item(@Nullable Json schema) {
        var at = schema;
        while (at instanceof Json.Obj object) {
            var items = object.get("items");
            if (items == null) {
                return object;
            }
            at = items;
        }
        return null;
    }

    private static Json.@Nullable Obj properties(Json.Obj schema) {
        if (ELSEWHERE.stream().anyMatch(schema.fields()::containsKey)) {
            return null;
        }
        var others = schema.get("additionalProperties");
        return (others == null || others.equals(Json.of(false))) && schema.get("properties") instanceof Json.Obj listed
                && !listed.isEmpty() ? listed : null;
    }
}
