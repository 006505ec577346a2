package dev.flowloom.panels.form;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// One thing a form asks for.
///
/// @param standard what holds when it is left empty; null where nothing does
/// @param example what a value may look like; null where the schema has none
public record Field(String name, String title, String help, Kind kind, boolean required, List<String> choices,
        @Nullable Json standard, @Nullable Json example) {

    /// Which control asks for it.
    public enum Kind {
        TEXT, PROSE, CODE, SQL, EXPRESSION, PASSWORD, FILE, DURATION, NUMBER, SWITCH, CHOICE, PAIRS, ITEMS, JSON
    }

    public Field {
        choices = List.copyOf(choices);
    }

    /// The fields of an object's schema, in its order.
    public static List<Field> of(Json.Obj schema) {
        var fields = new ArrayList<Field>();
        if (schema.get("properties") instanceof Json.Obj properties) {
            properties.fields().forEach((name, property) -> fields
                    .add(of(name, property instanceof Json.Obj object ? object : Json.Obj.EMPTY,
                            requires(schema, name))));
        }
        return fields;
    }

    private static Field of(String name, Json.Obj schema, boolean required) {
        var title = string(schema, "title");
        return new Field(name, title.isEmpty() ? name : tr(title), help(schema), kind(schema), required,
                choices(schema), schema.get("default"), firstExample(schema));
    }

    /// What it is for, and between which bounds it lies.
    private static String help(Json.Obj schema) {
        var least = schema.get("minimum");
        var most = schema.get("maximum");
        var bounds = least != null && most != null
                ? tr("From %s to %s.", Loose.printLine(least), Loose.printLine(most))
                : least != null
                        ? tr("At least %s.", Loose.printLine(least))
                        : most != null ? tr("At most %s.", Loose.printLine(most)) : "";
        return (translated(string(schema, "description")) + " " + bounds).strip();
    }

    private static String translated(String text) {
        return text.isEmpty() ? "" : tr(text);
    }

    private static Kind kind(Json.Obj schema) {
        if (!choices(schema).isEmpty()) {
            return Kind.CHOICE;
        }
        return switch (string(schema, "type")) {
            case "string" -> textKind(schema);
            case "integer", "number" -> Kind.NUMBER;
            case "boolean" -> Kind.SWITCH;
            case "object" -> schema.get("properties") == null ? Kind.PAIRS : Kind.JSON;
            case "array" -> Kind.ITEMS;
            default -> Kind.JSON;
        };
    }

    private static Kind textKind(Json.Obj schema) {
        var mediaType = string(schema, "contentMediaType");
        if (!mediaType.isEmpty()) {
            return mediaType.equals("application/sql") ? Kind.SQL : Kind.CODE;
        }
        return switch (string(schema, "format")) {
            case "password" -> Kind.PASSWORD;
            case "duration" -> Kind.DURATION;
            case "file" -> Kind.FILE;
            case "multiline" -> Kind.PROSE;
            case "code" -> Kind.CODE;
            case "sql" -> Kind.SQL;
            default -> Kind.TEXT;
        };
    }

    private static List<String> choices(Json.Obj schema) {
        return schema.get("enum") instanceof Json.Arr(var items)
                ? items.stream().map(Loose::print).toList()
                : List.of();
    }

    private static boolean requires(Json.Obj schema, String name) {
        return schema.get("required") instanceof Json.Arr(var names) && names.contains(Json.of(name));
    }

    private static @Nullable Json firstExample(Json.Obj schema) {
        return schema.get("examples") instanceof Json.Arr(var examples) && !examples.isEmpty()
                ? examples.getFirst()
                : null;
    }

    private static String string(Json.Obj schema, String name) {
        return schema.get(name) instanceof Json.Str(var text) ? text : "";
    }
}
