package dev.flowloom.runtime;

import dev.flowloom.model.Sentence;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Another process that has the same store open goes on with a run. Nothing is wrong with it.
public final class RunElsewhereException extends RuntimeException {
    private final transient Sentence sentence;

    private RunElsewhereException(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    /// @param owner the process; null where it is not known any more
    static RunElsewhereException of(RunId run, @Nullable String owner) {
        return new RunElsewhereException(owner == null
                ? Sentence.of("The run %s was gone on with by another process. Try again.", run)
                : Sentence.of("The run %s is gone on with by another process: %s.", run, owner));
    }

    static RunElsewhereException silent(RunId run, String owner) {
        return new RunElsewhereException(Sentence.of(
                "The run %s is gone on with by another process, which doesn't answer: %s. Look whether that still runs, and ask again.",
                run, owner));
    }

    /// Who goes on with it, and what can be done.
    public Sentence sentence() {
        return sentence;
    }
}
