package dev.flowloom.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Json;

/// Which kinds of nodes have which fields, as the published schema says it. A loop over items and one with a condition have different
/// ones: they are told apart by what each can't be without.
final class NodeFields {
    private static final String DEFINITION = "#/$defs/";

    private final Json.Obj definitions;
    private final SortedMap<String, SortedSet<String>> kinds = new TreeMap<>();

    private NodeFields(Json.Obj schema) {
        definitions = object(schema, "$defs");
        for (var each : list(object(definitions, "node"), "allOf")) {
            var kind = object(object(referred(object(each, "if")), "properties"), "kind");
            if (kind.get("const") instanceof Json.Str(var name)) {
                add(name, referred(object(each, "then")));
            }
        }
    }

    /// The kinds of nodes that have a field; none where it belongs to no node.
    static List<String> kindsWith(String field) {
        return List.copyOf(Published.FIELDS.kinds.getOrDefault(field, new TreeSet<>()));
    }

    private void add(String kind, Json.Obj definition) {
        add(kind, object(definition, "properties"), List.of());
        add(kind, object(referred(definition), "properties"), List.of());
        for (var variant : list(definition, "oneOf")) {
            var required = variant.get("required") instanceof Json.Arr(var names) ? names : List.<Json>of();
            add(kind, object(variant, "properties"), required);
        }
    }

    private void add(String kind, Json.Obj fields, List<Json> required) {
        for (var field : fields.fields().keySet()) {
            boolean always = required.isEmpty() || required.contains(Json.of(field));
            var name = always || !(required.getFirst() instanceof Json.Str(var variant))
                    ? kind
                    : "%s (%s)".formatted(kind, variant);
            kinds.computeIfAbsent(field, _ -> new TreeSet<>()).add(name);
        }
    }

    private Json.Obj referred(Json.Obj schema) {
        return schema.get("$ref") instanceof Json.Str(var reference) && reference.startsWith(DEFINITION)
                ? object(definitions, reference.substring(DEFINITION.length()))
                : Json.Obj.EMPTY;
    }

    private static Json.Obj object(Json in, String field) {
        return in instanceof Json.Obj outer && outer.get(field) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    private static List<Json.Obj> list(Json.Obj in, String field) {
        return in.get(field) instanceof Json.Arr(var items)
                ? items.stream().filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast).toList()
                : List.of();
    }

    /// Read where it is asked for first, which few files make necessary.
    private static final class Published {
        static final NodeFields FIELDS = read();

        private static NodeFields read() {
            try (var in = Objects.requireNonNull(NodeFields.class.getResourceAsStream("flow.schema.json"))) {
                return new NodeFields((Json.Obj) JsonText.parse(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedJson e) {
                throw new IllegalStateException("flow.schema.json is no JSON", e);
            }
        }
    }
}
