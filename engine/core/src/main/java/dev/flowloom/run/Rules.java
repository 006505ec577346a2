package dev.flowloom.run;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import dev.flowloom.model.Json;

/// The meaning of a flow, as three pure functions. Whatever runs below them (an embedded journal, another engine)
/// gives the same run for the same inputs.
public final class Rules {
    /// Stands in every run's first event, so that a later version knows how the run was decided.
    public static final int VERSION = 1;

    /// After so many events a decision comes to its end before the next node, and the rest is decided by itself: what a flow
    /// does without the world outside can be any amount, and a decision is held in memory and kept as one.
    private static final int MOST_EVENTS = 1_000;

    private final Program program;
    private final Evolution evolution;
    private final int mostEvents;

    public Rules(Program program) {
        this(program, MOST_EVENTS);
    }

    Rules(Program program, int mostEvents) {
        this.program = program;
        this.evolution = new Evolution(program);
        this.mostEvents = mostEvents;
    }

    public Program program() {
        return program;
    }

    /// What happens because of an input; nothing where the input no longer fits. The events belong together: either all
    /// of them are kept or none.
    public List<Event> decide(RunState state, Input input, Instant now) {
        return turn(state, input, now).events();
    }

    /// As [#decide], with the state after the events: what [#evolve] makes of them, one after the other.
    public Decided turn(RunState state, Input input, Instant now) {
        return new Turn(program, evolution, mostEvents, state, now).take(input);
    }

    /// What happens, and the state after it.
    public record Decided(List<Event> events, RunState after) {}

    /// The state after an event.
    ///
    /// @throws IllegalStateException when the event can't have happened in that state
    public RunState evolve(RunState state, Event event) {
        return evolution.evolve(state, event);
    }

    /// The locks that a run holds, by the visits of the scopes that hold them.
    public SortedMap<VisitId, HeldLock> locks(RunState state) {
        return HeldLock.all(state);
    }

    /// What expressions see at a visit that is under way.
    ///
    /// @throws IllegalStateException when it isn't
    public Sight sight(RunState state, VisitId visit, Instant now) {
        var found = state.find(visit);
        if (found == null) {
            throw new IllegalStateException("visit %s is not under way".formatted(visit));
        }
        return Sight.from(state, found, now);
    }

    /// What expressions would see where these data arrive in the flow's own graph.
    public Sight sight(RunState state, Json data, Instant now) {
        return Sight.of(state, data, now);
    }

    /// How items are sent again to a loop that is under way in a run.
    ///
    /// @param items each as the loop was gone through for: where that was a batch, a list
    /// @param indexes which ones they were
    /// @throws IllegalArgumentException when one is no list where that must be
    /// @throws IllegalStateException when it isn't under way, or is no loop over items
    public Resent resent(RunState state, VisitId loop, List<Json> items, List<Integer> indexes, String by,
            String reason) {
        var visit = state.find(loop);
        var each = visit == null ? null : program.forEach(visit.node());
        if (visit == null || each == null) {
            throw new IllegalStateException("visit %s goes through no items".formatted(loop));
        }
        for (var item : items) {
            if (each.batch() > 1 && !(item instanceof Json.Arr)) {
                throw new IllegalArgumentException(
                        "The loop \"%s\" goes through batches of %,d, so give a list of items in place of a batch."
                                .formatted(visit.node(), each.batch()));
            }
        }
        var parts = items.stream()
                .map(item -> each.batch() > 1 && item instanceof Json.Arr(var batch) ? batch : List.of(item)).toList();
        return new Resent(state.startedOrThrow().run(), visit.node(), visit.token().data(),
                state.pass(visit.pass()).scene(), parts.stream().flatMap(List::stream).toList(),
                new Resent.Origin(loop, indexes, parts.stream().map(List::size).toList()), by, reason);
    }

    /// What is to be done outside, in order. Proportional to what is under way, not to the run's length.
    public List<Effect> pending(RunState state) {
        return Pending.of(program, state);
    }
}
