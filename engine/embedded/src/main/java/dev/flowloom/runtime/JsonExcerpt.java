package dev.flowloom.runtime;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;

/// What is kept of a value that is too large, so that a person can tell which it was.
final class JsonExcerpt {
    private static final int MOST_FIELDS = 100;
    private static final JsonLimit OF_FIELD = new JsonLimit(1_000);

    private JsonExcerpt() {}

    /// An object's first fields, those as they are that are small; of all else the beginning of its text.
    static Json of(Json value) {
        return value instanceof Json.Obj(var fields) ? new Json.Obj(excerpts(fields)) : excerpt(value);
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
                : Json.of(shortened(value instanceof Json.Str(var text) ? text : JsonText.compact(value)));
    }

    private static String shortened(String text) {
        return Attempts.shortened(text, OF_FIELD.largest());
    }
}
