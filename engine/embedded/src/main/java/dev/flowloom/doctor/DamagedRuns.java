package dev.flowloom.doctor;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.journal.RunFlaw;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.NoSuchRunException;

/// The runs of a store whose histories, or entries in the list of runs, aren't what was written.
///
/// @param histories whose histories are damaged
/// @param events how many events are not
/// @param flaws what is wrong with the list of runs
public record DamagedRuns(List<RunId> histories, long events, List<RunFlaw> flaws) {
    public DamagedRuns {
        histories = List.copyOf(histories);
        flaws = List.copyOf(flaws);
    }

    /// Reads all histories.
    public static DamagedRuns in(Engine engine) {
        return in(engine, engine.runs(Integer.MAX_VALUE));
    }

    static DamagedRuns in(Engine engine, List<RunSummary> runs) {
        var damaged = new ArrayList<RunId>();
        long events = 0;
        for (var run : runs) {
            try {
                var count = new long[1];
                engine.history(run.run(), part -> count[0] += part.size());
                events += count[0];
            } catch (NoSuchRunException _) {
                // It was removed meanwhile.
            } catch (StoreException e) {
                e.throwUnlessDamaged();
                damaged.add(run.run());
            }
        }
        return new DamagedRuns(damaged, events, engine.upkeep().flaws());
    }

    public boolean isEmpty() {
        return histories.isEmpty() && flaws.isEmpty();
    }

    /// How many there are.
    public int size() {
        return histories.size() + flaws.size();
    }
}
