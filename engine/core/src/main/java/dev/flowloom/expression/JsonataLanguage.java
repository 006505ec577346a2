package dev.flowloom.expression;

import dev.flowloom.model.Flow;

/// [JSONata](https://jsonata.org), bounded and free of clock and chance.
final class JsonataLanguage implements ExpressionLanguage {
    /// Reading a source costs time with the square of its length, so a source of megabytes would stop a run.
    static final int LONGEST_SOURCE = 20_000;

    @Override
    public String name() {
        return Flow.JSONATA;
    }

    @Override
    public Expression compile(String source) throws ExpressionException {
        if (source.isBlank()) {
            throw new ExpressionException("There is no expression here.", 0);
        }
        if (source.length() > LONGEST_SOURCE) {
            throw new ExpressionException("The expression is longer than %d characters.".formatted(LONGEST_SOURCE),
                    LONGEST_SOURCE);
        }
        return new JsonataExpression(JsonataSource.read(source));
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
}
