package dev.flowloom.cli;

/// Writes what a person can paste into a shell.
final class Shell {
    private Shell() {}

    /// A text as one word.
    static String quoted(String text) {
        return text.matches("[\\w./:=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
