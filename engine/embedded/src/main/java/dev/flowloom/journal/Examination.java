package dev.flowloom.journal;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Looks for where a run's rows stop being what was written.
final class Examination {
    private final RunId run;
    private final StoredRun stored;
    private final EventCodec codec;
    private final ChainReader reader;

    /// @param stored all of the run
    Examination(RunId run, StoredRun stored, EventCodec codec) {
        this.run = run;
        this.stored = stored;
        this.codec = codec;
        this.reader = new ChainReader(run, codec, Long.MAX_VALUE);
    }

    Examined examined() {
        int good = reader.intact(stored.rows());
        var intact = good == 0
                ? List.<Recorded>of()
                : reader.events(
                        new StoredRun(stored.number(), RunSummary.Status.RUNNING, false, stored.rows().subList(0, good),
                                true),
                        1);
        var rest = stored.rows().subList(good, stored.rows().size());
        var doubtful = new ArrayList<Event>();
        int unreadable = 0;
        for (var row : rest) {
            var events = read(row);
            doubtful.addAll(events);
            unreadable += events.isEmpty() ? 1 : 0;
        }
        var found = new Examined(run, stored.status(), intact, good, damage(),
                rest.stream().map(Row::position).toList(),
                doubtful, unreadable);
        return found.damage() == null && found.intactStatus() != stored.status() ? wronglyListed(found) : found;
    }

    private @Nullable String damage() {
        try {
            reader.events(stored, 1);
            return null;
        } catch (StoreException e) {
            return e.what();
        }
    }

    private static Examined wronglyListed(Examined found) {
        var what = "The store is damaged: run %s is listed as %s, and by its events it is %s.".formatted(found.run(),
                found.status(), found.intactStatus());
        return new Examined(found.run(), found.status(), found.intact(), found.decisions(), what, found.aside(),
                found.doubtful(), found.unreadable());
    }

    private List<Event> read(Row row) {
        try {
            return codec.read(row.text());
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }
}
