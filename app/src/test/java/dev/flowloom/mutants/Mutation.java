package dev.flowloom.mutants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import dev.flowloom.model.Json;

/// Changes one thing in a definition's JSON, as a slip, a careless program or malice would.
final class Mutation {
    private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|[^\\w\\s]");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /// The flow with one thing changed.
    Json of(Json value) {
        if (!(value instanceof Json.Obj flow) || random.nextInt(3) == 0) {
            return anywhere(value);
        }
        return switch (random.nextInt(12)) {
            case 0 -> in(flow, "nodes", this::without);
            case 1 -> in(flow, "nodes", this::doubled);
            case 2, 3 -> in(flow, "wires", this::rewired);
            case 4 -> in(flow, "wires", random.nextBoolean() ? this::without : this::doubled);
            case 5 -> enclosed(flow);
            case 6 -> in(flow, "layout", this::anywhereIn);
            default -> expression(flow);
        };
    }

    private Json.Obj in(Json.Obj flow, String field, UnaryOperator<Json.Obj> change) {
        return flow.get(field) instanceof Json.Obj object && !object.isEmpty()
                ? flow.with(field, change.apply(object))
                : flow.with(field, Nasty.value(random));
    }

    private Json.Obj anywhereIn(Json.Obj object) {
        return anywhere(object) instanceof Json.Obj changed ? changed : Json.Obj.EMPTY;
    }

    private String key(Json.Obj object) {
        return object.isEmpty() ? "none" : Nasty.any(random, List.copyOf(object.fields().keySet()));
    }

    private Json.Obj without(Json.Obj object) {
        return object.without(key(object));
    }

    private Json.Obj doubled(Json.Obj object) {
        var copied = object.get(key(object));
        return copied == null ? object : object.with("copy" + random.nextInt(3), anywhere(copied));
    }

    private Json.Obj rewired(Json.Obj wires) {
        var id = key(wires);
        if (!(wires.get(id) instanceof Json.Obj wire) || !(wires.get(key(wires)) instanceof Json.Obj other)) {
            return wires;
        }
        var end = random.nextBoolean() ? "from" : "to";
        var changed = switch (random.nextInt(5)) {
            case 0 -> wire.with("kind", Json.of(Nasty.any(random, List.of("sequence", "error", "compensation"))));
            case 1 -> wire.with("branch", Json.of(Nasty.any(random, List.of("yes", "otherwise", "approved"))));
            default -> wire.with(end, other.fields().getOrDefault(random.nextBoolean() ? "from" : "to", Json.NULL));
        };
        return wires.with(random.nextInt(4) == 0 ? "new" + random.nextInt(3) : id, changed);
    }

    /// With some nodes, and at times the wires, moved into a container.
    private Json.Obj enclosed(Json.Obj flow) {
        if (!(flow.get("nodes") instanceof Json.Obj nodes) || !(flow.get("wires") instanceof Json.Obj wires)) {
            return flow;
        }
        var inside = new LinkedHashMap<String, Json>();
        nodes.fields().forEach((id, node) -> {
            if (random.nextInt(3) == 0) {
                inside.put(id, node);
            }
        });
        for (var id : inside.keySet()) {
            nodes = nodes.without(id);
        }
        var container = Json.Obj.of("kind", Json.of(random.nextBoolean() ? "scope" : "loop"))
                .with(Nasty.any(random, List.of("forEach", "while", "until", "timeout")),
                        Json.of(Nasty.any(random, List.of("[1, 2, 3]", "data", "loop.index < 3", "PT1S"))))
                .with("nodes", new Json.Obj(inside)).with("wires", random.nextBoolean() ? wires : Json.Obj.EMPTY);
        return flow.with("nodes", nodes.with(random.nextBoolean() ? "around" : key(nodes), container));
    }

    /// With a piece of some text that can hold an expression changed.
    private Json expression(Json.Obj flow) {
        var texts = new ArrayList<Json.Str>();
        collect(flow, texts);
        var chosen = texts.isEmpty() ? Json.of("none") : Nasty.any(random, texts);
        return replaced(flow, value -> value.equals(chosen) ? Json.of(mutated(((Json.Str) value).value())) : value);
    }

    private static void collect(Json value, List<Json.Str> texts) {
        switch (value) {
            case Json.Obj object -> object.fields().values().forEach(field -> collect(field, texts));
            case Json.Arr(var items) -> items.forEach(item -> collect(item, texts));
            case Json.Str text when text.value().contains("{{") || text.value().matches(".*[.=<>($].*") ->
                texts.add(text);
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> {
            }
        }
    }

    String mutated(String source) {
        return random.nextInt(3) > 0
                ? pieced(source)
                : source.contains("{{") ? "{{ " + Nasty.token(random) + " }}" : Nasty.token(random);
    }

    private String pieced(String source) {
        var tokens = new ArrayList<>(TOKEN.matcher(source).results().map(result -> result.group()).toList());
        if (tokens.isEmpty()) {
            return Nasty.token(random);
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(5)) {
                case 0 -> tokens.set(at, "");
                case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                case 2 -> tokens.set(at, Nasty.token(random));
                default -> tokens.add(at, Nasty.token(random));
            }
        }
        return String.join("", tokens);
    }

    /// With something changed at any place.
    Json anywhere(Json value) {
        int[] left = {random.nextInt(size(value))};
        return at(value, left);
    }

    private static int size(Json value) {
        return 1 + switch (value) {
            case Json.Obj object -> object.fields().values().stream().mapToInt(Mutation::size).sum();
            case Json.Arr(var items) -> items.stream().mapToInt(Mutation::size).sum();
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> 0;
        };
    }

    private Json at(Json value, int[] left) {
        if (left[0]-- == 0) {
            return changed(value);
        }
        return switch (value) {
            case Json.Obj object -> {
                var fields = new LinkedHashMap<String, Json>();
                object.fields().forEach((name, field) -> fields.put(name, at(field, left)));
                yield new Json.Obj(fields);
            }
            case Json.Arr(var items) -> new Json.Arr(items.stream().map(item -> at(item, left)).toList());
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> value;
        };
    }

    private Json changed(Json value) {
        return switch (value) {
            case Json.Obj object when random.nextInt(5) > 0 -> switch (random.nextInt(4)) {
                case 0 -> without(object);
                case 1 -> object.with(Nasty.field(random), Nasty.value(random));
                case 2 -> object.with(Nasty.field(random), object.fields().getOrDefault(key(object), Json.NULL));
                default -> object.with(Nasty.text(random), object.fields().getOrDefault(key(object), Json.NULL));
            };
            case Json.Arr(var items) when !items.isEmpty() && random.nextBoolean() -> {
                var more = new ArrayList<>(items);
                more.add(random.nextBoolean() ? Nasty.value(random) : items.getFirst());
                yield new Json.Arr(more);
            }
            case Json.Str(var text) when random.nextBoolean() -> Json.of(mutated(text));
            case Json.Obj _,Json.Arr _,Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> Nasty.value(random);
        };
    }

    private static Json replaced(Json value, UnaryOperator<Json> change) {
        return switch (value) {
            case Json.Obj object -> {
                var fields = new LinkedHashMap<String, Json>();
                object.fields().forEach((name, field) -> fields.put(name, replaced(field, change)));
                yield new Json.Obj(fields);
            }
            case Json.Arr(var items) -> new Json.Arr(items.stream().map(item -> replaced(item, change)).toList());
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> change.apply(value);
        };
    }
}
