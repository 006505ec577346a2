package dev.flowloom.expression;

import java.util.regex.Pattern;

import dev.flowloom.expression.JsonataToken.Kind;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Splits a JSONata source into words, from a place on, one by one: so that it can also find where an expression ends
/// inside another text.
final class JsonataLexer {
    private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final Pattern DOUBLE_OPERATOR = Pattern.compile("\\.\\.|:=|!=|>=|<=|\\*\\*|~>|\\?:|\\?\\?");
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");

    private final String source;
    private int position;
    private @Nullable JsonataToken last;

    JsonataLexer(String source, int start) {
        this.source = source;
        position = start;
    }

    int position() {
        return position;
    }

    /// The next word, or null at the end.
    @Nullable
    JsonataToken next() throws ExpressionException {
        skipBlanks();
        last = position == source.length() ? null : read(source.charAt(position));
        return last;
    }

    /// Moves to the next word or to the end.
    void skipBlanks() throws ExpressionException {
        while (position < source.length()) {
            if (isBlank(source.charAt(position))) {
                position++;
            } else if (source.startsWith("/*", position)) {
                position = after("*/", position + 2, Sentence.of("The comment that begins here has no end."));
            } else {
                return;
            }
        }
    }

    private JsonataToken read(char first) throws ExpressionException {
        if (first == '"' || first == '\'') {
            return string(first);
        }
        if (first == '`') {
            int start = position;
            int end = after("`", start + 1, Sentence.of("The name that begins here has no closing backquote."));
            return token(Kind.NAME, source.substring(start + 1, end - 1), end);
        }
        if (first == '/' && (last == null || !last.endsOperand())) {
            return regex();
        }
        if (OPERATORS.indexOf(first) >= 0) {
            return operator();
        }
        var number = NUMBER.matcher(source).region(position, source.length());
        return number.lookingAt() ? token(Kind.NUMBER, number.group(), number.end()) : name();
    }

    private JsonataToken operator() {
        var twice = DOUBLE_OPERATOR.matcher(source).region(position, source.length());
        int end = twice.lookingAt() ? twice.end() : position + 1;
        return token(Kind.OPERATOR, source.substring(position, end), end);
    }

    private JsonataToken string(char quote) throws ExpressionException {
        var text = new StringBuilder();
        for (int at = position + 1; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == quote) {
                return token(Kind.STRING, text.toString(), at + 1);
            }
            // What the escape means is left to the library; here it only must not end the string.
            if (c == '\\' && at + 1 < source.length()) {
                at++;
            }
            text.append(source.charAt(at));
        }
        throw new ExpressionException(Sentence.of("The text that begins here has no closing quote."), position);
    }

    private JsonataToken regex() throws ExpressionException {
        int depth = 0;
        for (int at = position + 1; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '\\') {
                at++;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (c == '/' && depth == 0) {
                return token(Kind.REGEX, source.substring(position + 1, at), endOfFlags(at + 1));
            }
        }
        throw new ExpressionException(Sentence.of("The regular expression that begins here has no closing /."),
                position);
    }

    private int endOfFlags(int start) {
        int at = start;
        while (at < source.length() && "im".indexOf(source.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private JsonataToken name() {
        int end = position;
        while (end < source.length() && !isBlank(source.charAt(end)) && OPERATORS.indexOf(source.charAt(end)) < 0) {
            end++;
        }
        var text = source.substring(position, end);
        if (text.startsWith("$")) {
            return token(Kind.VARIABLE, text.substring(1), end);
        }
        boolean word = text.equals("and") || text.equals("or") || text.equals("in");
        return token(word ? Kind.OPERATOR : Kind.NAME, text, end);
    }

    private JsonataToken token(Kind kind, String text, int end) {
        var token = new JsonataToken(kind, text, position, end);
        position = end;
        return token;
    }

    private int after(String mark, int from, Sentence otherwise) throws ExpressionException {
        int found = source.indexOf(mark, from);
        if (found < 0) {
            throw new ExpressionException(otherwise, position);
        }
        return found + mark.length();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
