package dev.flowloom.panels.form;

import java.util.regex.Pattern;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;

/// JSON as people type it: a text needs no quotes unless it would otherwise read as something else. `5` is a number,
/// `"5"` the text, `five` the text, `{"a": 1}` an object, `{{ data.a }}` the text with an expression in it.
public final class Loose {
    private static final Pattern STRUCTURE = Pattern.compile("\\s*(\\[|\\{(?!\\{)).*", Pattern.DOTALL);

    private Loose() {}

    /// Reads what was typed.
    ///
    /// @throws MalformedJson when it begins like an object or a list and isn't one
    public static Json parse(String typed) throws MalformedJson {
        try {
            return JsonText.parse(typed);
        } catch (MalformedJson e) {
            if (STRUCTURE.matcher(typed).matches()) {
                throw e;
            }
            return Json.of(typed);
        }
    }

    /// What to type to get this value; an object or a list over several lines.
    public static String print(Json value) {
        if (!(value instanceof Json.Str(var text))) {
            return JsonText.pretty(value);
        }
        try {
            return parse(text).equals(value) ? text : JsonText.compact(value);
        } catch (MalformedJson e) {
            return JsonText.compact(value);
        }
    }

    /// As [#print(Json)], in one line.
    public static String printLine(Json value) {
        return value instanceof Json.Str(var text) && !text.contains("\n") ? print(value) : JsonText.compact(value);
    }

    static boolean holdsExpression(Json value) {
        return value instanceof Json.Str(var text) && text.contains("{{");
    }
}
