package dev.flowloom.panels.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.flowloom.run.PassId;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// The events of a run that are kept to be shown: all, but of what happens in loops over sources, which may be of any length,
/// that of the first passes and the last, and of those between what failed.
final class EventLog {
    /// How many passes are kept that were begun first.
    static final int FIRST = 200;
    /// How many are kept that were begun last, beside those that are under way.
    static final int LAST = 1_000;
    /// Of how many of the passes between is kept what failed, if something did.
    static final int FAILING = 1_000;
    /// So many events that tell of failures are kept of one of them: the last, which say how it ended.
    private static final int OF_ONE = 5;
    /// So many more are let come before some are forgotten, which goes through all that is kept.
    private static final int SLACK = 200;

    private final List<Recorded> kept = new ArrayList<>();
    private final Map<PassId, Unit> byPass = new TreeMap<>();
    private final Map<VisitId, Unit> byVisit = new TreeMap<>();
    private final Deque<Unit> last = new ArrayDeque<>();
    private int begun;
    private int failing;
    private long seen;
    private long forgotten;

    /// One time through what a loop over a source holds, and all that belongs to it.
    ///
    /// @param pass null for something that belongs to no pass that is known
    record Unit(@Nullable PassId pass, List<Recorded> events, List<VisitId> visits, List<PassId> passes) {}

    /// What is not needed any more.
    ///
    /// @param visits of which nothing is to be shown but where they were
    /// @param unnamed those of them of which no event is kept
    /// @param passes of which no event is kept
    record Forgotten(List<VisitId> visits, List<VisitId> unnamed, List<PassId> passes) {
        static final Forgotten NOTHING = new Forgotten(List.of(), List.of(), List.of());
    }

    /// A pass through a loop over a source begins; null for something that is kept as long as such a pass.
    Unit begin(@Nullable PassId pass) {
        var unit = new Unit(pass, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (++begun > FIRST) {
            last.add(unit);
        }
        if (pass != null) {
            belongs(pass, unit);
        }
        return unit;
    }

    /// The latest begun; null where there is none, or it is one that stays.
    @Nullable
    Unit latest() {
        return last.peekLast();
    }

    void belongs(PassId pass, @Nullable Unit to) {
        if (to != null) {
            byPass.put(pass, to);
            to.passes.add(pass);
        }
    }

    void belongs(VisitId visit, @Nullable Unit to) {
        if (to != null) {
            byVisit.put(visit, to);
            to.visits.add(visit);
        }
    }

    @Nullable
    Unit of(PassId pass) {
        return byPass.get(pass);
    }

    @Nullable
    Unit of(VisitId visit) {
        return byVisit.get(visit);
    }

    /// @param unit what it belongs to; null for what is always kept
    void add(Recorded recorded, @Nullable Unit unit) {
        seen++;
        kept.add(recorded);
        if (unit != null) {
            unit.events.add(recorded);
        }
    }

    /// Forgets what is too much, now and then.
    ///
    /// @param underWay whether a pass is under way, or something of it
    Forgotten trim(Predicate<PassId> underWay) {
        return last.size() < LAST + SLACK ? Forgotten.NOTHING : forget(underWay);
    }

    private Forgotten forget(Predicate<PassId> underWay) {
        var units = new ArrayList<Unit>();
        int tooMany = last.size() - LAST;
        for (var each = last.iterator(); each.hasNext() && tooMany > 0; tooMany--) {
            var unit = each.next();
            if (unit.pass == null || !underWay.test(unit.pass)) {
                units.add(unit);
                each.remove();
            }
        }
        Set<Recorded> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        var forgot = new Forgotten(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        units.forEach(unit -> forget(unit, gone, forgot));
        kept.removeIf(gone::contains);
        forgotten += gone.size();
        return forgot;
    }

    private void forget(Unit unit, Set<Recorded> gone, Forgotten forgot) {
        int left = failing == FAILING ? 0 : OF_ONE;
        for (var recorded : unit.events.reversed()) {
            if (EventText.tone(recorded.event()) == EventText.Tone.FAIL && left > 0) {
                left--;
            } else {
                gone.add(recorded);
            }
        }
        boolean isNamed = failing < FAILING && left < OF_ONE;
        failing += isNamed ? 1 : 0;
        unit.visits.forEach(byVisit::remove);
        unit.passes.forEach(byPass::remove);
        forgot.visits.addAll(unit.visits);
        if (!isNamed) {
            forgot.unnamed.addAll(unit.visits);
            forgot.passes.addAll(unit.passes);
        }
    }

    List<Recorded> kept() {
        return Collections.unmodifiableList(kept);
    }

    /// How many there were.
    long seen() {
        return seen;
    }

    /// How many of them are kept no longer.
    long forgotten() {
        return forgotten;
    }
}
