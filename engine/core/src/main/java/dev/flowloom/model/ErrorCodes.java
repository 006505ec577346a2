package dev.flowloom.model;

/// Error codes are dotted words, most general first: `http.404`, `sql.constraint`.
public final class ErrorCodes {
    /// What a flow gives an error of its own is no longer, in characters.
    public static final int LONGEST = 200;

    private ErrorCodes() {}

    /// Whether a code is meant by a pattern: the same text, or the text before a `*` at the pattern's end.
    public static boolean matches(String pattern, String code) {
        return pattern.endsWith("*")
                ? code.startsWith(pattern.substring(0, pattern.length() - 1))
                : code.equals(pattern);
    }
}
