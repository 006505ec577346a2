package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.RunState.Status;
import dev.flowloom.run.Token.ForkMark;
import dev.flowloom.run.Visit.Phase;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;
import org.pcollections.PVector;

/// Applies events to states: no thinking, only bookkeeping. What an event means here may never change, because journals
/// of every release are folded with it. A pair of state and event that can't be throws.
final class Evolution {
    private final Program program;

    Evolution(Program program) {
        this.program = program;
    }

    RunState evolve(RunState state, Event event) {
        return switch (event) {
            case Event.RunStarted started -> start(state, started);
            case Event.NodeEntered entered -> enter(state, entered);
            case Event.AttemptStarted started -> attempt(state, started);
            case Event.AttemptSucceeded(var id, var attempt, var result) ->
                state.with(attempting(state, id, attempt).in(new Phase.Succeeded(attempt, result)));
            case Event.AttemptFailed(var id, var attempt, _) ->
                state.with(attempting(state, id, attempt).in(new Phase.Failed(attempt)));
            case Event.RetryScheduled(var id, var attempt, var due) -> {
                var visit = active(state, id);
                require(visit.phase().equals(new Phase.Failed(attempt - 1)), state, event);
                yield state.with(visit.in(new Phase.BackingOff(attempt, due)));
            }
            case Event.WaitStarted(var id, var due) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Entered, state, event);
                yield state.with(visit.in(new Phase.Waiting(due)));
            }
            case Event.NodeCompleted completed -> complete(state, completed);
            case Event.NodeFailed failed -> fail(state, failed);
            case Event.NodeCancelled(var id, _) -> state.without(active(state, id).id());
            case Event.RunStopping(var cause) -> {
                boolean worsened = state.status() == Status.STOPPING && cause.isCorruption();
                require(state.status() == Status.RUNNING || worsened, state, event);
                yield state.turnedRound(cause);
            }
            case Event.StepCompensated(var id, var undone, _) -> {
                var visit = undoing(state, id, undone);
                require(visit.phase() instanceof Phase.Succeeded, state, event);
                yield state.without(id).with(state.saga().withUndone());
            }
            case Event.CompensationFailed(var id, var undone, _) -> {
                undoing(state, id, undone);
                yield state.without(id).with(state.saga().withFailed());
            }
            case Event.AlertRaised _ -> {
                require(!state.isOver(), state, event);
                yield state;
            }
            case Event.RunCompleted(var output) ->
                end(state, event, Status.RUNNING, Status.COMPLETED).withRunOutput(output);
            case Event.RunFailed _ -> end(state, event, Status.STOPPING, Status.FAILED);
            case Event.RunCancelled _ -> end(state, event, Status.STOPPING, Status.CANCELLED);
        };
    }

    private RunState start(RunState state, Event.RunStarted started) {
        require(state.status() == Status.NEW, state, started);
        return state.begun(started,
                new Token(program.start(), null, null, started.input(), ConsPStack.empty(), null));
    }

    private RunState enter(RunState state, Event.NodeEntered entered) {
        require(entered.visit().equals(state.nextVisit()), state, entered);
        return entered.undoes() == null ? enterForward(state, entered) : enterBackward(state, entered);
    }

    private RunState enterForward(RunState state, Event.NodeEntered entered) {
        require(state.status() == Status.RUNNING && !state.tokens().isEmpty(), state, entered);
        var token = state.tokens().get(0);
        require(token.to().equals(entered.node()), state, entered);
        var phase = program.node(token.to()) instanceof Node.Join ? new Phase.Joining() : new Phase.Entered();
        return state.with(state.tokens().minus(0))
                .entered(new Visit(entered.visit(), token.to(), token, null, null, phase));
    }

    private RunState enterBackward(RunState state, Event.NodeEntered entered) {
        require(state.status() == Status.STOPPING && !state.saga().undoable().isEmpty(), state, entered);
        var done = state.saga().undoable().get(0);
        require(done.visit().equals(entered.undoes()), state, entered);
        var token = new Token(entered.node(), entered.wire(), done.node(), done.output(), ConsPStack.empty(), null);
        return state.with(state.saga().pop())
                .entered(new Visit(entered.visit(), entered.node(), token, done, null, new Phase.Entered()));
    }

    private static RunState attempt(RunState state, Event.AttemptStarted started) {
        var visit = active(state, started.visit());
        int expected = switch (visit.phase()) {
            case Phase.Entered() -> 1;
            case Phase.BackingOff(var attempt, _) -> attempt;
            case Phase.Attempting _,Phase.Succeeded _,Phase.Failed _,Phase.Waiting _,Phase.Joining() -> 0;
        };
        require(started.attempt() == expected, state, started);
        var data = started.data() == null ? visit.token().data() : started.data();
        return state.with(visit.given(new Visit.Work(started.settings(), data))
                .in(new Phase.Attempting(started.attempt(), started.deadline())));
    }

    private RunState complete(RunState state, Event.NodeCompleted completed) {
        var visit = active(state, completed.visit());
        require(visit.undoes() == null, state, completed);
        var output = completed.output() == null ? outcome(visit) : completed.output();
        var left = state.without(visit.id());
        left = switch (program.node(visit.node())) {
            // A disabled step: it gave nothing, and did nothing that could be undone.
            case Node.Step _ when visit.phase() instanceof Phase.Entered -> left;
            case Node.Step _ -> keepUndoable(left.withOutput(visit.node(), output), visit, output);
            case Node.End _ -> left.withRunOutput(output);
            case Node.Join join -> gather(left, visit, join);
            case Node.Start _,Node.Condition _,Node.Fork _,Node.Wait _,Node.Container _,Node.Foreign _ -> left;
        };
        return left.with(depart(left.tokens(), visit, output, completed.taken()));
    }

    private RunState fail(RunState state, Event.NodeFailed failed) {
        var visit = active(state, failed.visit());
        require(visit.undoes() == null, state, failed);
        // An effect that happened has to be undone even where what follows it in the same node went wrong.
        var left = visit.phase() instanceof Phase.Succeeded(_, var result)
                ? keepUndoable(state.without(visit.id()), visit, result)
                : state.without(visit.id());
        if (failed.caught() == null) {
            return left;
        }
        var token = new Token(wire(failed.caught()).to(), failed.caught(), visit.node(), visit.token().data(),
                visit.token().path(), failed.error());
        return left.with(left.tokens().plus(token));
    }

    private RunState keepUndoable(RunState state, Visit visit, Json output) {
        return program.compensation(visit.node()) == null
                ? state
                : state.with(state.saga().push(
                        new Done(visit.id(), visit.node(), visit.workOrThrow().data(), output)));
    }

    /// What a node gives that says nothing else.
    private static Json outcome(Visit visit) {
        return visit.phase() instanceof Phase.Succeeded(_, var result) ? result : visit.token().data();
    }

    /// Takes away what waited at a join with the visit that completed it, and what is on its way to no use.
    private RunState gather(RunState state, Visit completed, Node.Join join) {
        var mark = completed.token().innermostFork();
        if (mark == null) {
            return state;
        }
        var remaining = state.visits();
        for (var other : Joins.waiting(state, join.id(), mark.fork())) {
            remaining = remaining.minus(other.id());
        }
        var useless = state.tokens().stream()
                .filter(token -> Joins.isRival(program, token, mark.fork(), join))
                .toList();
        return state.withVisits(remaining).with(state.tokens().minusAll(useless));
    }

    private PVector<Token> depart(PVector<Token> tokens, Visit visit, Json output, List<WireId> taken) {
        var departed = tokens;
        for (int branch = 0; branch < taken.size(); branch++) {
            var wire = wire(taken.get(branch));
            departed = departed.plus(new Token(wire.to(), wire.id(), visit.node(), output, pathAfter(visit, branch),
                    visit.token().error()));
        }
        return departed;
    }

    private PStack<ForkMark> pathAfter(Visit visit, int branch) {
        var path = visit.token().path();
        return switch (program.node(visit.node())) {
            case Node.Fork fork -> path.plus(new ForkMark(visit.id(), fork.id(), branch));
            case Node.Join _ -> path.isEmpty() ? path : path.minus(0);
            case Node.Start _,Node.End _,Node.Step _,Node.Condition _,Node.Wait _,Node.Container _,Node.Foreign _ ->
                path;
        };
    }

    private static RunState end(RunState state, Event event, Status from, Status to) {
        require(state.status() == from && state.visits().isEmpty() && state.tokens().isEmpty(), state, event);
        return state.with(to);
    }

    private Wire wire(WireId id) {
        var wire = program.flow().graph().wire(id);
        if (wire == null) {
            throw new IllegalStateException("the flow %s has no wire %s".formatted(program.flow().id(), id));
        }
        return wire;
    }

    private static Visit active(RunState state, VisitId id) {
        var visit = state.find(id);
        if (visit == null) {
            throw new IllegalStateException("visit %s is not under way".formatted(id));
        }
        return visit;
    }

    private static Visit attempting(RunState state, VisitId id, int attempt) {
        var visit = active(state, id);
        if (!(visit.phase() instanceof Phase.Attempting attempting) || attempting.attempt() != attempt) {
            throw new IllegalStateException("attempt %d at visit %s is not under way".formatted(attempt, id));
        }
        return visit;
    }

    private static Visit undoing(RunState state, VisitId id, VisitId undone) {
        var visit = active(state, id);
        if (visit.undoes() == null || !visit.undoes().visit().equals(undone)) {
            throw new IllegalStateException("visit %s does not compensate visit %s".formatted(id, undone));
        }
        return visit;
    }

    private static void require(boolean possible, RunState state, Event event) {
        if (!possible) {
            throw new IllegalStateException("%s can't happen in %s".formatted(event, state.status()));
        }
    }
}
