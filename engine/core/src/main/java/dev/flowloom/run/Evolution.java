package dev.flowloom.run;

import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Pass.Status;
import dev.flowloom.run.RunState.Ending;
import dev.flowloom.run.Token.ForkMark;
import dev.flowloom.run.Visit.Phase;
import dev.flowloom.run.Visit.Phase.Holding;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Applies events to states: no thinking, only bookkeeping. What an event means here may never change, because journals
/// of every release are folded with it. A pair of state and event that can't be throws.
final class Evolution {
    private final Program program;
    private final PassBooks passes;
    private final RestartBooks restarts;

    Evolution(Program program) {
        this.program = program;
        this.passes = new PassBooks(program);
        this.restarts = new RestartBooks(program);
    }

    RunState evolve(RunState state, Event event) {
        var next = apply(state, event);
        return event instanceof Event.OfVisit of && begins(of) ? next.busy(active(next, of.visit()).pass()) : next;
    }

    /// Whether it begins something that comes from outside or takes its time.
    private static boolean begins(Event.OfVisit event) {
        return switch (event) {
            case Event.AttemptStarted _,Event.SubFlowStarted _,Event.WaitStarted _,Event.ReceiveStarted _,Event.ApprovalRequested _,Event.LockRequested _,Event.SourceOpened _,Event.ResultReused _,Event.ItemsReused _ ->
                true;
            case Event.NodeEntered _,Event.AttemptSucceeded _,Event.AttemptFailed _,Event.RetryScheduled _,Event.MessageReceived _,Event.ApprovalGiven _,Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _,Event.LockTaken _,Event.LoopStarted _,Event.ItemsRead _,Event.ReadFailed _,Event.ReadStarted _,Event.SourceFailed _,Event.DeadLetterKept _,Event.SubFlowStopping _,Event.SubFlowCompleted _,Event.SubFlowFailed _,Event.StepCompensated _,Event.CompensationFailed _ ->
                false;
        };
    }

