package dev.flowloom.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// What differs between a flow as it is open here and as its file holds it, told for people: a line for each thing that
/// only one of the two has, or that isn't the same in both.
public final class Comparison {
    private static final int LONGEST = 80;

    private final List<String> lines = new ArrayList<>();
    private final Json.Obj here;
    private final Json.Obj file;

    private Comparison(Json.Obj here, Json.Obj file) {
        this.here = here;
        this.file = file;
    }

    /// The differences; empty where there are none.
    public static List<String> of(Diagram here, Diagram file) {
        return new Comparison(tree(here), tree(file)).compare();
    }

    private static Json.Obj tree(Diagram diagram) {
        try {
            return (Json.Obj) JsonText.parse(DefinitionWriter.text(diagram));
        } catch (MalformedJson e) {
            throw new IllegalStateException("what is written can be read", e);
        }
    }

    private List<String> compare() {
        for (var field : names(here, file)) {
            switch (field) {
                case "nodes" -> things(field, Comparison::node);
                case "wires" -> things(field, Comparison::wire);
                case "layout" -> {
                    // After what stands there.
                }
                default -> change(tr("The flow"), field, here.get(field), file.get(field));
            }
        }
        layout();
        return lines;
    }

    /// What to call a thing.
    private interface Naming {
        String name(String id, Json.Obj thing);
    }

    private void things(String field, Naming naming) {
        var mine = object(here.get(field));
        var theirs = object(file.get(field));
        for (var id : names(mine, theirs)) {
            var one = mine.get(id);
            var other = theirs.get(id);
            if (other == null) {
                lines.add(tr("Only here: %s", naming.name(id, object(one))));
            } else if (one == null) {
                lines.add(tr("Only in the file: %s", naming.name(id, object(other))));
            } else {
                change(naming.name(id, object(one)), "", one, other);
            }
        }
    }

    private static String node(String id, Json.Obj node) {
        var name = text(node.get("name"));
        return "%s %s".formatted(text(node.get("kind")), name.isBlank() ? id : "“%s” (%s)".formatted(name, id));
    }

    private static String wire(String id, Json.Obj wire) {
        var from = text(wire.get("from"));
        var to = text(wire.get("to"));
        return switch (text(wire.get("kind"))) {
            case "error" -> tr("error wire from %s to %s", from, to);
            case "compensation" -> tr("compensation wire from %s to %s", from, to);
            default -> tr("wire from %s to %s", from, to);
        };
    }

    private void layout() {
        var mine = object(here.get("layout"));
        var theirs = object(file.get("layout"));
        for (var field : names(mine, theirs)) {
            switch (field) {
                case "nodes" -> elsewhere(field, mine, theirs, later("stands elsewhere"), "nodes", Comparison::node);
                case "bends" -> elsewhere(field, mine, theirs, later("is bent otherwise"), "wires", Comparison::wire);
                case "labels" ->
                    elsewhere(field, mine, theirs, later("has its label elsewhere"), "wires", Comparison::wire);
                default -> change(tr("The layout"), field, mine.get(field), theirs.get(field));
            }
        }
    }

    // Where only one of the two has the thing itself, its place is no news.
    private void elsewhere(String field, Json.Obj mine, Json.Obj theirs, String what, String things, Naming naming) {
        var one = object(mine.get(field));
        var other = object(theirs.get(field));
        for (var id : names(one, other)) {
            var thing = object(here.get(things)).get(id);
            if (thing != null && object(file.get(things)).get(id) != null
                    && !Objects.equals(one.get(id), other.get(id))) {
                lines.add(tr("Moved: %s %s", naming.name(id, object(thing)), tr(what)));
            }
        }
    }

    private void change(String what, String path, @Nullable Json mine, @Nullable Json theirs) {
        if (mine instanceof Json.Obj one && theirs instanceof Json.Obj other) {
            for (var field : names(one, other)) {
                change(what, path.isEmpty() ? field : path + "." + field, one.get(field), other.get(field));
            }
        } else if (!Objects.equals(mine, theirs)) {
            lines.add(tr("Changed: %s, %s: %s here, %s in the file", what, path, shown(mine), shown(theirs)));
        }
    }

    private static String shown(@Nullable Json value) {
        if (value == null) {
            return tr("nothing");
        }
        var text = JsonText.compact(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static Iterable<String> names(Json.Obj one, Json.Obj other) {
        var names = new TreeSet<>(one.fields().keySet());
        names.addAll(other.fields().keySet());
        return names;
    }

    private static Json.Obj object(@Nullable Json value) {
        return value instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    private static String text(@Nullable Json value) {
        return value instanceof Json.Str(var text) ? text : "";
    }
}
