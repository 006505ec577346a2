package dev.flowloom.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
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
/// @param restarts where its intact events try again what failed
/// @param damage the first damage, as a sentence; null where there is none
/// @param aside the positions of the rows after it, for which nothing vouches
/// @param unreadable how many of those rows could not be read
public record Examined(RunId run, RunSummary.Status status, long next, int decisions, RunSummary.Status intactStatus,
        @Nullable String definition, @Nullable Instant ended, SortedSet<Long> received, Restarts restarts,
        @Nullable String damage, List<Long> aside, int unreadable) {
    /// Where a run tries again what failed in it, by the positions of rows.
    ///
    /// @param last where it was retried or sent somewhere last; 0 where it never was
    /// @param loops where it was last retried so that it goes again through what failed in a loop, by the visit at that
    public record Restarts(long last, SortedMap<VisitId, Long> loops) {
        static final Restarts NONE = new Restarts(0, Collections.emptySortedMap());

        public Restarts {
            loops = Collections.unmodifiableSortedMap(new TreeMap<>(loops));
        }

        Restarts with(Event event, long position) {
            return switch (event) {
                case Event.RunRetried retried -> {
                    var more = new TreeMap<>(loops);
                    retried.letters().forEach(visit -> more.put(visit, position));
                    yield new Restarts(position, more);
                }
                case Event.RunJumped _ -> new Restarts(position, loops);
                default -> this;
            };
        }

        /// Whether what failed was tried again.
        ///
        /// @param visit the loop whose item it is; null where it is the run itself
        /// @param position the row with the failure
        boolean isAfter(@Nullable VisitId visit, long position) {
            return (visit == null ? last : loops.getOrDefault(visit, 0L)) > position;
        }
    }

    public Examined {
        received = Collections.unmodifiableSortedSet(new TreeSet<>(received));
        aside = List.copyOf(aside);
    }

    /// Whether any event is.
    public boolean isIntact() {
        return decisions > 0;
    }
}
