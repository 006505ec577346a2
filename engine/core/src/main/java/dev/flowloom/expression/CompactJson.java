package dev.flowloom.expression;

import java.math.BigDecimal;

import dev.flowloom.model.Json;

/// Writes JSON into text, without blanks, as a person would expect to find it in a sentence or a URL.
final class CompactJson {
    private static final int MOST_ZEROS = 20;

    private CompactJson() {}

    static void write(Json json, StringBuilder text) {
        switch (json) {
            case Json.Obj object -> writeFields(object, text);
            case Json.Arr array -> writeItems(array, text);
            case Json.Str(var words) -> writeQuoted(words, text);
            case Json.Num(var number) -> text.append(number(number));
            case Json.Bool(var truth) -> text.append(truth);
            case Json.Null _ -> text.append("null");
        }
    }

    private static void writeFields(Json.Obj object, StringBuilder text) {
        text.append('{');
        var separator = "";
        for (var field : object.fields().entrySet()) {
            text.append(separator);
            writeQuoted(field.getKey(), text);
            text.append(':');
            write(field.getValue(), text);
            separator = ",";
        }
        text.append('}');
    }

    private static void writeItems(Json.Arr array, StringBuilder text) {
        text.append('[');
        var separator = "";
        for (var item : array.items()) {
            text.append(separator);
            write(item, text);
            separator = ",";
        }
        text.append(']');
    }

    private static void writeQuoted(String words, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append("\\u%04x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    /// 100 rather than 1E+2, but no thousand zeros.
    private static String number(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_ZEROS ? number.toPlainString() : number.toString();
    }
}
