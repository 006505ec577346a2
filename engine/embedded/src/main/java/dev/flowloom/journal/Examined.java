package dev.flowloom.journal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// What is left of a run as it was written.
///
/// @param status as the list of runs has it
/// @param intact the events before the first damage
/// @param decisions how many rows these are
/// @param damage the first damage, as a sentence; null where there is none
/// @param aside the positions of the rows after it, for which nothing vouches
/// @param doubtful the events that could be read of those rows
/// @param unreadable how many of those rows could not be read
public record Examined(RunId run, RunSummary.Status status, List<Recorded> intact, int decisions,
        @Nullable String damage, List<Long> aside, List<Event> doubtful, int unreadable) {
    public Examined {
        intact = List.copyOf(intact);
        aside = List.copyOf(aside);
        doubtful = List.copyOf(doubtful);
    }

    /// The sequence of the event that comes next after the intact ones.
    public long next() {
        return intact.size() + 1L;
    }

    /// What the run is after its intact events.
    public RunSummary.Status intactStatus() {
        return intact.reversed().stream().map(recorded -> RunSummary.Status.by(recorded.event()))
                .filter(Objects::nonNull).findFirst().orElse(RunSummary.Status.RUNNING);
    }

    /// The definition that the run keeps to after its intact events; null where none is intact.
    @Nullable
    String definition() {
        return intact.reversed().stream().map(recorded -> switch (recorded.event()) {
            case Event.RunStarted started -> started.definition();
            case Event.RunRetried retried -> retried.definition();
            default -> null;
        }).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /// When the run ended; null where its intact events don't end it.
    @Nullable
    Instant ended() {
        return intactStatus().isOver() ? intact.getLast().at() : null;
    }

    /// The messages that the run has received, going by its intact events.
    SortedSet<Long> received() {
        var numbers = new TreeSet<Long>();
        for (var recorded : intact) {
            if (recorded.event() instanceof Event.MessageReceived(_, var number, _)) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
