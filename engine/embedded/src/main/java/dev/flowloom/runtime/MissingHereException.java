package dev.flowloom.runtime;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Sentence;
import dev.flowloom.run.Effect;

/// What a step of a run needs isn't here. Nothing is wrong with the run: it stands still, its history says nothing of it,
/// and it goes on where it is resumed with what was missing.
public final class MissingHereException extends RuntimeException {
    private final transient Sentence sentence;

    private MissingHereException(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    static MissingHereException stepType(Effect.RunStep step) {
        return new MissingHereException(Sentence.of(
                "The step \"%s\" is of the type %s, and there is none here. Put the jar that has it on the class path.",
                step.node().value(), step.type()));
    }

    static MissingHereException sourceType(Effect.ReadItems read) {
        return new MissingHereException(Sentence.of(
                "The loop \"%s\" reads a source of the type %s, and there is none here. Put the jar that has it on the class path.",
                read.node().value(), read.source()));
    }

    static MissingHereException secret(NodeId node, String name) {
        return new MissingHereException(Sentence.of(
                "The step \"%s\" needs the secret %s, and there is none here. Set the environment variable of that name before Flowloom is started.",
                node.value(), name));
    }

    /// What is missing, and how to have it here.
    public Sentence sentence() {
        return sentence;
    }
}
