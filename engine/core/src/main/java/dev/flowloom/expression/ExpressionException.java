package dev.flowloom.expression;

/// An expression can't be compiled or evaluated.
public final class ExpressionException extends Exception {
    private final int offset;
    private final String pointer;

    /// @param message what is wrong with it, as a sentence for the person who wrote it
    /// @param offset where in the source, counted from 0; -1 where that isn't known
    public ExpressionException(String message, int offset) {
        this(message, offset, "");
    }

    /// @param offset where in the text that the pointer leads to, counted from 0; -1 where that isn't known
    /// @param pointer a JSON pointer (RFC 6901) to the text inside a [Template]'s value
    public ExpressionException(String message, int offset, String pointer) {
        super(message);
        this.offset = offset;
        this.pointer = pointer;
    }

    public int offset() {
        return offset;
    }

    /// Empty for an expression that stands alone.
    public String pointer() {
        return pointer;
    }

    /// Never null, unlike that of exceptions in general.
    public String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    /// The same of an expression that begins at an offset in the text a pointer leads to.
    ExpressionException within(String place, int start) {
        var placed = new ExpressionException(message(), offset < 0 ? start : start + offset, place);
        placed.initCause(this);
        return placed;
    }
}
