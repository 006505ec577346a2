package dev.flowloom.assist;

/// How a field's text is read.
public enum Syntax {
    /// An expression as a whole.
    EXPRESSION,
    /// Text with `{{ expression }}` in it.
    TEMPLATE,
    /// JSON whose texts are templates, or such a text without its quotes.
    JSON,
    /// SQL with `{{ expression }}` in it.
    SQL
}
