package dev.flowloom.runtime;

import dev.flowloom.model.Sentence;

/// A run can't be retried, or sent elsewhere, as was asked.
public final class RestartRefusedException extends IllegalArgumentException {
    private final transient Sentence sentence;

    RestartRefusedException(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    /// Why, and what to do instead.
    public Sentence sentence() {
        return sentence;
    }
}
