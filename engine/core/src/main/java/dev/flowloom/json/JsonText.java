package dev.flowloom.json;

import java.nio.charset.StandardCharsets;

import dev.flowloom.model.Json;

/// JSON values as text (RFC 8259). Strict on reading: no field twice, no comments, no text after the value. Numbers
/// stay exact. What one method prints, the other reads back as an equal value.
public final class JsonText {
    private JsonText() {}

    /// Reads a text.
    ///
    /// @throws MalformedJson when the text is no JSON, has a field twice, is nested more than 500 deep, or holds a
    ///         number of more than 1,000 digits or beyond 1E±10000
    public static Json parse(String text) throws MalformedJson {
        var duplicates = new Duplicates();
        var value = TreeReader.read(text, duplicates, TreeReader.DEPTH);
        if (!duplicates.problems().isEmpty()) {
            throw new MalformedJson(duplicates.problems().getFirst());
        }
        return value;
    }

    /// Reads UTF-8, with or without a byte order mark.
    ///
    /// @throws MalformedJson as with a text, and when the bytes are not UTF-8
    public static Json parse(byte[] bytes) throws MalformedJson {
        return parse(Utf8.decode(bytes));
    }

    /// In one line, without any space that can be left out.
    public static String compact(Json value) {
        return new JsonPrinter(JsonPrinter.Spacing.NONE).print(value, Shape.LINE);
    }

    /// As [#compact(Json)], in UTF-8.
    public static byte[] bytes(Json value) {
        return compact(value).getBytes(StandardCharsets.UTF_8);
    }

    /// For people: each field and item in a line of its own, two spaces for each level; no line break at the end.
    public static String pretty(Json value) {
        return new JsonPrinter(JsonPrinter.Spacing.READABLE).print(value, Shape.TREE);
    }
}
