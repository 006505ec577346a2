package dev.flowloom.json;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.SequencedMap;

import dev.flowloom.model.Json;

/// Prints values. The same value in the same shape always gives the same text.
final class JsonPrinter {

    /// Whether commas and colons are followed by a space where the line goes on.
    enum Spacing { NONE, READABLE }

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder out = new StringBuilder();
    private final String colon;
    private final String comma;

    JsonPrinter(Spacing spacing) {
        colon = spacing == Spacing.NONE ? ":" : ": ";
        comma = spacing == Spacing.NONE ? "," : ", ";
    }

    String print(Json value, Shape shape) {
        value(value, shape, 0);
        return out.toString();
    }

    /// Adds the object that a writer has the fields of, in one line that is ended.
    void line(FieldWriter object) {
        object(object.fields(), Shape.LINE, 0);
        out.append('\n');
    }

    /// All that was added, without the end of the last line.
    String lines() {
        return out.substring(0, Math.max(0, out.length() - 1));
    }

    // What can't be read back must not be written: it would be found too late.
    private void value(Json value, Shape shape, int depth) {
        if (depth > TreeReader.OUTER_DEPTH) {
            throw new IllegalArgumentException("a value is nested more than %d deep".formatted(TreeReader.OUTER_DEPTH));
        }
        switch (value) {
            case Json.Obj object -> object(object.fields(), shape, depth);
            case Json.Arr array -> array(array, shape, depth);
            case Json.Str text -> quoted(text.value());
            case Json.Num(var number) -> number(number);
            case Json.Bool truth -> out.append(truth.value());
            case Json.Null() -> out.append("null");
        }
    }

    private void number(BigDecimal number) {
        if (!TreeReader.isReadable(number)) {
            throw new IllegalArgumentException("a number is too long or too large to be written");
        }
        out.append(number);
    }

    private void object(SequencedMap<String, Json> fields, Shape shape, int depth) {
        out.append('{');
        boolean first = true;
        for (var field : fields.entrySet()) {
            separate(first, shape, depth);
            first = false;
            quoted(field.getKey());
            out.append(colon);
            value(field.getValue(), shape.inside(field.getKey()), depth + 1);
        }
        close('}', first, shape, depth);
    }

    private void array(Json.Arr array, Shape shape, int depth) {
        out.append('[');
        boolean first = true;
        for (var item : array.items()) {
            separate(first, shape, depth);
            first = false;
            value(item, shape.inside(""), depth + 1);
        }
        close(']', first, shape, depth);
    }

    private void separate(boolean first, Shape shape, int depth) {
        if (shape == Shape.LINE) {
            out.append(first ? "" : comma);
        } else {
            out.append(first ? "\n" : ",\n").repeat("  ", depth + 1);
        }
    }

    private void close(char bracket, boolean empty, Shape shape, int depth) {
        if (!empty && shape != Shape.LINE) {
            out.append('\n').repeat("  ", depth);
        }
        out.append(bracket);
    }

    private void quoted(String text) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            out.append(text, plain, i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                escaped(c);
            }
            plain = i + 1;
        }
        out.append(text, plain, text.length()).append('"');
    }

    // Half a surrogate pair has no UTF-8 form; as an escape it survives.
    private void escaped(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u").append(HEX.toHexDigits(c));
        }
    }
}
