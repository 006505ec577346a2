package dev.flowloom.steps.sql;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;

/// Cuts SQL into statements and finds their named parameters, `:name`. What stands in quotes, in dollar quotes and in
/// comments is left as it is, and so is a cast, `::type`.
final class SqlLexer {
    private final String source;
    private final List<Work.Statement> statements = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final StringBuilder sql = new StringBuilder();
    private boolean hasWords;
    private int at;

    SqlLexer(String source) {
        this.source = source;
    }

    /// Those that hold more than white space and comments.
    List<Work.Statement> statements() throws StepFailure {
        while (at < source.length()) {
            token();
        }
        endStatement();
        return statements;
    }

    private void token() throws StepFailure {
        var c = source.charAt(at);
        if (c == ';') {
            at++;
            endStatement();
        } else if (source.startsWith("--", at)) {
            keep(lineEnd());
        } else if (source.startsWith("/*", at)) {
            keep(commentEnd());
        } else if (Character.isWhitespace(c)) {
            keep(at + 1);
        } else {
            hasWords = true;
            word(c);
        }
    }

    private void word(char c) throws StepFailure {
        switch (c) {
            case '\'', '"', '`' -> keep(quoteEnd(c));
            case '$' -> keep(dollarQuoteEnd());
            case '?' -> questionMark();
            case ':' -> colon();
            default -> keep(isIdentifierPart(c) ? wordEnd() : at + 1);
        }
    }

    private void colon() {
        var end = identifierEnd(at + 1);
        if (source.startsWith("::", at)) {
            keep(at + 2);
        } else if (end == at + 1 || Character.isDigit(source.charAt(at + 1))) {
            keep(at + 1);
        } else {
            names.add(source.substring(at + 1, end));
            sql.append('?');
            at = end;
        }
    }

    /// JDBC's own parameters have no names; `??` is how an operator with a question mark is written for PostgreSQL.
    private void questionMark() throws StepFailure {
        if (!source.startsWith("??", at)) {
            throw Settings.invalid("sql", Sentence.of(
                    "has a ? at character %d; give the parameter a name, such as :item, or write ?? for PostgreSQL's operator",
                    at + 1));
        }
        keep(at + 2);
    }

    private void endStatement() {
        if (hasWords) {
            statements.add(new Work.Statement(sql.toString().strip(), names));
        }
        sql.setLength(0);
        names.clear();
        hasWords = false;
    }

    private void keep(int end) {
        sql.append(source, at, end);
        at = end;
    }

    private int identifierEnd(int from) {
        var end = from;
        while (end < source.length() && isIdentifierPart(source.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Inside a word a dollar begins no quote.
    private int wordEnd() {
        var end = at;
        while (end < source.length() && (isIdentifierPart(source.charAt(end)) || source.charAt(end) == '$')) {
            end++;
        }
        return end;
    }

    private static boolean isIdentifierPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private int lineEnd() {
        var end = source.indexOf('\n', at);
        return end < 0 ? source.length() : end + 1;
    }

    /// Comments nest, as the standard says.
    private int commentEnd() throws StepFailure {
        var depth = 0;
        for (var i = at; i < source.length() - 1; i++) {
            if (source.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (source.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        throw Settings.invalid("sql", Sentence.of("has a comment at character %d that is never closed", at + 1));
    }

    /// A doubled quote stands for itself: it ends one quoted text and begins the next, which comes to the same.
    private int quoteEnd(char quote) throws StepFailure {
        var escapes = quote == '\'' && isEscapeString();
        for (var i = at + 1; i < source.length(); i++) {
            var c = source.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        throw Settings.invalid("sql", Sentence.of("has a quote at character %d that is never closed", at + 1));
    }

    /// Whether the quote is the one of `E'…'`, in which PostgreSQL takes backslashes for escapes.
    private boolean isEscapeString() {
        return at > 0 && "eE".indexOf(source.charAt(at - 1)) >= 0
                && (at == 1 || !isIdentifierPart(source.charAt(at - 2)));
    }

    private int dollarQuoteEnd() throws StepFailure {
        var tagEnd = identifierEnd(at + 1);
        var isQuote = tagEnd < source.length() && source.charAt(tagEnd) == '$'
                && !(tagEnd > at + 1 && Character.isDigit(source.charAt(at + 1)));
        if (!isQuote) {
            return at + 1;
        }
        var tag = source.substring(at, tagEnd + 1);
        var end = source.indexOf(tag, tagEnd + 1);
        if (end < 0) {
            throw Settings.invalid("sql",
                    Sentence.of("has a dollar quote at character %d that is never closed", at + 1));
        }
        return end + tag.length();
    }

}
