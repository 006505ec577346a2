package dev.flowloom.cli.progress;

import java.util.List;
import java.util.regex.Pattern;

/// Text on a terminal, where a character of Chinese, Japanese or Korean is two columns wide.
public final class Text {
    // The "wide" and "fullwidth" characters of Unicode's East Asian Width, roughly.
    private static final List<Block> WIDE = List.of(new Block(0x1100, 0x115F), new Block(0x2E80, 0xA4CF),
            new Block(0xAC00, 0xD7A3), new Block(0xF900, 0xFAFF), new Block(0xFE30, 0xFE6F), new Block(0xFF00, 0xFF60),
            new Block(0xFFE0, 0xFFE6), new Block(0x1F300, 0x1FAFF), new Block(0x20000, 0x3FFFD));

    /// Marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm, and control characters beyond ASCII.
    private static final Pattern DECEIVING = Pattern
            .compile("[\\x{80}-\\x{9F}\\x{61C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private Text() {}

    public static int columns(String text) {
        return text.codePoints().map(Text::columns).sum();
    }

    /// Filled with spaces up to so many columns.
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }

    /// At most so many columns, in one line, with a mark where something was left out. Characters that would steer
    /// the terminal are left out too: the text may come from anywhere.
    public static String cut(String text, int columns) {
        var line = line(text);
        if (columns(line) <= columns) {
            return line;
        }
        var kept = new StringBuilder();
        int room = columns - 1;
        for (int c : line.codePoints().toArray()) {
            room -= columns(c);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.append('…').toString();
    }

    /// In one line, without characters that would steer the terminal.
    public static String line(String text) {
        return escaped(text.replaceAll("[\\s\\x{2028}\\x{2029}&&[^ ]]+", " ").replaceAll("\\p{Cntrl}", ""));
    }

    /// With characters written as JSON writes them that have what is around them shown in another order, so that it reads as
    /// something else, and those that steer some terminals.
    public static String escaped(String text) {
        return DECEIVING.matcher(text).replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }

    private static int columns(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return WIDE.stream().anyMatch(block -> block.first <= character && character <= block.last);
    }

    private record Block(int first, int last) {}
}
