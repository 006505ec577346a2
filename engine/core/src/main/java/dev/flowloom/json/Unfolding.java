package dev.flowloom.json;

import java.util.IdentityHashMap;
import java.util.List;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/// How many parts of a schema are applied to one and the same value, with what they refer to. Each reference is followed anew
/// where it stands, so that parts which refer twice to the next become endlessly many. What is applied to parts of the
/// value is left out: there the value itself says how often.
final class Unfolding {
    static final long MOST = 100_000;
    private static final List<String> ONE = List.of("not", "if", "then", "else");
    private static final List<String> SEVERAL = List.of("allOf", "anyOf", "oneOf", "dependentSchemas");

    private final JsonNode root;
    private final IdentityHashMap<JsonNode, Long> known = new IdentityHashMap<>();

    private Unfolding(JsonNode root) {
        this.root = root;
    }

    /// A JSON pointer to a part that becomes too large; null where there is none.
    static @Nullable String tooLarge(JsonNode schema) {
        return new Unfolding(schema).find(schema, "");
    }

    private @Nullable String find(JsonNode node, String pointer) {
        if (node.isObject() && parts(node) > MOST) {
            return pointer;
        }
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            var inside = find(node.get(index), pointer + "/" + index);
            if (inside != null) {
                return inside;
            }
        }
        for (var field : node.properties()) {
            var inside = find(field.getValue(), pointer + "/" + CompiledSchema.escaped(field.getKey()));
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }

    private long parts(JsonNode schema) {
        var counted = known.get(schema);
        if (counted != null) {
            return counted;
        }
        // What refers to itself is counted once: that it never ends is told otherwise.
        known.put(schema, 0L);
        long parts = 1 + (schema.path("$ref").isTextual() ? parts(referredTo(schema.path("$ref").textValue())) : 0);
        for (var keyword : ONE) {
            parts += schema.has(keyword) ? parts(schema.get(keyword)) : 0;
        }
        for (var keyword : SEVERAL) {
            for (var part : schema.path(keyword)) {
                parts += parts(part);
            }
        }
        parts = Math.min(parts, MOST + 1);
        known.put(schema, parts);
        return parts;
    }

    private JsonNode referredTo(String reference) {
        try {
            return reference.startsWith("#") ? root.at(JsonPointer.compile(reference.substring(1))) : missing();
        } catch (IllegalArgumentException e) {
            return missing();
        }
    }

    private static JsonNode missing() {
        return MissingNode.getInstance();
    }
}
