package dev.flowloom.mutants;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Changes a file's bytes, whatever they mean.
final class Damage {
    private static final List<String> PIECES = List.of("{", "}", "[", "]", "\"", ",", ":", "\\", "\\u0000", "\\ud800",
            "//",
            "null", "NaN", "1e999999999", "-0", "00", "0x1F", "1.", "-", "1e400", "\u0000", "\u00ff\u00fe",
            "\u00ef\u00bb\u00bf",
            "\u00c0\u0080", "\u00ed\u00a0\u0080", "\r", "\"id\": \"twice\", ", "\"kind\": \"end\", ", "\"nodes\": {}, ",
            "[".repeat(3_000), "{\"a\":".repeat(1_500), "\"" + "x".repeat(100_000) + "\"", "9".repeat(2_000));

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    byte[] of(byte[] bytes) {
        // Each byte is one character of this.
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(40));
        var before = text.substring(0, at);
        var after = text.substring(at);
        var changed = switch (random.nextInt(7)) {
            case 0 -> before;
            case 1 -> before + text.substring(end);
            case 2 -> before + text.substring(at, end) + after;
            case 3 -> flipped(text, at);
            case 4 -> text.replaceFirst("(?s)(.{" + at + "}[^{]*\\{)", "$1" + "\"kind\": \"step\", ");
            default -> before + Nasty.any(random, PIECES) + after;
        };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String flipped(String text, int at) {
        return at == text.length()
                ? text
                : text.substring(0, at) + (char) (text.charAt(at) ^ (1 << random.nextInt(8))) + text.substring(at + 1);
    }
}
