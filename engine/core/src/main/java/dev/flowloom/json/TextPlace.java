package dev.flowloom.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Where in a value a text stands.
final class TextPlace {
    private TextPlace() {}

    /// A JSON pointer to the first text, or the first field, that reads so; null where there is none.
    static @Nullable String find(JsonNode value, String text) {
        if (value.isTextual()) {
            return value.textValue().equals(text) ? "" : null;
        }
        if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                var inside = find(value.get(index), text);
                if (inside != null) {
                    return "/" + index + inside;
                }
            }
        }
        for (var field : value.properties()) {
            var inside = field.getKey().equals(text) ? "" : find(field.getValue(), text);
            if (inside != null) {
                return "/" + CompiledSchema.escaped(field.getKey()) + inside;
            }
        }
        return null;
    }
}
