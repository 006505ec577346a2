package dev.flowloom.journal;

/// Characters that PostgreSQL has no place for: U+0000, and halves of surrogate pairs that stand alone, which are nothing in
/// UTF-8. In JSON both can be written in other words.
final class Unkeepable {
    private static final char REPLACEMENT = '�';

    private Unkeepable() {}

    static boolean isIn(String text) {
        return first(text, 0) < text.length();
    }

    /// JSON, in which such characters stand in strings alone, with their escapes.
    static String escaped(String json) {
        return isIn(json) ? rewritten(json, false) : json;
    }

    static String replaced(String text) {
        return isIn(text) ? rewritten(text, true) : text;
    }

    private static String rewritten(String text, boolean replace) {
        var kept = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int at = first(text, 0); at < text.length(); at = first(text, from)) {
            kept.append(text, from, at);
            if (replace) {
                kept.append(REPLACEMENT);
            } else {
                kept.append("\\u%04x".formatted((int) text.charAt(at)));
            }
            from = at + 1;
        }
        return kept.append(text, from, text.length()).toString();
    }

    /// Where the first of them is from a place on; the text's length where there is none.
    private static int first(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == 0) {
                return at;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, at + 1 < text.length() ? text.charAt(at + 1) : ' ')) {
                    return at;
                }
                at++;
            }
            at++;
        }
        return at;
    }
}
