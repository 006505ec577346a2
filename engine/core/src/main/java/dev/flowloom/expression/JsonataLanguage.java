package dev.flowloom.expression;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// [JSONata](https://jsonata.org), bounded and free of clock and chance.
final class JsonataLanguage implements ExpressionLanguage {
    /// Reading a source costs time with the square of its length, so a source of megabytes would stop a run.
    static final int LONGEST_SOURCE = 20_000;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null", "function", "λ");

    @Override
    public String name() {
        return Flow.JSONATA;
    }

    @Override
    public Expression compile(String source) throws ExpressionException {
        if (source.isBlank()) {
            throw new ExpressionException(Sentence.of("There is no expression here."), 0);
        }
        if (source.length() > LONGEST_SOURCE) {
            throw new ExpressionException(Sentence.of("The expression is longer than %d characters.", LONGEST_SOURCE),
                    LONGEST_SOURCE);
        }
        try {
            return new JsonataExpression(JsonataSource.read(source));
        } catch (ExpressionException wrong) {
            throw Habits.explained(wrong, source);
        }
    }

    @Override
    public int endOfExpression(String text, int start, String closing) throws ExpressionException {
        var lexer = new JsonataLexer(text, start);
        int braces = 0;
        while (true) {
            lexer.skipBlanks();
            if (braces == 0 && text.startsWith(closing, lexer.position())) {
                return lexer.position();
            }
            var token = lexer.next();
            if (token == null) {
                return -1;
            }
            if (token.isOperator("{")) {
                braces++;
            } else if (token.isOperator("}")) {
                braces = Math.max(0, braces - 1);
            }
        }
    }

    @Override
    public Reading read(String text, int start, @Nullable String closing) {
        return JsonataReading.of(text, start, closing);
    }

    @Override
    public String quoted(String name) {
        return name(name);
    }

    static String name(String name) {
        return PLAIN.matcher(name).matches() && !WORDS.contains(name) ? name : "`" + name + "`";
    }

    @Override
    public @Nullable String wordFor(String name) {
        return Habits.word(name);
    }

    @Override
    public List<FunctionHelp> functions() {
        return FunctionHelp.ALL;
    }
}
