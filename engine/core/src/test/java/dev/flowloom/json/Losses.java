package dev.flowloom.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// What a file holds that another one does not: by the format's words alone, and so without the reader's help. A default
/// that is not written is no loss, nor is another way of writing the same duration or number.
final class Losses {
    private static final Set<String> NUMBERS = Set.of("attempts", "factor", "jitter", "join", "concurrency", "limit",
            "failures", "successes", "x", "y", "width", "height", "flowloom");
    private static final Set<String> DURATIONS = Set.of("timeout", "initialDelay", "cap", "open", "per", "lease",
            "wait");
    private static final Set<String> DEFAULTS = Set.of("name:\"\"", "description:\"\"", "message:\"\"",
            "version:\"\"", "who:\"\"",
            "expressions:\"jsonata\"", "join:\"all\"", "attempts:3", "initialDelay:PT1S", "factor:2", "cap:PT1M",
            "jitter:0.1", "concurrency:1", "limit:1000", "kind:\"note\"", "text:\"\"", "color:\"yellow\"",
            "failures:5", "open:PT1M", "successes:2", "lease:PT5M", "collapsed:false", "disabled:false");
    private static final Set<String> EMPTY = Set.of("inputSchema", "errorRules", "resources", "settings", "branches",
            "nodes",
            "wires",
            "layout", "bends", "labels", "notes");

    private final List<String> losses = new ArrayList<>();
    /// A wire is written beside the nodes that it joins, wherever it was read.
    private final Map<String, Json> wires = new HashMap<>();

    static List<String> between(String before, String after) {
        try {
            var losses = new Losses();
            var written = JsonText.parse(after);
            losses.collectWires(written);
            losses.compare("", "", JsonText.parse(before), written);
            return losses.losses;
        } catch (MalformedJson e) {
            return List.of(e.problem().toString());
        }
    }

    private void collectWires(Json graph) {
        if (graph instanceof Json.Obj object) {
            if (object.get("wires") instanceof Json.Obj(var found)) {
                wires.putAll(found);
            }
            if (object.get("nodes") instanceof Json.Obj(var nodes)) {
                nodes.values().forEach(this::collectWires);
            }
        }
    }

    private void compare(String path, String name, Json before, @Nullable Json after) {
        if (name.equals("wires") && before instanceof Json.Obj object && isGraph(path)) {
            object.fields().forEach((id, wire) -> compare(path + "/" + id, id, wire, wires.get(id)));
        } else if (before instanceof Json.Obj object && after instanceof Json.Obj other) {
            object.fields().forEach((field, value) -> compare(path + "/" + field, field, value, other.get(field)));
        } else if (before instanceof Json.Arr(var items) && after instanceof Json.Arr(var others)
                && items.size() == others.size()) {
            for (int i = 0; i < items.size(); i++) {
                compare(path + "/" + i, "x", items.get(i), others.get(i));
            }
        } else if (after == null ? !isDefault(path, name, before) : !normal(name, before).equals(normal(name, after))) {
            losses.add("%s: %s became %s".formatted(path, before, after));
        }
    }

    private static boolean isGraph(String path) {
        return path.matches("(/nodes/[^/]*)*/wires");
    }

    private static boolean isDefault(String path, String name, Json value) {
        boolean mayBeEmpty = EMPTY.contains(name) || path.startsWith("/layout/bends/");
        boolean emptyLayout = (path.equals("/layout") || path.equals("/layout/bends"))
                && value instanceof Json.Obj layout
                && layout.fields().values().stream().allMatch(Losses::isEmpty);
        return DEFAULTS.contains(name + ":" + normal(name, value)) || (mayBeEmpty && isEmpty(value)) || emptyLayout;
    }

    private static boolean isEmpty(Json value) {
        return value.equals(Json.Obj.EMPTY) || value.equals(Json.Arr.of());
    }

    private static String normal(String name, Json value) {
        try {
            if (DURATIONS.contains(name) && value instanceof Json.Str(var text)) {
                return Duration.parse(text).toString();
            }
        } catch (DateTimeParseException e) {
            return JsonText.compact(value);
        }
        if (NUMBERS.contains(name) && value instanceof Json.Num(var number) && Math.abs(number.scale()) < 400) {
            return number.stripTrailingZeros().toPlainString();
        }
        // A key is a text, also where it was written as a number.
        if (name.equals("key") && value instanceof Json.Num(var number)) {
            return JsonText.compact(Json.of(number.stripTrailingZeros().toPlainString()));
        }
        return JsonText.compact(value);
    }
}
