package dev.flowloom.overlay;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// What a node is at in a run. A node the run has not come to is at none.
public enum Phase {
    WAITING(later("waiting")),
    /// Waiting for a person.
    ASKING(later("waiting for an answer")),
    RUNNING(later("running")),
    RETRYING(later("trying again")),
    SUCCEEDED(later("done")),
    /// Done before the run was retried, and not again.
    KEPT(later("kept from before")),
    FAILED(later("failed")),
    SKIPPED(later("not taken")),
    CANCELLED(later("cancelled")),
    COMPENSATING(later("being undone")),
    COMPENSATED(later("undone")),
    PAUSED(later("paused"));

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    /// The phase in words, for people who don't see its badge.
    public String words() {
        return tr(words);
    }

    /// Whether something is going on, so that a duration still grows.
    public boolean isActive() {
        return switch (this) {
            case WAITING, ASKING, RUNNING, RETRYING, COMPENSATING, PAUSED -> true;
            case SUCCEEDED, KEPT, FAILED, SKIPPED, CANCELLED, COMPENSATED -> false;
        };
    }
}
