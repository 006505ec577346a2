package dev.flowloom.journal;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Makes events of a run's rows, and vouches that each row is what was written and that none is missing: not before the
/// last, nor, where the run is over, that one.
final class ChainReader {
    private final RunId run;
    private final EventCodec codec;
    private final long durable;

    /// @param durable the position up to which rows are read; those after it only vouch for the run's end
    ChainReader(RunId run, EventCodec codec, long durable) {
        this.run = run;
        this.codec = codec;
        this.durable = durable;
    }

    List<Recorded> events(StoredRun stored, long from) {
        var events = new ArrayList<Recorded>();
        Row before = null;
        Event latest = null;
        for (var row : stored.rows()) {
            check(row, before, from);
            var read = read(row);
            if (row.position() <= durable) {
                add(row, read, from, events);
            }
            before = row;
            latest = read.getLast();
        }
        if (stored.toTheEnd()) {
            requireEnd(stored.over(), before, latest);
        }
        return events;
    }

    /// The last event of a row that stands by itself.
    Recorded last(Row row) {
        check(row, null, row.first());
        return new Recorded(row.next() - 1, row.at(), read(row).getLast());
    }

    /// The events of the row that comes after another, the first after none.
    List<Event> next(Row row, @Nullable Row before) {
        check(row, before, 1);
        return read(row);
    }

    void requireEnd(boolean over, @Nullable Row last, @Nullable Event latest) {
        if (last == null || latest == null) {
            throw damaged(1, "is missing");
        }
        if (over && !(latest instanceof Event.Ended)) {
            throw damaged(last.next(), "is missing");
        }
    }

    private void check(Row row, @Nullable Row before, long from) {
        if (before != null && row.first() != before.next()) {
            throw damaged(before.next(), "is missing");
        }
        if (before == null && row.first() > from) {
            throw damaged(from, "is missing");
        }
        boolean inPlace = before == null ? row.first() > 1 || row.previous() == 0 : row.follows(before);
        if (!inPlace || !row.isIntact()) {
            throw damaged(row.first(), "is not what was written");
        }
    }

    private static void add(Row row, List<Event> read, long from, List<Recorded> events) {
        long sequence = row.first();
        for (var event : read) {
            if (sequence >= from) {
                events.add(new Recorded(sequence, row.at(), event));
            }
            sequence++;
        }
    }

    private List<Event> read(Row row) {
        try {
            var events = codec.read(row.text());
            if (events.size() == row.size()) {
                return events;
            }
        } catch (IllegalArgumentException e) {
            throw StoreFailures.damagedRun(run, "event %d of run %s can't be read".formatted(row.first(), run), e);
        }
        throw damaged(row.first(), "is not what was written");
    }

    private StoreException damaged(long sequence, String how) {
        return StoreFailures.damagedRun(run, "event %d of run %s %s".formatted(sequence, run, how), null);
    }
}
