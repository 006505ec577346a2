package dev.flowloom.model;

import java.util.ArrayDeque;
import java.util.Deque;

/// How often a regular expression repeats by number (`{1000}`) what may match nothing. What reads no characters can't be
/// counted while it is searched, and such repetitions within each other would never end.
public final class Repetitions {
    public static final int MOST = 1_000;
    /// Escapes that stand for a place, or for what a group has matched.
    private static final String MAY_BE_EMPTY = "bBAGzZk0123456789";
    /// Escapes with braces of their own.
    private static final String BRACED = "pPxN";

    private final String regex;
    private int at;
    /// Of the groups around, and what stands in each so far.
    private final Deque<Long> around = new ArrayDeque<>();
    private long most = 1;

    private Repetitions(String regex) {
        this.regex = regex;
    }

    /// Whether groups and places are repeated by number more than [#MOST] times, those within each other multiplied.
    ///
    /// @param regex as Java has them; one that is none gives any answer
    public static boolean areTooMany(String regex) {
        return new Repetitions(regex).count() > MOST;
    }

    private long count() {
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            switch (c) {
                case '(' -> {
                    around.push(most);
                    most = 1;
                }
                case ')' -> {
                    long group = most * times();
                    most = around.isEmpty() ? 1 : around.pop();
                    add(group);
                }
                case '^', '$' -> add(times());
                case '[' -> passClass();
                case '\\' -> passEscape();
                default -> {
                }
            }
        }
        return most;
    }

    private void add(long times) {
        most = Math.min(Math.max(most, times), Integer.MAX_VALUE);
    }

    /// How often at least what has just been passed is repeated.
    private long times() {
        long times = 1;
        while (at < regex.length() && regex.charAt(at) == '{') {
            int end = at + 1;
            while (end < regex.length() && Character.isDigit(regex.charAt(end))) {
                end++;
            }
            // Longer numbers Java refuses.
            times *= end == at + 1 || end - at > 11 ? 1 : Math.max(1, Long.parseLong(regex.substring(at + 1, end)));
            times = Math.min(times, Integer.MAX_VALUE);
            passTo('}');
        }
        return times;
    }

    private void passEscape() {
        if (at == regex.length()) {
            return;
        }
        char escaped = regex.charAt(at++);
        if (escaped == 'Q') {
            int end = regex.indexOf("\\E", at);
            at = end < 0 ? regex.length() : end + 2;
        } else if (BRACED.indexOf(escaped) >= 0 && at < regex.length() && regex.charAt(at) == '{') {
            passTo('}');
        } else if (MAY_BE_EMPTY.indexOf(escaped) >= 0) {
            if (escaped == 'k') {
                passTo('>');
            }
            add(times());
        }
    }

    private void passClass() {
        for (int depth = 1; at < regex.length() && depth > 0; at++) {
            switch (regex.charAt(at)) {
                case '[' -> depth++;
                case ']' -> depth--;
                case '\\' -> at++;
                default -> {
                }
            }
        }
    }

    private void passTo(char last) {
        int end = regex.indexOf(last, at);
        at = end < 0 ? regex.length() : end + 1;
    }
}
