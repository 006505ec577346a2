package dev.flowloom.runtime;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

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

    /// As [#after(List)], of what its rules have decided in its state.
    Position after(Rules.Decided decided) {
        return decided.events().isEmpty()
                ? this
                : new Position(rules, decided.after(), next + decided.events().size(),
                        RunOutcome.of(decided.events().getLast()));
    }

    /// As [#after(List)], of events that may move the run to other definitions.
    Position after(List<Event> events, Function<String, Rules> definitions) {
        var position = this;
        for (var event : events) {
            position = event instanceof Event.RunRetried retried
                    ? position.under(definitions.apply(retried.definition()))
                    : position;
            position = position.after(List.of(event));
        }
        return position;
    }

    /// The same by the rules of another definition.
    Position under(Rules other) {
        return new Position(other, state, next, outcome);
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
