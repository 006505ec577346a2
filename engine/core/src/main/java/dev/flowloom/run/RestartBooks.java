package dev.flowloom.run;

import dev.flowloom.run.Pass.Status;
import dev.flowloom.run.Visit.Phase;
import dev.flowloom.run.Visit.Work;
import org.pcollections.ConsPStack;

import static dev.flowloom.run.Evolution.active;
import static dev.flowloom.run.Evolution.require;

/// The part of [Evolution] that is about runs that are retried, or jump.
final class RestartBooks {
    private final Program program;

    RestartBooks(Program program) {
        this.program = program;
    }

    RunState retry(RunState state, Event.RunRetried retried) {
        require(state.hasFailed(), state, retried);
        var remaining = remaining(state);
        var started = state.startedOrThrow().on(retried.definition(), retried.subFlows());
        return state.goingOn(started, Evolution.first(program, started), Pass.run(started).with(remaining),
                Reuse.of(retried, remaining));
    }

    /// What is done from there on is done anew, and not taken from before.
    RunState jump(RunState state, Event.RunJumped jumped) {
        var run = state.passes().get(PassId.RUN);
        require(run != null && (state.hasFailed() || (!state.isOver() && run.status() == Status.RUNNING)), state,
                jumped);
        program.node(jumped.node());
        var token = new Token(PassId.RUN, jumped.node(), null, null, jumped.data(), ConsPStack.empty(), null);
        return state.goingOn(state.startedOrThrow(), token,
                state.pass(PassId.RUN).goingOn(state.pass(PassId.RUN).scene(), remaining(state)), Reuse.NONE);
    }

    private Saga remaining(RunState state) {
        return state.pass(PassId.RUN).saga().remaining(node -> program.compensation(node) != null);
    }

    /// What was done, and can be undone, was done at the new visit from here on.
    RunState reuse(RunState state, Event.ResultReused event) {
        var visit = active(state, event.visit());
        require(visit.phase() instanceof Phase.Entered, state, event);
        var reused = state.reuse().find(visit.id());
        if (reused == null || !reused.visit().equals(event.from())) {
            throw new IllegalStateException("%s can't happen in %s".formatted(event, state));
        }
        var done = state.reuse().undoable().get(event.from());
        return switch (reused.outcome()) {
            case Reused.Outcome.Gave(var settings, var data, var result) ->
                taken(state, visit.given(new Work(settings, data)).in(new Phase.Succeeded(0, result)), reused)
                        .with(PassId.RUN, run -> run.with(run.saga().minus(done)));
            case Reused.Outcome.Answered(var data) -> taken(state, visit.in(new Phase.Answered(data)), reused);
            case Reused.Outcome.Waited() -> taken(state, visit, reused);
            case Reused.Outcome.Failed _ -> taken(state, visit.in(new Phase.Failed(0)), reused);
        };
    }

    /// What a loop gives for them is there at once.
    RunState reuse(RunState state, Event.ItemsReused event) {
        var visit = active(state, event.visit());
        var items = state.reuse().items(visit.id());
        if (!(visit.phase() instanceof Phase.Holding holding) || items == null) {
            throw new IllegalStateException("%s can't happen in %s".formatted(event, state));
        }
        require(event.first() == holding.begun(), state, event);
        return state.with(visit.in(holding.passedOver(event.count(), event.items(), items)));
    }

    private static RunState taken(RunState state, Visit visit, Reused reused) {
        return state.with(visit).with(state.reuse().without(reused));
    }
}
