package dev.flowloom.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Examined;
import dev.flowloom.journal.Findings;
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
import org.jspecify.annotations.Nullable;

/// Restores damaged runs from their last intact events.
final class Repairs {
    private final Journal journal;
    private final Histories histories;
    private final LiveRuns runs;
    private final Mailroom mailroom;
    private final Claims claims;
    private final InstantSource clock;

    Repairs(Journal journal, Histories histories, LiveRuns runs, Mailroom mailroom, Claims claims,
            InstantSource clock) {
        this.journal = journal;
        this.histories = histories;
        this.runs = runs;
        this.mailroom = mailroom;
        this.claims = claims;
        this.clock = clock;
    }

    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when the run is under way here
    Repair examine(RunId run, Consumer<Recorded> intact) {
        requireStanding(run);
        var found = new Found(intact);
        return repair(examined(run, found), found);
    }

    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when the run is under way here
    Repair repair(RunId run, String by, String reason) {
        requireStanding(run);
        var found = new Found(_ -> {});
        var examined = examined(run, found);
        var repair = repair(examined, found);
        if (repair.damage() != null) {
            claims.claim(run);
            try {
                runs.restored(run, restore(examined, found, by, reason, clock.instant()));
            } finally {
                claims.release(run);
            }
            mailroom.lookAgain();
        }
        return repair;
    }

    private void requireStanding(RunId run) {
        claims.requireNotElsewhere(run);
        if (runs.find(run) != null) {
            throw new IllegalArgumentException(
                    "The run %s is under way. A run is restored only while it stands still.".formatted(run));
        }
    }

    private Examined examined(RunId run, Found found) {
        var examined = journal.examine(run, found);
        if (examined == null) {
            throw new NoSuchRunException(run);
        }
        return examined;
    }

    private static Repair repair(Examined examined, Found found) {
        var again = examined.damage() == null || !examined.isIntact() ? List.<NodeId>of() : found.again();
        return new Repair(examined.run(), examined.damage(), examined.next() - 1, examined.aside().size(),
                examined.unreadable(), again, examined.status(), examined.intactStatus());
    }

    /// Folds the intact events, and looks in the others for steps that were begun.
    private final class Found implements Findings {
        private final Consumer<Recorded> intact;
        private @Nullable Position position;
        private @Nullable RuntimeException broken;
        private final SequencedSet<NodeId> begun = new LinkedHashSet<>();
        /// Of what is under way after the damage.
        private final SortedMap<VisitId, NodeId> nodes = new TreeMap<>();

        Found(Consumer<Recorded> intact) {
            this.intact = intact;
        }

        @Override
        public void intact(Recorded recorded) {
            intact.accept(recorded);
            intact(recorded.event());
        }

        @Override
        public void intact(Event event) {
            try {
                position = broken == null ? histories.after(position, List.of(event)) : position;
            } catch (RuntimeException e) {
                // It matters only where the run is to go on from there.
                broken = e;
            }
        }

        @Override
        public void doubtful(Event event) {
            switch (event) {
                case Event.NodeEntered entered -> nodes.put(entered.visit(), entered.node());
                case Event.AttemptStarted started -> {
                    var node = node(started.visit());
                    if (node != null) {
                        begun.add(node);
                    }
                }
                case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _,Event.StepCompensated _,Event.CompensationFailed _ ->
                    nodes.remove(((Event.OfVisit) event).visit());
                default -> {
                }
            }
        }

        private @Nullable NodeId node(VisitId id) {
            var visit = position == null ? null : position.state().visits().get(id);
            return nodes.getOrDefault(id, visit == null ? null : visit.node());
        }

        Position position() {
            if (broken != null) {
                throw broken;
            }
            return Objects.requireNonNull(position);
        }

        /// The steps that were under way at the last intact event, and those that were begun after it, if the damage shows
        /// which.
        List<NodeId> again() {
            var again = new LinkedHashSet<NodeId>();
            for (var effect : position().pending()) {
                if (effect instanceof Effect.RunStep step) {
                    again.add(step.node());
                }
            }
            again.addAll(begun);
            return List.copyOf(again);
        }
    }

    /// Sets the damaged events aside, durably.
    ///
    /// @return the locks that the run has no longer
    /// @throws StoreException where no event is intact
    private List<LockChange> restore(Examined examined, Found found, String by, String reason, Instant now) {
        var damage = String.valueOf(examined.damage());
        if (!examined.isIntact()) {
            throw new StoreException(StoreException.Kind.DAMAGED, damage,
                    ("Nothing of the run %s can be restored, for its "
                            + "first event is damaged. Put a backup of the store in its place, or start the run anew.")
                            .formatted(examined.run()));
        }
        var position = found.position();
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
                var lock = holder.visit() == null ? null : held.get(holder.visit());
                if (lock == null || lock.token() != kept.token()) {
                    released.add(new LockChange.Release(kept.name(), kept.token()));
                }
            }
        }
        return released;
    }
}
