package dev.flowloom.expression;

/// A language that expressions are written in.
public interface ExpressionLanguage {

    /// The name a definition gives it.
    String name();

    /// Makes an expression of its source.
    ///
    /// @throws ExpressionException when the source is no expression of the language
    Expression compile(String source) throws ExpressionException;

    /// Where in a text the expression ends that begins at `start` and is followed by `closing`: before the first
    /// `closing` that is not part of the expression. -1 where there is none.
    ///
    /// @throws ExpressionException when the expression's words can't be told apart
    default int endOfExpression(String text, int start, String closing) throws ExpressionException {
        return text.indexOf(closing, start);
    }
}
