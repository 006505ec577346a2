package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.Resent;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunState;
import dev.flowloom.run.VisitId;

/// Finds in a run's history what a loop saw when it began. Of what came later nothing is kept.
final class LoopBegin {
    private final Rules rules;
    private final VisitId loop;
    private RunState state = RunState.NEW;
    private boolean found;

    LoopBegin(Rules rules, VisitId loop) {
        this.rules = rules;
        this.loop = loop;
    }

    void add(List<Recorded> part) {
        for (var recorded : part) {
            if (found) {
                return;
            }
            state = rules.evolve(state, recorded.event());
            found = switch (recorded.event()) {
                case Event.LoopStarted(var visit, _) -> visit.equals(loop);
                case Event.SourceOpened(var visit, _) -> visit.equals(loop);
                default -> false;
            };
        }
    }

    Event.RunStarted started() {
        return state.startedOrThrow();
    }

    Resent resent(List<Json> items, String by, String reason) {
        return rules.resent(state, loop, items, by, reason);
    }
}
