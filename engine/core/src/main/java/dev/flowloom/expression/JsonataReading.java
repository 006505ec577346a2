package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flowloom.expression.JsonataToken.Kind;
import dev.flowloom.expression.Reading.Name;
import org.jspecify.annotations.Nullable;

/// Reads a source that may be half-typed: what has no end yet goes on to the end of the text.
final class JsonataReading {
    private static final Set<String> KEYWORDS = Set.of("and", "or", "in", "true", "false", "null", "function", "λ");

    private final String text;
    private final @Nullable String closing;
    private final JsonataLexer lexer;
    private final List<JsonataToken> tokens = new ArrayList<>();
    private final List<Word> comments = new ArrayList<>();
    private @Nullable Word unfinished;
    private int braces;

    private JsonataReading(String text, int start, @Nullable String closing) {
        this.text = text;
        this.closing = closing;
        lexer = new JsonataLexer(text, start);
    }

    static Reading of(String text, int start, @Nullable String closing) {
        var reading = new JsonataReading(text, start, closing);
        while (reading.next()) {
        }
        return reading.reading();
    }

    private boolean next() {
        int from = lexer.position();
        try {
            lexer.skipBlanks();
            addComment(from, lexer.position());
            boolean closes = closing != null && braces == 0 && text.startsWith(closing, lexer.position());
            var token = closes ? null : lexer.next();
            if (token == null) {
                return false;
            }
            tokens.add(token);
            braces += token.isOperator("{") ? 1 : token.isOperator("}") && braces > 0 ? -1 : 0;
            return true;
        } catch (ExpressionException e) {
            int at = lexer.position();
            unfinished = new Word(unfinished(text.charAt(at), at), at, text.length());
            return false;
        }
    }

    private Word.Kind unfinished(char first, int at) {
        return switch (first) {
            case '`' -> Word.Kind.FIELD;
            case '/' -> text.startsWith("/*", at) ? Word.Kind.COMMENT : Word.Kind.REGEX;
            default -> Word.Kind.TEXT;
        };
    }

    private void addComment(int from, int end) {
        int start = text.indexOf("/*", from);
        if (start >= 0 && start < end) {
            comments.add(new Word(Word.Kind.COMMENT, start, text.lastIndexOf("*/", end - 2) + 2));
        }
    }

    private Reading reading() {
        var paths = JsonataPaths.read(tokens).stream()
                .map(path -> new Reading.Path(path.stream().map(t -> new Name(t.text(), t.start(), t.end())).toList()))
                .toList();
        var first = new HashSet<Integer>();
        paths.forEach(path -> first.add(path.names().getFirst().start()));
        var words = new ArrayList<>(comments);
        for (int at = 0; at < tokens.size(); at++) {
            words.add(word(at, first));
        }
        words.sort((a, b) -> Integer.compare(a.start(), b.start()));
        if (unfinished != null) {
            words.add(unfinished);
        }
        return new Reading(words, paths, unfinished == null ? lexer.position() : text.length());
    }

    private Word word(int at, Set<Integer> first) {
        var token = tokens.get(at);
        return new Word(switch (token.kind()) {
            case STRING -> Word.Kind.TEXT;
            case NUMBER -> Word.Kind.NUMBER;
            case REGEX -> Word.Kind.REGEX;
            case OPERATOR -> KEYWORDS.contains(token.text()) ? Word.Kind.KEYWORD : Word.Kind.OPERATOR;
            case VARIABLE -> isCalled(at) || Functions.NAMES.contains(token.text())
                    ? Word.Kind.FUNCTION
                    : Word.Kind.VARIABLE;
            case NAME -> isKeyword(at)
                    ? Word.Kind.KEYWORD
                    : first.contains(token.start()) ? Word.Kind.NAME : Word.Kind.FIELD;
        }, token.start(), token.end());
    }

    private boolean isCalled(int at) {
        return at + 1 < tokens.size() && tokens.get(at + 1).isOperator("(");
    }

    private boolean isKeyword(int at) {
        var token = tokens.get(at);
        boolean isQuoted = text.charAt(token.start()) == '`';
        boolean isField = at > 0 && tokens.get(at - 1).isOperator(".");
        return !isQuoted && !isField && token.kind() == Kind.NAME && KEYWORDS.contains(token.text());
    }
}
