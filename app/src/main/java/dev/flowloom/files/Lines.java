package dev.flowloom.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// JSON objects as lines, each behind a checksum: what is added to such a file is there whole or not at all.
final class Lines {
    private static final int SUM = 8;

    private Lines() {}

    static byte[] line(Json.Obj value) {
        var json = JsonText.bytes(value);
        var sum = sum(json, 0, json.length).getBytes(StandardCharsets.US_ASCII);
        var line = new byte[SUM + 1 + json.length + 1];
        System.arraycopy(sum, 0, line, 0, SUM);
        line[SUM] = ' ';
        System.arraycopy(json, 0, line, SUM + 1, json.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /// The objects from the beginning to the first line that isn't whole.
    static List<Json.Obj> read(byte[] content) {
        var values = new ArrayList<Json.Obj>();
        int from = 0;
        for (int to = 0; to < content.length; to++) {
            if (content[to] == '\n') {
                var value = value(content, from, to);
                if (value == null) {
                    break;
                }
                values.add(value);
                from = to + 1;
            }
        }
        return values;
    }

    private static Json.@Nullable Obj value(byte[] content, int from, int to) {
        int json = from + SUM + 1;
        if (json > to || !text(content, from, SUM).equals(sum(content, json, to - json))) {
            return null;
        }
        try {
            return JsonText.parse(text(content, json, to - json)) instanceof Json.Obj value ? value : null;
        } catch (MalformedJson e) {
            return null;
        }
    }

    private static String text(byte[] content, int from, int length) {
        return new String(content, from, length, StandardCharsets.UTF_8);
    }

    private static String sum(byte[] content, int from, int length) {
        var sum = new CRC32C();
        sum.update(content, from, length);
        return "%08x".formatted(sum.getValue());
    }
}
