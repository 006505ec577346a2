package dev.flowloom.overlay;

/// What a run as a whole is at.
public enum RunPhase {
    /// No run is shown.
    NONE,
    RUNNING,
    /// It turned round, and what was done is being undone.
    STOPPING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isOver() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