    private RunState apply(RunState state, Event event) {
        return switch (event) {
            case Event.RunStarted started -> start(state, started);
            case Event.NodeEntered entered -> enter(state, entered);
            case Event.AttemptStarted started -> attempt(state, started);
            case Event.AttemptSucceeded(var id, var attempt, var result) ->
                state.with(attempting(state, id, attempt).in(new Phase.Succeeded(attempt, result)));
            case Event.AttemptFailed(var id, var attempt, _) ->
                state.with(attempting(state, id, attempt).in(new Phase.Failed(attempt)));
            case Event.RetryScheduled scheduled -> schedule(state, scheduled);
            case Event.WaitStarted(var id, var due) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Entered, state, event);
                yield state.with(visit.in(new Phase.Waiting(due)));
            }
            case Event.ReceiveStarted(var id, var message, var key, var at, var due) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Entered, state, event);
                yield state.with(visit.in(new Phase.Receiving(message, key, at, due)));
            }
            case Event.MessageReceived(var id, _, var data) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Receiving, state, event);
                yield state.with(visit.in(new Phase.Answered(data)));
            }
            case Event.ApprovalRequested(var id, var who, var question, var due) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Entered, state, event);
                yield state.with(visit.in(new Phase.Asking(who, question, due)));
            }
            case Event.ApprovalGiven given -> {
                var visit = active(state, given.visit());
                require(visit.phase() instanceof Phase.Asking, state, event);
                yield state.with(visit.in(new Phase.Answered(given.output())));
            }
            case Event.LockRequested(var id, var name, var lease, var due) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Entered, state, event);
                yield state.with(visit.in(new Phase.Locking(name, lease, due)));
            }
            case Event.LockTaken taken -> lock(state, taken);
            case Event.NodeCompleted completed -> complete(state, completed);
            case Event.NodeFailed failed -> fail(state, failed);
            case Event.NodeCancelled(var id, _) -> passes.cancel(state, active(state, id));
            case Event.LoopStarted(var id, var items) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Entered, state, event);
                yield state.with(visit.in(Holding.of(new Supply.Listed(TreePVector.from(items)))));
            }
            case Event.SourceOpened opened -> SourceBooks.open(state, opened);
            case Event.ItemsRead read -> SourceBooks.read(state, read);
            case Event.ReadFailed failed -> SourceBooks.failAttempt(state, failed);
            case Event.ReadStarted started -> SourceBooks.start(state, started);
            case Event.SourceFailed failed -> SourceBooks.fail(state, failed);
            case Event.DeadLetterKept(var id, _, _, _) -> {
                require(active(state, id).phase() instanceof Holding, state, event);
                yield state;
            }
            case Event.SubFlowStarted(var id, var run, var definition, var input) -> {
                var visit = active(state, id);
                require(visit.phase() instanceof Phase.Entered, state, event);
                yield state.with(visit.given(new Visit.Work(Json.Obj.EMPTY, input))
                        .in(new Phase.Calling(run, definition, null)));
            }
            case Event.SubFlowStopping(var id, var reason) -> {
                var calling = calling(state, id);
                require(calling.stopping() == null, state, event);
                yield state.with(active(state, id).in(new Phase.Calling(calling.run(), calling.definition(), reason)));
            }
            case Event.SubFlowCompleted(var id, var output) -> {
                calling(state, id);
                yield state.with(active(state, id).in(new Phase.Succeeded(1, output)));
            }
            case Event.SubFlowFailed failed -> {
                calling(state, failed.visit());
                yield fail(state, failed);
            }
            case Event.PassStarted started -> passes.start(state, started);
            case Event.PassCompleted completed -> PassBooks.complete(state, completed);
            case Event.PassStopping(var id, var cause) -> PassBooks.turnRound(state, id, cause, event);
            case Event.PassFailed failed -> passes.fail(state, failed);
            case Event.RunStopping(var cause) -> PassBooks.turnRound(state, PassId.RUN, cause, event);
            case Event.RunPaused _ -> {
                require(state.started() != null && !state.isOver() && !state.paused(), state, event);
                yield state.paused(true);
            }
            case Event.RunUnpaused _ -> {
                require(!state.isOver() && state.paused(), state, event);
                yield state.paused(false);
            }
            case Event.RunRetried retried -> restarts.retry(state, retried);
            case Event.ResultReused reused -> restarts.reuse(state, reused);
            case Event.ItemsReused reused -> restarts.reuse(state, reused);
            case Event.RunJumped jumped -> restarts.jump(state, jumped);
            case Event.StepCompensated(var id, var undone, _) -> {
                var visit = undoing(state, id, undone);
                require(visit.phase() instanceof Phase.Succeeded, state, event);
                yield PassBooks.counted(state, visit, Saga::withUndone).without(visit);
            }
            case Event.CompensationFailed(var id, var undone, var error) -> {
                var visit = undoing(state, id, undone);
                var done = Objects.requireNonNull(visit.undoes());
                yield PassBooks.counted(state, visit, saga -> saga.withFailed(done, error)).without(visit);
            }
            case Event.RunRestored _ -> {
                require(state.started() != null && !state.isOver(), state, event);
                yield state;
            }
            case Event.AlertRaised _ -> {
                require(!state.isOver(), state, event);
                yield state;
            }
            case Event.RunCompleted _ -> PassBooks.end(state, event, Status.RUNNING, Ending.COMPLETED);
            case Event.RunFailed _ -> PassBooks.end(state, event, Status.STOPPING, Ending.FAILED);
            case Event.RunCancelled _ -> PassBooks.end(state, event, Status.STOPPING, Ending.CANCELLED);
        };
    }

    private RunState start(RunState state, Event.RunStarted started) {
        require(state.started() == null, state, started);
        return state.begun(started, first(program, started));
    }

    /// What a run begins with, also where it begins anew.
    static Token first(Program program, Event.RunStarted started) {
        var resent = started.resent();
        return resent == null
                ? Token.first(PassId.RUN, program.start(), started.input(), null)
                : Token.first(PassId.RUN, resent.loop(), resent.data(), null);
    }

    private RunState enter(RunState state, Event.NodeEntered entered) {
        require(entered.visit().equals(state.nextVisit()), state, entered);
        return entered.undoes() == null ? enterForward(state, entered) : enterBackward(state, entered);
    }

    private RunState enterForward(RunState state, Event.NodeEntered entered) {
        require(!state.isOver() && !state.tokens().isEmpty(), state, entered);
        var token = state.tokens().get(0);
        require(token.to().equals(entered.node()), state, entered);
        var phase = program.node(token.to()) instanceof Node.Join ? new Phase.Joining() : new Phase.Entered();
        return state.with(state.tokens().minus(0))
                .entered(new Visit(entered.visit(), token.to(), token, null, null, phase));
    }

    private RunState enterBackward(RunState state, Event.NodeEntered entered) {
        var pass = state.passes().values().stream()
                .filter(it -> it.status() == Status.STOPPING && undoesNext(it, entered))
                .findFirst().orElseThrow(() -> new IllegalStateException("%s undoes nothing".formatted(entered)));
        var done = Objects.requireNonNull(pass.saga().last());
        var token = new Token(pass.id(), entered.node(), entered.wire(), done.node(), done.output(), ConsPStack.empty(),
                null);
        return state.with(pass.with(pass.saga().minus(done)))
                .entered(new Visit(entered.visit(), entered.node(), token, done, null, new Phase.Entered()));
    }

    private static boolean undoesNext(Pass pass, Event.NodeEntered entered) {
        var last = pass.saga().last();
        return last != null && last.visit().equals(entered.undoes());
    }

    private static RunState schedule(RunState state, Event.RetryScheduled scheduled) {
        var visit = active(state, scheduled.visit());
        if (visit.phase() instanceof Holding) {
            return SourceBooks.schedule(state, scheduled);
        }
        require(visit.phase().equals(new Phase.Failed(scheduled.attempt() - 1)), state, scheduled);
        return state.with(visit.in(new Phase.BackingOff(scheduled.attempt(), scheduled.due())));
    }

    private static RunState lock(RunState state, Event.LockTaken taken) {
        var visit = active(state, taken.visit());
        if (visit.phase() instanceof Phase.Locking(var name, var lease, _) && name.equals(taken.name())) {
            return state.with(visit.in(new Phase.Locked(new HeldLock(name, taken.token(), lease))));
        }
        throw new IllegalStateException("visit %s does not wait for %s".formatted(visit.id(), taken.name()));
    }

    private static RunState attempt(RunState state, Event.AttemptStarted started) {
        var visit = active(state, started.visit());
        int expected = switch (visit.phase()) {
            case Phase.Entered() -> 1;
            case Phase.BackingOff(var attempt, _) -> attempt;
            case Phase.Attempting _,Phase.Succeeded _,Phase.Failed _,Phase.Waiting _,Phase.Receiving _,Phase.Asking _,Phase.Answered _,Phase.Locking _,Phase.Locked _,Phase.Joining(),Phase.Calling _,Holding _ ->
                0;
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
        var kept = switch (program.node(visit.node())) {
            // A disabled step: it gave nothing, and did nothing that could be undone.
            case Node.Step _ when visit.phase() instanceof Phase.Entered -> state;
            case Node.Step _,Node.SubFlow _ -> keepUndoable(withOutput(state, visit, output), visit,
                    visit.workOrThrow().data(), output);
            case Node.Container _ -> keepUndoable(withOutput(state, visit, output), visit, output);
            case Node.Receive _,Node.Approval _ -> withOutput(state, visit, output);
            case Node.End _ -> state.with(visit.pass(), pass -> pass.withOutput(output));
            case Node.Join join -> gather(state, visit, join);
            case Node.Start _,Node.Condition _,Node.Fork _,Node.Wait _,Node.Foreign _ -> state;
        };
        if (state.isResent(visit)) {
            kept = kept.with(visit.pass(), pass -> pass.withOutput(output));
        }
        var left = kept.without(visit);
        return left.with(depart(left.tokens(), visit, output, completed.taken()));
    }

    private RunState fail(RunState state, Event.NodeFailed failed) {
        var visit = active(state, failed.visit());
        require(visit.undoes() == null, state, failed);
        // An effect that happened has to be undone even where what follows it in the same node went wrong.
        var kept = switch (visit.phase()) {
            case Phase.Succeeded(_, var result) -> keepUndoable(state, visit, visit.workOrThrow().data(), result);
            case Holding holding -> PassBooks.kept(state, visit.pass(), holding.saga());
            case Phase.Entered(),Phase.Attempting _,Phase.Failed _,Phase.BackingOff _,Phase.Waiting _,Phase.Receiving _,Phase.Asking _,Phase.Answered _,Phase.Locking _,Phase.Locked _,Phase.Joining(),Phase.Calling _ ->
                state;
        };
        var left = kept.without(visit);
        if (failed.caught() == null) {
            return left;
        }
        var token = new Token(visit.pass(), wire(failed.caught()).to(), failed.caught(), visit.node(),
                visit.token().data(),
                visit.token().path(), failed.error());
        return left.with(left.tokens().plus(token));
    }

    private static RunState withOutput(RunState state, Visit visit, Json output) {
        return state.with(visit.pass(), pass -> pass.withStepOutput(visit.node(), output));
    }

    private RunState keepUndoable(RunState state, Visit visit, Json input, Json output) {
        return program.compensation(visit.node()) == null
                ? state
                : state.with(visit.pass(), new Done(state.doings(), visit.id(), visit.node(), input, output,
                        state.pass(visit.pass()).scene()));
    }

    /// A container that can be undone as a whole takes the place of what was done in it.
    private RunState keepUndoable(RunState state, Visit container, Json output) {
        var saga = container.phase() instanceof Holding holding ? holding.saga() : Saga.EMPTY;
        return program.compensation(container.node()) == null
                ? PassBooks.kept(state, container.pass(), saga)
                : keepUndoable(PassBooks.kept(state, container.pass(), saga.forgotten()), container,
                        container.work() == null ? container.token().data() : container.work().data(),
                        output);
    }

    /// What a node gives that says nothing else.
    private static Json outcome(Visit visit) {
        return switch (visit.phase()) {
            case Phase.Succeeded(_, var result) -> result;
            case Phase.Answered(var data) -> data;
            case Phase.Entered(),Phase.Attempting _,Phase.Failed _,Phase.BackingOff _,Phase.Waiting _,Phase.Receiving _,Phase.Asking _,Phase.Locking _,Phase.Locked _,Phase.Joining(),Phase.Calling _,Holding _ ->
                visit.token().data();
        };
    }

    /// Takes away what waited at a join with the visit that completed it, and what is on its way to no use.
    private RunState gather(RunState state, Visit completed, Node.Join join) {
        var mark = completed.token().innermostFork();
        if (mark == null) {
            return state;
        }
        var left = state;
        for (var other : Joins.waiting(state, completed.pass(), join.id(), mark.fork())) {
            left = other.id().equals(completed.id()) ? left : left.without(other);
        }
        var useless = state.tokens().stream()
                .filter(token -> Joins.isRival(program, token, mark.fork(), join))
                .toList();
        return left.with(state.tokens().minusAll(useless));
    }

    private PVector<Token> depart(PVector<Token> tokens, Visit visit, Json output, List<WireId> taken) {
        var departed = tokens;
        for (int branch = 0; branch < taken.size(); branch++) {
            var wire = wire(taken.get(branch));
            departed = departed
                    .plus(new Token(visit.pass(), wire.to(), wire.id(), visit.node(), output, pathAfter(visit, branch),
                            visit.token().error()));
        }
        return departed;
    }

    private PStack<ForkMark> pathAfter(Visit visit, int branch) {
        var path = visit.token().path();
        return switch (program.node(visit.node())) {
            case Node.Fork fork -> path.plus(new ForkMark(visit.id(), fork.id(), branch));
            case Node.Join _ -> path.isEmpty() ? path : path.minus(0);
            case Node.Start _,Node.End _,Node.Step _,Node.SubFlow _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ ->
                path;
        };
    }

    private Wire wire(WireId id) {
        var wire = program.flow().graph().wire(id);
        if (wire == null) {
            throw new IllegalStateException("the flow %s has no wire %s".formatted(program.flow().id(), id));
        }
        return wire;
    }

    static Visit active(RunState state, VisitId id) {
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

    private static Phase.Calling calling(RunState state, VisitId id) {
        if (active(state, id).phase() instanceof Phase.Calling calling) {
            return calling;
        }
        throw new IllegalStateException("visit %s calls no flow".formatted(id));
    }

    /// What the called run says of its undoing counts here as well.
    private static RunState fail(RunState state, Event.SubFlowFailed failed) {
        var visit = active(state, failed.visit());
        return PassBooks.counted(state.with(visit.in(new Phase.Failed(1))), visit,
                saga -> switch (failed.compensation()) {
                    case COMPLETE -> saga.withUndone();
                    case INCOMPLETE -> saga.withFailure(failed.error());
                    case WITHHELD -> saga.withWithheld(failed.error());
                    case NONE -> saga;
                });
    }

    private static Visit undoing(RunState state, VisitId id, VisitId undone) {
        var visit = active(state, id);
        if (visit.undoes() == null || !visit.undoes().visit().equals(undone)) {
            throw new IllegalStateException("visit %s does not compensate visit %s".formatted(id, undone));
        }
        return visit;
    }

    static void require(boolean possible, RunState state, Event event) {
        if (!possible) {
            throw new IllegalStateException("%s can't happen in %s".formatted(event, state));
        }
    }
}
