package dev.flowloom.runtime;

import dev.flowloom.run.RunId;

/// The store has no such run.
public final class NoSuchRunException extends RuntimeException {
    private final RunId run;

    public NoSuchRunException(RunId run) {
        super("There is no run %s in this store.".formatted(run));
        this.run = run;
    }

    public RunId run() {
        return run;
    }
}
