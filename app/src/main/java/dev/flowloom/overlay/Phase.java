package dev.flowloom.overlay;

/// What a node is at in a run. A node the run has not come to is at none.
public enum Phase {
    WAITING("waiting"),
    RUNNING("running"),
    RETRYING("trying again"),
    SUCCEEDED("done"),
    FAILED("failed"),
    SKIPPED(
            "not taken"),
    CANCELLED("cancelled"),
    COMPENSATING("being undone"),
    COMPENSATED("undone"),
    PAUSED("paused");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    /// The phase in words, for people who don't see its badge.
    public String words() {
        return words;
    }

    /// Whether something is going on, so that a duration still grows.
    public boolean isActive() {
        return switch (this) {
            case WAITING, RUNNING, RETRYING, COMPENSATING, PAUSED -> true;
            case SUCCEEDED, FAILED, SKIPPED, CANCELLED, COMPENSATED -> false;
        };
    }
}
