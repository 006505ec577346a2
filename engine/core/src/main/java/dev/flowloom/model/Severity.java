package dev.flowloom.model;

/// What kind of failure an error is, and so what is done about it.
public enum Severity {
    /// It may go away: the step is tried again as its retry policy says.
    RECOVERABLE,
    /// A part succeeded: the step is tried again, and is to keep that part and to do the rest.
    PARTIAL,
    /// It will not go away: no further attempt, an alert.
    CRITICAL,
    /// Data may be damaged: the run stops where it is, an alert, and nothing more is done to the data.
    CORRUPTION;

    /// Whether trying again may help.
    public boolean mayPass() {
        return this == RECOVERABLE || this == PARTIAL;
    }

    /// Whether a person should look at an error that nothing caught.
    public boolean needsAlert() {
        return this == CRITICAL || this == CORRUPTION;
    }
}
