package dev.flowloom.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Examined;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.LockChange;
import dev.flowloom.journal.StoreException;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// Restores damaged runs from their last intact events.
final class Repairs {
    private final Journal journal;
    private final Histories histories;
    private final LiveRuns runs;
    private final Mailroom mailroom;
    private final InstantSource clock;

    Repairs(Journal journal, Histories histories, LiveRuns runs, Mailroom mailroom, InstantSource clock) {
        this.journal = journal;
        this.histories = histories;
        this.runs = runs;
        this.mailroom = mailroom;
        this.clock = clock;
    }

    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when the run is under way here
    Repair examine(RunId run) {
        requireStanding(run);
        return repair(examined(run));
    }

    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when the run is under way here
    Repair repair(RunId run, String by, String reason) {
        requireStanding(run);
        var examined = examined(run);
        var repair = repair(examined);
        if (repair.damage() != null) {
            runs.restored(run, restore(examined, by, reason, clock.instant()));
            mailroom.lookAgain();
        }
        return repair;
    }

    private void requireStanding(RunId run) {
        if (runs.find(run) != null) {
            throw new IllegalArgumentException(
                    "The run %s is under way. A run is restored only while it stands still.".formatted(run));
        }
    }

    private Examined examined(RunId run) {
        var examined = journal.examine(run);
        if (examined == null) {
            throw new NoSuchRunException(run);
        }
        return examined;
    }

    private Repair repair(Examined examined) {
        var again = examined.damage() == null || examined.intact().isEmpty()
                ? List.<NodeId>of()
                : List.copyOf(again(examined, position(examined)));
        return new Repair(examined.run(), examined.damage(), examined.next() - 1, examined.aside().size(),
                examined.unreadable(), again, examined.status(), examined.intactStatus());
    }

    private Position position(Examined examined) {
        return histories.after(null, examined.intact().stream().map(Recorded::event).toList());
    }

    /// The steps that were under way at the last intact event, and those that were begun after it, if the damage shows which.
    private static SequencedSet<NodeId> again(Examined examined, Position position) {
        var again = new LinkedHashSet<NodeId>();
        for (var effect : position.pending()) {
            if (effect instanceof Effect.RunStep step) {
                again.add(step.node());
            }
        }
        var nodes = new TreeMap<VisitId, NodeId>();
        examined.intact().forEach(recorded -> enter(recorded.event(), nodes));
        for (var event : examined.doubtful()) {
            enter(event, nodes);
            if (event instanceof Event.AttemptStarted started && nodes.containsKey(started.visit())) {
                again.add(nodes.get(started.visit()));
            }
        }
        return again;
    }

    private static void enter(Event event, SortedMap<VisitId, NodeId> nodes) {
        if (event instanceof Event.NodeEntered entered) {
            nodes.put(entered.visit(), entered.node());
        }
    }

    /// Sets the damaged events aside, durably.
    ///
    /// @return the locks that the run has no longer
    /// @throws StoreException where no event is intact
    private List<LockChange> restore(Examined examined, String by, String reason, Instant now) {
        var damage = String.valueOf(examined.damage());
        if (examined.intact().isEmpty()) {
            throw new StoreException(StoreException.Kind.DAMAGED, damage,
                    ("Nothing of the run %s can be restored, for its "
                            + "first event is damaged. Put a backup of the store in its place, or start the run anew.")
                            .formatted(examined.run()));
        }
        var position = position(examined);
        var events = position.rules().decide(position.state(),
                new Input.Restored(by, reason, damage, examined.aside().size()), now);
        var released = released(examined.run(), position);
        var batch = events.isEmpty()
                ? null
                : new Batch(examined.run(), examined.next(), now, events, released,
                        List.of());
        if (!(Waiting.on(journal.restore(examined, batch)) instanceof Appended.Durable)) {
            throw new IllegalStateException("the run %s changed while it was being restored".formatted(examined.run()));
        }
        return released;
    }

    /// Those that it took by events that are gone.
    private List<LockChange> released(RunId run, Position position) {
        var held = position.locks();
        var released = new ArrayList<LockChange>();
        for (var kept : journal.locks()) {
            var holder = kept.holder();
            if (holder != null && holder.run().equals(run)) {
                var lock = held.get(holder.visit());
                if (lock == null || lock.token() != kept.token()) {
                    released.add(new LockChange.Release(kept.name(), kept.token()));
                }
            }
        }
        return released;
    }
}
