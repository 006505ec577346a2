package dev.flowloom.expression;

/// An expression can't be compiled or evaluated.
public final class ExpressionException extends Exception {
    private final int offset;

    /// @param message what is wrong with it, as a sentence for the person who wrote it
    /// @param offset where in the source, counted from 0; -1 where that isn't known
    public ExpressionException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }

    /// Never null, unlike that of exceptions in general.
    public String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
