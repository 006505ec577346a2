package dev.flowloom.runtime;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// What has happened in the runs of a store, read some of it at a time: a long history needn't be in memory.
final class Histories {
    private final Journal journal;
    private final Programs programs;

    Histories(Journal journal, Programs programs) {
        this.journal = journal;
        this.programs = programs;
    }

    /// @throws NoSuchRunException when there is none
    RunSummary run(RunId run) {
        var found = journal.find(run);
        if (found == null) {
            throw new NoSuchRunException(run);
        }
        return found;
    }

    /// @throws NoSuchRunException when there is none
    void read(RunId run, Consumer<List<Recorded>> part) {
        readWhile(run, events -> {
            part.accept(events);
            return true;
        });
    }

    /// @param wantsMore takes a part, and says whether the next one is wanted
    /// @throws NoSuchRunException when there is none
    void readWhile(RunId run, Predicate<List<Recorded>> wantsMore) {
        var events = journal.read(run, 1);
        if (events.isEmpty()) {
            throw new NoSuchRunException(run);
        }
        while (!events.isEmpty() && wantsMore.test(events)) {
            events = events.size() < Journal.PAGE
                    ? List.of()
                    : journal.read(run, events.getLast().sequence() + 1);
        }
    }

    /// @throws NoSuchRunException when there is none
    Event.RunStarted started(RunId run) {
        var first = new AtomicReference<@Nullable Event>();
        readWhile(run, events -> {
            first.set(events.getFirst().event());
            return false;
        });
        return (Event.RunStarted) Objects.requireNonNull(first.get());
    }

    /// @throws NoSuchRunException when there is none
    Recorded last(RunId run) {
        var last = journal.last(run);
        if (last == null) {
            // Where the run is here, all of its events are missing, and reading them says so.
            read(run, _ -> {});
            throw new NoSuchRunException(run);
        }
        return last;
    }

    /// How a run ended; null where it hasn't, or has been gone on with since.
    @Nullable
    RunOutcome end(RunId run) {
        var last = journal.last(run);
        var end = last == null ? null : RunOutcome.of(last.event());
        if (end == null && run(run).isOver()) {
            // Unless it ended just now, its last event is missing. To read all of it says where.
            read(run, _ -> {});
        }
        return end;
    }

    /// Where a run stands.
    ///
    /// @throws NoSuchRunException when there is none
    Position replay(RunId run) {
        var position = new AtomicReference<@Nullable Position>();
        read(run, events -> position.set(after(position.get(), events.stream().map(Recorded::event).toList())));
        return Objects.requireNonNull(position.get());
    }

    /// @param before null before the run's start
    Position after(@Nullable Position before, List<Event> events) {
        var from = before == null
                ? Position.beforeStart(rules(((Event.RunStarted) events.getFirst()).definition()))
                : before;
        return from.after(events, this::rules);
    }

    /// Of the definition with a hash.
    Rules rules(String definition) {
        return programs.find(definition).rules();
    }
}
