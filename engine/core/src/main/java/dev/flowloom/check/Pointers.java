package dev.flowloom.check;

import dev.flowloom.model.Json;

/// Follows JSON pointers (RFC 6901).
final class Pointers {
    private Pointers() {}

    /// The value a pointer leads to; null, as JSON has it, where it leads nowhere.
    static Json follow(String pointer, Json from) {
        var value = from;
        for (int at = 0; at < pointer.length();) {
            int end = pointer.indexOf('/', at + 1) < 0 ? pointer.length() : pointer.indexOf('/', at + 1);
            value = step(value, pointer.substring(at + 1, end).replace("~1", "/").replace("~0", "~"));
            at = end;
        }
        return value;
    }

    private static Json step(Json value, String name) {
        return switch (value) {
            case Json.Obj object -> {
                var field = object.get(name);
                yield field == null ? Json.NULL : field;
            }
            case Json.Arr(var items) -> {
                boolean within = name.matches("\\d{1,9}") && Integer.parseInt(name) < items.size();
                yield within ? items.get(Integer.parseInt(name)) : Json.NULL;
            }
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> Json.NULL;
        };
    }
}
