package dev.flowloom.runtime;

import java.util.List;
import java.util.SortedMap;

import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.HeldLock;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunState;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// Where a run stands.
///
/// @param state after the events before `next`
/// @param outcome null as long as it goes on
record Position(Rules rules, RunState state, long next, @Nullable RunOutcome outcome) {

    static Position beforeStart(Rules rules) {
        return new Position(rules, RunState.NEW, 1, null);
    }

    Position after(List<Event> events) {
        var then = state;
        var end = outcome;
        for (var event : events) {
            then = rules.evolve(then, event);
            end = RunOutcome.of(event);
        }
        return new Position(rules, then, next + events.size(), end);
    }

    List<Effect> pending() {
        return rules.pending(state);
    }

    SortedMap<VisitId, HeldLock> locks() {
        return rules.locks(state);
    }

    boolean isOver() {
        return outcome != null;
    }
}
