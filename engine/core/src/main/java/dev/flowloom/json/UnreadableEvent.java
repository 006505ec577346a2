package dev.flowloom.json;

/// A text or value is no event that this version can read. It is never skipped: a run without one of its events would
/// be another run.
public final class UnreadableEvent extends IllegalArgumentException {
    UnreadableEvent(String message) {
        super(message);
    }
}
