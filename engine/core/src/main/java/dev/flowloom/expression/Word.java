package dev.flowloom.expression;

/// A word of a source, told apart for people who read it.
///
/// @param start where it begins in the text
/// @param end where the text goes on after it
public record Word(Kind kind, int start, int end) {

    /// What a word is.
    public enum Kind {
        /// A value in quotes.
        TEXT,
        NUMBER,
        OPERATOR,
        /// A word of the language, such as `and` or `true`.
        KEYWORD,
        FUNCTION,
        VARIABLE,
        /// A name that begins a path into the context, such as `input`.
        NAME,
        /// A field of something else.
        FIELD,
        REGEX,
        COMMENT,
        /// What a template puts around an expression.
        BRACE
    }
}
