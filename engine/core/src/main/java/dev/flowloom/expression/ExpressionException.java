package dev.flowloom.expression;

import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// An expression can't be compiled or evaluated.
public final class ExpressionException extends Exception {
    private final transient Sentence sentence;
    private final int offset;
    private final String pointer;
    private final transient @Nullable Expression expression;

    /// @param sentence what is wrong with it, for the person who wrote it
    /// @param offset where in the source, counted from 0; -1 where that isn't known
    public ExpressionException(Sentence sentence, int offset) {
        this(sentence, offset, "");
    }

    /// @param offset where in the text that the pointer leads to, counted from 0; -1 where that isn't known
    /// @param pointer a JSON pointer (RFC 6901) to the text inside a [Template]'s value
    public ExpressionException(Sentence sentence, int offset, String pointer) {
        this(sentence, offset, pointer, null);
    }

    private ExpressionException(Sentence sentence, int offset, String pointer, @Nullable Expression expression) {
        super(sentence.english());
        this.sentence = sentence;
        this.offset = offset;
        this.pointer = pointer;
        this.expression = expression;
    }

    public int offset() {
        return offset;
    }

    /// Empty for an expression that stands alone.
    public String pointer() {
        return pointer;
    }

    /// What was evaluated; null where that isn't known, as where it can't be compiled.
    public @Nullable Expression expression() {
        return expression;
    }

    public Sentence sentence() {
        return sentence;
    }

    /// What is wrong with it, in English. Never null, unlike that of exceptions in general.
    public String message() {
        return sentence.english();
    }

    /// The same of an expression that begins at an offset in the text a pointer leads to.
    ExpressionException within(String place, int start) {
        return placed(start, place, null);
    }

    /// The same of an expression that was evaluated where it stands.
    ExpressionException within(Placed place) {
        return placed(place.offset(), place.pointer(), place.expression());
    }

    private ExpressionException placed(int start, String place, @Nullable Expression evaluated) {
        var placed = new ExpressionException(sentence, offset < 0 ? start : start + offset, place, evaluated);
        placed.initCause(this);
        return placed;
    }
}
