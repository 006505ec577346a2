package dev.flowloom.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Collects the fields of one object in their canonical order. What is at its default is left out.
final class FieldWriter {
    private final SequencedMap<String, Json> fields = new LinkedHashMap<>();

    FieldWriter put(String name, @Nullable Json value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    FieldWriter text(String name, @Nullable String value) {
        return put(name, value == null ? null : Json.of(value));
    }

    FieldWriter text(String name, String value, String defaultValue) {
        return value.equals(defaultValue) ? this : text(name, value);
    }

    FieldWriter count(String name, int value, int defaultValue) {
        return value == defaultValue ? this : put(name, Json.of(value));
    }

    /// A number in the shortest form: 2 and not 2.0.
    FieldWriter number(String name, double value, double defaultValue) {
        var decimal = BigDecimal.valueOf(value).stripTrailingZeros();
        return value == defaultValue
                ? this
                : put(name, new Json.Num(decimal.scale() < 0 ? decimal.setScale(0) : decimal));
    }

    FieldWriter duration(String name, @Nullable Duration value, @Nullable Duration defaultValue) {
        return value == null || value.equals(defaultValue) ? this : text(name, value.toString());
    }

    /// An object or a list, left out when nothing is in it.
    FieldWriter filled(String name, Json value) {
        boolean empty = switch (value) {
            case Json.Obj object -> object.isEmpty();
            case Json.Arr array -> array.items().isEmpty();
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> false;
        };
        return empty ? this : put(name, value);
    }

    SequencedMap<String, Json> fields() {
        return fields;
    }

    Json.Obj object() {
        return new Json.Obj(fields);
    }

    /// The object with the fields that this version does not know put back where they were: after the known ones,
    /// and inside of those that hold them.
    Json.Obj with(Json.Obj extras) {
        return merged(object(), extras);
    }

    private static Json.Obj merged(Json.Obj known, Json.Obj extras) {
        if (extras.isEmpty()) {
            return known;
        }
        var fields = new LinkedHashMap<>(known.fields());
        extras.fields().forEach((name, extra) -> fields.merge(name, extra, (value,
                kept) -> value instanceof Json.Obj inner && kept instanceof Json.Obj rest
                        ? merged(inner, rest)
                        : value));
        return new Json.Obj(fields);
    }
}
