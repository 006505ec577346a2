package dev.flowloom.runtime;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;

/// What is kept of a value that is too large, so that a person can tell which it was.
final class JsonExcerpt {
    private static final int MOST_FIELDS = 100;
    private static final JsonLimit OF_FIELD = new JsonLimit(1_000);

    private JsonExcerpt() {}

    /// An object's first fields, those as they are that are small; of all else the beginning of its text.
    static Json of(Json value) {
        return value instanceof Json.Obj object ? of(object) : excerpt(value);
    }

    static Json.Obj of(Json.Obj object) {
        return new Json.Obj(excerpts(object.fields()));
    }

    private static SequencedMap<String, Json> excerpts(SequencedMap<String, Json> fields) {
        var excerpts = new LinkedHashMap<String, Json>();
        fields.entrySet().stream().limit(MOST_FIELDS)
                .forEach(field -> excerpts.put(shortened(field.getKey()), excerpt(field.getValue())));
        return excerpts;
    }

    private static Json excerpt(Json value) {
        return OF_FIELD.excess(value) == null
                ? value
                : Json.of(shortened(text(value)));
    }

    /// What holds a number that can't be written can't either.
    private static String text(Json value) {
        return switch (value) {
            case Json.Str(var text) -> text;
            case Json.Num(var number) -> number.toString();
            case Json.Obj _,Json.Arr _,Json.Bool _,Json.Null _ -> {
                try {
                    yield JsonText.compact(value);
                } catch (IllegalArgumentException _) {
                    yield Json.kind(value).english();
                }
            }
        };
    }

    private static String shortened(String text) {
        return KeptFailure.shortened(text, OF_FIELD.largest());
    }
}
