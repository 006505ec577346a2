package dev.flowloom.model;

/// Values that a part of a definition can't have, by a rule that a person may have broken.
public final class Impossible extends IllegalArgumentException {
    private final transient Sentence sentence;

    /// @param sentence the rule, without a capital and a full stop, so that it can stand within another sentence
    public Impossible(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    public Sentence sentence() {
        return sentence;
    }
}
