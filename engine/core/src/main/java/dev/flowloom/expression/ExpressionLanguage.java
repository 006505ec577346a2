package dev.flowloom.expression;

/// A language that expressions are written in.
public interface ExpressionLanguage {

    /// The name a definition gives it.
    String name();

    /// Makes an expression of its source.
    ///
    /// @throws ExpressionException when the source is no expression of the language
    Expression compile(String source) throws ExpressionException;
}
