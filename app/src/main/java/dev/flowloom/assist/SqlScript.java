package dev.flowloom.assist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flowloom.assist.Script.Part;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Word;

/// Reads SQL that may be half-typed, with expressions in it. It tells words apart as the SQL step does, whose parameters
/// are written `:name`.
final class SqlScript {
    private static final Set<String> KEYWORDS = Set
            .of("""
                    ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS
                    DEFAULT DELETE DESC DISTINCT DO DROP ELSE END EXCEPT EXISTS FALSE FETCH FIRST FOLLOWING FOR FOREIGN FROM FULL
                    GRANT GROUP HAVING IF ILIKE IN INDEX INNER INSERT INTERSECT INTERVAL INTO IS JOIN KEY LATERAL LEFT LIKE LIMIT
                    MATCHED MERGE NATURAL NEXT NOT NOTHING NULL NULLS OFFSET ON ONLY OR ORDER OUTER OVER PARTITION PRECEDING
                    PRIMARY RECURSIVE REFERENCES REPLACE RETURNING REVOKE RIGHT ROLLBACK ROW ROWS SELECT SEQUENCE SET TABLE TEMPORARY
                    THEN TO TRUE TRUNCATE UNION UNIQUE UPDATE USING VALUES VIEW WHEN WHERE WINDOW WITH
                    """
                    .strip().split("\\s+"));
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*+");
    private static final Pattern PARAMETER = Pattern.compile(":[\\p{L}_][\\p{L}\\p{N}_]*+");
    private static final Pattern NUMBER = Pattern.compile("(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][-+]?\\d++)?");
    private static final Pattern DOLLARS = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*+)?\\$");
    private static final Pattern CALL = Pattern.compile("\\s*+\\(");
    /// Stands for a character of an expression, which has no part in the SQL around it.
    private static final char HOLE = '\uFFFC';

    private final List<Part> parts;
    private final List<Word> words = new ArrayList<>();
    private final String sql;
    private int at;

    private SqlScript(String text, List<Part> parts) {
        this.parts = parts;
        var holed = new StringBuilder(text);
        for (var part : parts) {
            for (int hole = part.shown().start(); hole < part.shown().end(); hole++) {
                holed.setCharAt(hole, HOLE);
            }
        }
        sql = holed.toString();
    }

    static Script read(String text, ExpressionLanguage language) {
        var parts = Script.parts(text, language, 0, null);
        var script = new SqlScript(text, parts);
        while (script.at < text.length()) {
            script.readWord();
        }
        parts.forEach(part -> script.words.addAll(Script.shownWords(part)));
        script.words.sort(Comparator.comparingInt(Word::start));
        return new Script(text, script.words, parts);
    }

    private void readWord() {
        char first = sql.charAt(at);
        if (sql.startsWith("--", at)) {
            add(Word.Kind.COMMENT, endOf("\n", at));
        } else if (sql.startsWith("/*", at)) {
            add(Word.Kind.COMMENT, commentEnd());
        } else if (first == '\'') {
            add(Word.Kind.TEXT, quoteEnd());
        } else if (first == '"' || first == '`') {
            add(Word.Kind.FIELD, endOf(String.valueOf(first), at + 1));
        } else if (first == HOLE || Character.isWhitespace(first)) {
            at++;
        } else {
            readPlain();
        }
    }

    private void readPlain() {
        int dollars = endOf(DOLLARS);
        int number = endOf(NUMBER);
        int parameter = endOf(PARAMETER);
        int name = endOf(NAME);
        if (dollars > at) {
            add(Word.Kind.TEXT, endOf(sql.substring(at, dollars), dollars));
        } else if (number > at) {
            add(Word.Kind.NUMBER, number);
        } else if (parameter > at) {
            add(Word.Kind.VARIABLE, parameter);
        } else if (name > at) {
            readName(name);
        } else {
            // Two colons are a cast, after which no parameter begins.
            add(Word.Kind.OPERATOR, sql.startsWith("::", at) ? at + 2 : at + 1);
        }
    }

    private void readName(int end) {
        if (KEYWORDS.contains(sql.substring(at, end).toUpperCase(Locale.ROOT))) {
            add(Word.Kind.KEYWORD, end);
        } else if (CALL.matcher(sql).region(end, sql.length()).lookingAt()) {
            add(Word.Kind.FUNCTION, end);
        } else {
            at = end;
        }
    }

    /// Where what matches here ends; here, where it doesn't match.
    private int endOf(Pattern pattern) {
        var matcher = pattern.matcher(sql).region(at, sql.length());
        return matcher.lookingAt() ? matcher.end() : at;
    }

    /// Behind the next text of that kind, else the end of all.
    private int endOf(String closing, int from) {
        int found = sql.indexOf(closing, from);
        return found < 0 ? sql.length() : found + closing.length();
    }

    /// A doubled quote ends one quoted text and begins the next, which comes to the same.
    private int quoteEnd() {
        boolean escapes = at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0
                && (at == 1 || !(Character.isLetterOrDigit(sql.charAt(at - 2)) || sql.charAt(at - 2) == '_'));
        if (!escapes) {
            return endOf("'", at + 1);
        }
        int end = at + 1;
        while (end < sql.length() && sql.charAt(end) != '\'') {
            end += sql.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, sql.length());
    }

    /// Comments nest.
    private int commentEnd() {
        int depth = 0;
        int end = at;
        do {
            int opening = sql.indexOf("/*", end);
            int closing = sql.indexOf("*/", end);
            if (closing < 0) {
                return sql.length();
            }
            boolean opens = opening >= 0 && opening < closing;
            depth += opens ? 1 : -1;
            end = (opens ? opening : closing) + 2;
        } while (depth > 0);
        return end;
    }

    /// A word, without the expressions in it.
    private void add(Word.Kind kind, int end) {
        int from = at;
        for (var part : parts) {
            if (part.shown().start() >= from && part.shown().start() < end) {
                addIfAny(kind, from, part.shown().start());
                from = part.shown().end();
            }
        }
        addIfAny(kind, from, end);
        at = end;
    }

    private void addIfAny(Word.Kind kind, int start, int end) {
        if (start < end) {
            words.add(new Word(kind, start, end));
        }
    }
}
