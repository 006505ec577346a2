package dev.flowloom.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// What is left of a run as it was written.
///
/// @param status as the list of runs has it
/// @param next the sequence of the event that comes next after the intact ones, which are those before the first damage
/// @param decisions how many rows the intact events are
/// @param intactStatus what the run is after its intact events
/// @param definition the hash of the definition that the run keeps to after them; null where none is intact
/// @param ended when the run ended; null where its intact events don't end it
/// @param received the messages that the run has received, going by its intact events
/// @param damage the first damage, as a sentence; null where there is none
/// @param aside the positions of the rows after it, for which nothing vouches
/// @param unreadable how many of those rows could not be read
public record Examined(RunId run, RunSummary.Status status, long next, int decisions, RunSummary.Status intactStatus,
        @Nullable String definition, @Nullable Instant ended, SortedSet<Long> received, @Nullable String damage,
        List<Long> aside, int unreadable) {
    public Examined {
        received = Collections.unmodifiableSortedSet(new TreeSet<>(received));
        aside = List.copyOf(aside);
    }

    /// Whether any event is.
    public boolean isIntact() {
        return decisions > 0;
    }
}
