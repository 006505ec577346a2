package dev.flowloom.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Looks for where a run's rows stop being what was written. Holds of them what has to be known of them together.
final class Examination {
    private final RunId run;
    private final JournalQueries.Brief listed;
    private final EventCodec codec;
    private final Findings findings;
    private final ChainReader reader;
    private final List<Long> aside = new ArrayList<>();
    private final SortedSet<Long> received = new TreeSet<>();
    private Examined.Restarts restarts = Examined.Restarts.NONE;
    private int decisions;
    private int unreadable;
    private RunSummary.Status intactStatus = RunSummary.Status.RUNNING;
    private @Nullable String definition;
    private @Nullable Row last;
    private @Nullable Event latest;
    private @Nullable String damage;

    /// @param listed the run as the list of runs has it
    Examination(RunId run, JournalQueries.Brief listed, EventCodec codec, Findings findings) {
        this.run = run;
        this.listed = listed;
        this.codec = codec;
        this.findings = findings;
        this.reader = new ChainReader(run, codec, Long.MAX_VALUE);
    }

    /// The run's next rows.
    void add(List<Row> rows) {
        for (var row : rows) {
            var events = damage == null ? intact(row) : null;
            if (events == null) {
                setAside(row);
            } else {
                add(row, events);
                decisions++;
                last = row;
                latest = events.getLast();
            }
        }
    }

    private @Nullable List<Event> intact(Row row) {
        try {
            return reader.next(row, last);
        } catch (StoreException e) {
            damage = e.what();
            return null;
        }
    }

    private void add(Row row, List<Event> events) {
        long sequence = row.first();
        for (var event : events) {
            findings.intact(new Recorded(sequence++, row.at(), event));
            add(event);
            restarts = restarts.with(event, row.position());
        }
    }

    private void add(Event event) {
        var after = RunSummary.Status.by(event);
        intactStatus = after == null ? intactStatus : after;
        switch (event) {
            case Event.RunStarted started -> definition = started.definition();
            case Event.RunRetried retried -> definition = retried.definition();
            case Event.MessageReceived(_, var number, _) -> received.add(number);
            default -> {
            }
        }
    }

    private void setAside(Row row) {
        aside.add(row.position());
        var events = read(row);
        events.forEach(findings::doubtful);
        unreadable += events.isEmpty() ? 1 : 0;
    }

    private List<Event> read(Row row) {
        try {
            return codec.read(row.text());
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    /// When it has all rows.
    ///
    /// @param over whether the list of runs had the run as over from before they were read until after that
    Examined examined(boolean over) {
        if (damage == null) {
            damage = missingEnd(over);
        }
        if (damage == null && listed.flaw() != null) {
            damage = StoreFailures.damagedEntry(run, listed.flaw()).what();
        }
        if (damage == null && intactStatus != listed.status()) {
            damage = "The store is damaged: run %s is listed as %s, and by its events it is %s.".formatted(run,
                    listed.status(),
                    intactStatus);
        }
        if (damage == null && definition != null && !definition.equals(listed.definition())) {
            damage = StoreFailures.damagedEntry(run, "by its events it has another definition").what();
        }
        return new Examined(run, listed.status(), last == null ? 1 : last.next(), decisions, intactStatus, definition,
                ended(),
                received, restarts, damage, aside, unreadable);
    }

    private @Nullable String missingEnd(boolean over) {
        try {
            reader.requireEnd(over, last, latest);
            return null;
        } catch (StoreException e) {
            return e.what();
        }
    }

    private @Nullable Instant ended() {
        return last != null && intactStatus.isOver() ? last.at() : null;
    }
}
