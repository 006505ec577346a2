package dev.flowloom.check;

import dev.flowloom.model.Json;
import dev.flowloom.model.SecretReference;
import org.jspecify.annotations.Nullable;

/// Goes through settings at any depth, beside what their schema says of each value, as far as it says so by naming
/// properties and items. A reference to a secret is one value.
final class SettingsWalk {
    private final Json.Obj root;
    private final Visitor visitor;

    /// Is told each value, but for the settings as a whole.
    interface Visitor {
        /// Is told one value.
        ///
        /// @param schema empty where nothing is said of the value
        void visit(String pointer, Json value, Json.Obj schema);
    }

    private SettingsWalk(Json.Obj root, Visitor visitor) {
        this.root = root;
        this.visitor = visitor;
    }

    static void through(Json.Obj settings, Json.Obj schema, Visitor visitor) {
        new SettingsWalk(schema, visitor).into(settings, "", schema);
    }

    private void into(Json value, String pointer, Json.Obj schema) {
        switch (value) {
            case Json.Obj(var fields) -> fields.forEach((name, field) -> visit(field,
                    pointer + "/" + Places.escape(name), ofField(name, schema)));
            case Json.Arr(var items) -> {
                for (int at = 0; at < items.size(); at++) {
                    visit(items.get(at), pointer + "/" + at, resolved(schema.get("items")));
                }
            }
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> {
            }
        }
    }

    private void visit(Json value, String pointer, Json.Obj schema) {
        visitor.visit(pointer, value, schema);
        if (!(value instanceof Json.Obj object && SecretReference.isMeant(object))) {
            into(value, pointer, schema);
        }
    }

    private Json.Obj ofField(String name, Json.Obj schema) {
        var named = schema.get("properties") instanceof Json.Obj properties ? properties.get(name) : null;
        return resolved(named == null ? schema.get("additionalProperties") : named);
    }

    private Json.Obj resolved(@Nullable Json schema) {
        if (!(schema instanceof Json.Obj object)) {
            return Json.Obj.EMPTY;
        }
        return object.get("$ref") instanceof Json.Str(var reference) && reference.startsWith("#/")
                && Pointers.follow(reference.substring(1), root) instanceof Json.Obj found ? found : object;
    }
}
