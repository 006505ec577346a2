package dev.flowloom.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

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

    /// What the words say of the expression that begins at `start` of a text, which may be half-typed.
    ///
    /// @param closing what follows the expression; null where it goes on to the end of the text
    default Reading read(String text, int start, @Nullable String closing) {
        return new Reading(List.of(), List.of(), text.length());
    }

    /// A name as it is written in a path.
    default String quoted(String name) {
        return name;
    }

    /// The language's own word for what a name says in other languages; null where it says nothing.
    default @Nullable String wordFor(String name) {
        return null;
    }

    /// The functions that an expression can call, by name, in order.
    default List<FunctionHelp> functions() {
        return List.of();
    }
}
