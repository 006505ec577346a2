package dev.flowloom.json;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flowloom.model.Json;

/// JSON values as the validator wants them.
final class JsonTrees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTrees() {}

    static JsonNode of(Json value) {
        return switch (value) {
            case Json.Obj object -> {
                var node = NODES.objectNode();
                object.fields().forEach((name, field) -> node.set(name, of(field)));
                yield node;
            }
            case Json.Arr(var items) -> {
                var node = NODES.arrayNode(items.size());
                items.forEach(item -> node.add(of(item)));
                yield node;
            }
            case Json.Str(var text) -> NODES.textNode(text);
            case Json.Num(var number) -> number(number);
            case Json.Bool(boolean truth) -> NODES.booleanNode(truth);
            case Json.Null() -> NODES.nullNode();
        };
    }

    // To a schema 1.0 is an integer, to the validator it is one if its node is.
    private static JsonNode number(BigDecimal number) {
        boolean whole = number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0;
        return whole ? NODES.numberNode(number.toBigIntegerExact()) : NODES.numberNode(number);
    }
}
