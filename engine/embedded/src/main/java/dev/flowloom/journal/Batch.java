package dev.flowloom.journal;

import java.time.Instant;
import java.util.List;

import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Events of one run that were decided together: all of them are kept, or none.
///
/// @param first the sequence of the first event: the run's next
/// @param at when they were decided
/// @param locks what becomes of locks with them
/// @param letters the dead letters that are sent again by them, where they begin a run
/// @param resentBy the runs to which items of the run were sent again, where they are kept only if there are no others and all of
///     those have ended; null where that doesn't matter
public record Batch(RunId run, long first, Instant at, List<Event> events, List<LockChange> locks,
        List<Long> letters, @Nullable List<RunId> resentBy) {
    /// One for which it doesn't matter what was sent again.
    public Batch(RunId run, long first, Instant at, List<Event> events, List<LockChange> locks, List<Long> letters) {
        this(run, first, at, events, locks, letters, null);
    }

    /// One that leaves locks and dead letters alone.
    public Batch(RunId run, long first, Instant at, List<Event> events) {
        this(run, first, at, events, List.of(), List.of());
    }

    public Batch {
        locks = List.copyOf(locks);
        letters = List.copyOf(letters);
        events = List.copyOf(events);
        resentBy = resentBy == null ? null : List.copyOf(resentBy);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a batch needs an event");
        }
        if (first < 1 || (first == 1) != (events.getFirst() instanceof Event.RunStarted)) {
            throw new IllegalArgumentException("a run begins with RunStarted as its event 1: " + first);
        }
    }

    Batch keptAt(Instant time) {
        return time.equals(at) ? this : new Batch(run, first, time, events, locks, letters, resentBy);
    }

    /// @throws IllegalArgumentException when a name is longer than a journal keeps, or has what it can't keep
    void requireNamesThatFit(Dialect dialect) {
        var start = start();
        if (start != null) {
            dialect.requireKeepable("A flow's id", start.flow());
            dialect.requireKeepable("An idempotency key", start.key());
            requireShort("flow's id", start.flow());
            requireShort("idempotency key", start.key());
        }
    }

    private static void requireShort(String what, @Nullable String name) {
        if (name != null && name.length() > Journal.LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "The %s has %,d characters, and at most %,d can be kept. Choose a shorter one.".formatted(what,
                            name.length(), Journal.LONGEST_NAME));
        }
    }

    /// The run's first event; null where the batch continues a run.
    Event.@Nullable RunStarted start() {
        return events.getFirst() instanceof Event.RunStarted started ? started : null;
    }

    /// What the run is after it; null where it is what it was.
    RunSummary.@Nullable Status status() {
        RunSummary.Status status = null;
        for (var event : events) {
            var by = RunSummary.Status.by(event);
            status = by == null ? status : by;
        }
        return status;
    }

    /// Whether it is of steps alone, so that nothing but its row is written for it.
    boolean isOfStepsAlone() {
        return locks.isEmpty() && letters.isEmpty() && resentBy == null
                && events.stream().allMatch(event -> event instanceof Event.NodeEntered
                        || event instanceof Event.AttemptStarted || event instanceof Event.AttemptSucceeded
                        || event instanceof Event.AttemptFailed || event instanceof Event.RetryScheduled
                        || event instanceof Event.NodeCompleted || event instanceof Event.NodeFailed);
    }

    /// The hash of the definition that the run is pinned to from it on; null where that is the one that it was.
    @Nullable
    String definition() {
        String definition = null;
        for (var event : events) {
            definition = event instanceof Event.RunRetried retried ? retried.definition() : definition;
        }
        return definition;
    }
}
