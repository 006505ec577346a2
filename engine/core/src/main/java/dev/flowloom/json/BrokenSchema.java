package dev.flowloom.json;

import dev.flowloom.model.Sentence;

/// A JSON Schema that nothing can be checked against. The message says why, as a sentence.
public final class BrokenSchema extends Exception {
    private final transient Sentence sentence;

    BrokenSchema(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    public Sentence sentence() {
        return sentence;
    }

    /// Never null, unlike that of exceptions in general.
    public String message() {
        return sentence.english();
    }
}
