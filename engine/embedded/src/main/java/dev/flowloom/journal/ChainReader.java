package dev.flowloom.journal;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Makes events of a run's rows, and vouches that each row is what was written and none is missing between them.
final class ChainReader {
    private final RunId run;
    private final EventCodec codec;

    ChainReader(RunId run, EventCodec codec) {
        this.run = run;
        this.codec = codec;
    }

    /// @param rows the first holds the sequence `from`
    List<Recorded> events(List<Row> rows, long from) {
        var events = new ArrayList<Recorded>();
        if (!rows.isEmpty() && rows.getFirst().first() > from) {
            throw damaged(from, "is missing");
        }
        Row before = null;
        for (var row : rows) {
            check(row, before);
            add(row, from, events);
            before = row;
        }
        return events;
    }

    private void check(Row row, @Nullable Row before) {
        if (before != null && row.first() != before.next()) {
            throw damaged(before.next(), "is missing");
        }
        boolean inPlace = before == null ? row.first() > 1 || row.previous() == 0 : row.follows(before);
        if (!inPlace || !row.isIntact()) {
            throw damaged(row.first(), "is not what was written");
        }
    }

    private void add(Row row, long from, List<Recorded> events) {
        long sequence = row.first();
        for (var event : read(row)) {
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
            throw StoreFailures.damaged("event %d of run %s can't be read".formatted(row.first(), run), e);
        }
        throw damaged(row.first(), "is not what was written");
    }

    private StoreException damaged(long sequence, String how) {
        return StoreFailures.damaged("event %d of run %s %s".formatted(sequence, run, how), null);
    }
}
