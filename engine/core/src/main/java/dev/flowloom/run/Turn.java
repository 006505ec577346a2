package dev.flowloom.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.Template;
import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import dev.flowloom.run.Pass.Status;
import dev.flowloom.run.Visit.Phase;
import org.jspecify.annotations.Nullable;

/// One call of `decide`: takes an input and moves every token as far as it gets without the world outside. Each event
/// is applied as soon as it is decided, so that what follows is decided in the state after it.
final class Turn {
    /// More than any sound flow passes between two steps in a pass, with its nodes besides; reached only by going round in a circle, or
    /// by forks whose branches are not joined.
    private static final int MOST_IDLE = 10_000;
    /// More than any sound flow has under way at once in one pass; reached only by forks whose branches are not joined.
    private static final int MOST_AT_ONCE = 10_000;

    /// Of what a node gives: joins and loops bring together what many others gave.
    private static final JsonLimit GATHERED = new JsonLimit(64 * 1024 * 1024);

    private final Program program;
    private final Evolution evolution;
    private final int mostEvents;
    private final Instant now;
    private final StepRules steps = new StepRules(this);
    private final GatewayRules gateways = new GatewayRules(this);
    private final ContainerRules containers = new ContainerRules(this);
    private final SubFlowRules subFlows = new SubFlowRules(this);
    private final AnswerRules answers = new AnswerRules(this);
    private final EndRules ends = new EndRules(this);
    private final RestartRules restarts = new RestartRules(this);
    private final List<Event> events = new ArrayList<>();
    /// The passes that may have come to their end in this turn. All others were looked at when the turn before it ended.
    private final NavigableSet<PassId> unsettled = new TreeSet<>();
    private RunState state;

    Turn(Program program, Evolution evolution, int mostEvents, RunState state, Instant now) {
        this.program = program;
        this.evolution = evolution;
        this.mostEvents = mostEvents;
        this.state = state;
        this.now = now;
        if (state.paused() || state.hasTokens()) {
            unsettled.addAll(state.passes().keySet());
        }
    }

    Rules.Decided take(Input input) {
        if (!state.isOver() || input.revives()) {
            decide(input);
        }
        return new Rules.Decided(events, state);
    }

    private void decide(Input input) {
        switch (input) {
            case Input.StartRequested request -> start(request);
            case Input.StepSucceeded succeeded -> steps.succeed(succeeded);
            case Input.StepFailed failed -> steps.fail(failed);
            case Input.SubFlowEnded ended -> subFlows.end(ended);
            case Input.ItemsArrived arrived -> containers.sources().read(arrived);
            case Input.ReadFailed failed -> containers.sources().fail(failed);
            case Input.LockGranted granted -> containers.lock(granted);
            case Input.LockLost lost -> containers.unlock(lost);
            case Input.TimerFired(var timer) -> fire(timer);
            case Input.MessageArrived arrived -> answers.receive(arrived);
            case Input.ApprovalAnswered answered -> answers.answer(answered);
            case Input.PauseRequested(var by, var reason) -> pause(by, reason);
            case Input.UnpauseRequested(var by, var reason) -> {
                if (state.paused()) {
                    unpause(by, reason);
                    containers.sources().goOn();
                }
            }
            case Input.Restored(var by, var reason, var damage, var aside) ->
                emit(new Event.RunRestored(by, reason, damage, aside));
            case Input.CancelRequested(var by, var reason, var undo) -> {
                // What stops a run has to be done: it can't stay paused.
                unpause(by, reason);
                ends.cancel(new Cause.Cancelled(by, reason, undo));
            }
            case Input.RetryRequested request -> restarts.retry(request);
            case Input.JumpRequested request -> restarts.jump(request);
            case Input.TurnRequested() -> {
            }
        }
        if (!state.paused() && (!events.isEmpty() || input instanceof Input.TurnRequested)) {
            advance();
        }
    }

    private void pause(String by, String reason) {
        if (state.started() != null && !state.paused()) {
            emit(new Event.RunPaused(by, reason));
        }
    }

    void unpause(String by, String reason) {
        if (state.paused()) {
            emit(new Event.RunUnpaused(by, reason));
        }
    }

    private void start(Input.StartRequested request) {
        if (state.started() == null) {
            emit(new Event.RunStarted(request.run(), program.flow().id(), request.definition(), Rules.VERSION,
                    request.key(), request.input(), request.seed(), now, request.caller(), request.subFlows(),
                    request.resent()));
        }
    }

    /// What is not done because the run is paused is pending again afterwards.
    private void fire(Timer timer) {
        if (state.paused() && !timer.outlastsPause()) {
            return;
        }
        switch (timer.purpose()) {
            case DEADLINE -> steps.timeOut(timer);
            case RETRY -> {
                steps.tryAgain(timer);
                containers.sources().tryAgain(timer);
            }
            case WAIT -> gateways.wake(timer);
            case TIMEOUT -> answers.timeOut(timer);
            case SCOPE_DEADLINE -> containers.timeOut(timer);
            case LOCK -> containers.waitNoLonger(timer);
            case READ -> containers.sources().timeOut(timer);
        }
    }

    private void advance() {
        while (!state.isOver()) {
            if (state.hasTokens()) {
                if (events.size() >= mostEvents) {
                    return;
                }
                enter(state.tokens().get(0));
            } else if (!settleOne()) {
                return;
            }
        }
    }

    /// Brings a pass to its end in which nothing goes on any more, the innermost first.
    ///
    /// @return whether there was one
    private boolean settleOne() {
        while (!unsettled.isEmpty()) {
            var pass = state.passes().get(unsettled.last());
            if (pass != null && pass.status() != Status.GIVEN_UP) {
                if (pass.visits().isEmpty()) {
                    ends.settle(pass);
                    return true;
                }
                if (pass.visits().stream().allMatch(visit -> visit(visit).phase() instanceof Phase.Joining)) {
                    gateways.giveUpJoining(visit(pass.visits().first()));
                    return true;
                }
            }
            unsettled.removeLast();
        }
        return false;
    }

    private void enter(Token token) {
        var visit = enter(token.to(), token.wire(), null);
        // No wire of the node may catch either: it would only lead into the same again.
        if (state.mostIdle(visit.pass()) > MOST_IDLE + program.nodes()) {
            failUncaught(visit, critical(visit, "flow.endless",
                    ("The run passed more than %,d nodes without doing a step, and may pass no more: it goes round in a circle, or forks send "
                            + "out tokens that no join brings together. Lead the way out of the circle by a condition that comes true, "
                            + "put a step or a wait into it, or join the branches of the forks.")
                            .formatted(MOST_IDLE)));
            return;
        }
        if (state.pass(visit.pass()).visits().size() > MOST_AT_ONCE) {
            failUncaught(visit, critical(visit, "flow.too-many-tokens",
                    ("More than %,d nodes are under way at once, and no more may be: forks send out tokens that no join brings "
                            + "together again. Join the branches of a fork before the next one, or go through a list by a loop.")
                            .formatted(MOST_AT_ONCE)));
            return;
        }
        if (!restarts.reuse(visit)) {
            evaluating(visit, () -> work(visit));
        }
    }

    private void work(Visit visit) throws ExpressionException {
        switch (program.node(visit.node())) {
            case Node.Start _,Node.Fork _ -> complete(visit, null, ways(visit));
            case Node.Step step when step.disabled() -> complete(visit, null, ways(visit));
            case Node.Step _,Node.SubFlow _ -> begin(visit);
            case Node.Condition _ -> gateways.choose(visit);
            case Node.Join join -> gateways.join(visit, join);
            case Node.Wait wait -> gateways.await(visit, wait);
            case Node.Receive receive -> answers.await(visit, receive);
            case Node.Approval approval -> answers.ask(visit, approval);
            case Node.End _ -> ends.end(visit);
            case Node.Container container -> containers.begin(visit, container);
            case Node.Foreign _ ->
                fail(visit, "node.unsupported", "This version of Flowloom can't run this kind of node.");
        }
    }

    // What the rules use

    /// Begins what a step or a sub-flow does.
    void begin(Visit visit) throws ExpressionException {
        if (program.node(visit.node()) instanceof Node.SubFlow) {
            subFlows.begin(visit);
        } else {
            steps.begin(visit);
        }
    }

    /// What a step or a sub-flow does is done.
    ///
    /// @param output makes what it gives of the result; null where it gives that
    void succeed(Visit visit, Json result, @Nullable Template output, List<WireId> ways) {
        var undone = visit.undoes();
        if (undone == null) {
            evaluating(visit, () -> complete(visit, output == null
                    ? null
                    : Sight.from(state, visit, now)
                            .with("data", visit.workOrThrow().data()).with("result", result).see(output, result),
                    ways));
        } else {
            emit(new Event.StepCompensated(visit.id(), undone.visit(), result));
        }
    }

    Program program() {
        return program;
    }

    RunState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    ContainerRules containers() {
        return containers;
    }

    AnswerRules answers() {
        return answers;
    }

    /// Whether what is around the visit goes forward, and has not turned round.
    boolean isRunning(Visit visit) {
        return state.pass(visit.pass()).status() == Status.RUNNING;
    }

    /// Whether what is around the visit was given up by what goes forward without it: what comes of it is nobody's.
    boolean isForsaken(Visit visit) {
        return !isRunning(visit) && state.home(visit.pass()).status() == Status.RUNNING;
    }

    void stop(PassId pass, Cause cause) {
        ends.stop(pass, cause);
    }

    /// Gives up what a visit does, and all that goes on in it.
    void cancel(Visit visit, Reason reason) {
        if (program.node(visit.node()) instanceof Node.Container) {
            var inside = new TreeSet<VisitId>();
            state.passesOf(visit.id()).forEach(pass -> inside.addAll(pass.visits()));
            inside.forEach(other -> giveUp(visit(other), reason));
        }
        giveUp(visit, reason);
    }

    /// What another run does is given up when that has ended.
    void giveUp(Visit visit, Reason reason) {
        if (!(visit.phase() instanceof Phase.Calling calling)) {
            emit(new Event.NodeCancelled(visit.id(), reason));
        } else if (calling.stopping() == null) {
            emit(new Event.SubFlowStopping(visit.id(), reason));
        }
    }

    void emit(Event event) {
        unsettle(event);
        state = evolution.evolve(state, event);
        unsettle(event);
        events.add(event);
    }

    /// What it is about may come to its end by it: seen before it happens, and after.
    private void unsettle(Event event) {
        switch (event) {
            case Event.OfVisit of -> {
                var visit = state.find(of.visit());
                if (visit != null) {
                    unsettled.add(home(visit));
                }
            }
            case Event.PassStopping(var pass, _) -> unsettled.add(pass);
            default -> unsettled.add(PassId.RUN);
        }
    }

    Visit enter(NodeId node, @Nullable WireId wire, @Nullable VisitId undoes) {
        var id = state.nextVisit();
        emit(new Event.NodeEntered(id, node, wire, undoes));
        return visit(id);
    }

    Visit visit(VisitId id) {
        var visit = state.find(id);
        if (visit == null) {
            throw new IllegalStateException("visit %s is not under way".formatted(id));
        }
        return visit;
    }

    Sight sight(Visit visit) {
        return Sight.from(state, visit, now);
    }

    List<WireId> ways(Visit visit) {
        return isResent(visit) ? List.of() : program.ways(visit.node()).stream().map(Wire::id).toList();
    }

    /// Whether it is the loop that items are sent to again, after which nothing comes.
    boolean isResent(Visit visit) {
        return state.isResent(visit);
    }

    /// Leaves by a branch, with what the visit gave.
    void completeBy(Visit visit, String branch, String ifUnwired) {
        var way = program.ways(visit.node()).stream().filter(wire -> branch.equals(wire.branch())).findFirst();
        if (way.isPresent()) {
            complete(visit, null, List.of(way.get().id()));
        } else {
            fail(visit, ifUnwired, "It takes the branch %s, and no wire leaves it.".formatted(branch));
        }
    }

    /// As [#complete], with what joins bring together, and loops gather: it may share values, so that few can stand for endless
    /// text. What anything else gives was measured where it was made.
    void completeGathered(Visit visit, Json output) {
        var excess = GATHERED.excess(output);
        if (excess == null) {
            complete(visit, output, ways(visit));
        } else {
            fail(visit, "flow.too-much-data",
                    "What it gives %s. Give less, such as where the rest is.".formatted(excess));
        }
    }

    /// While what is around it turns round no token goes on.
    void complete(Visit visit, @Nullable Json output, List<WireId> ways) {
        emit(new Event.NodeCompleted(visit.id(), output, isRunning(visit) ? ways : List.of()));
    }

    void fail(Visit visit, String code, String message) {
        fail(visit, critical(visit, code, message));
    }

    private static RunError critical(Visit visit, String code, String message) {
        return new RunError(code, message, Severity.CRITICAL, visit.node(), Json.Obj.EMPTY);
    }

    void fail(Visit visit, RunError error) {
        if (visit.undoes() == null) {
            fail(visit, error, isRunning(visit) && !isResent(visit) ? program.catching(visit.node(), error) : null);
        } else {
            emit(new Event.CompensationFailed(visit.id(), visit.undoes().visit(), error));
            ends.failUndoing(error);
        }
    }

    /// Fails where no wire may catch it.
    void failUncaught(Visit visit, RunError error) {
        fail(visit, error, null);
    }

    private void fail(Visit visit, RunError error, Wire.@Nullable OnError caught) {
        var home = home(visit);
        emit(new Event.NodeFailed(visit.id(), error, caught == null ? null : caught.id()));
        if (caught == null) {
            fail(home, error);
        }
    }

    /// The pass that takes care of a visit; a pass that was given up is forgotten with its last.
    PassId home(Visit visit) {
        return state.home(visit.pass()).id();
    }

    /// Something in the pass failed that nothing catches.
    void fail(PassId pass, RunError error) {
        ends.fail(pass, error);
    }

    /// Does something with expressions; one that can't be evaluated fails the visit.
    void evaluating(Visit visit, Evaluation evaluation) {
        try {
            evaluation.run();
        } catch (ExpressionException broken) {
            fail(visit, BrokenExpressions.error(visit.node(), broken));
        }
    }

    /// Something that evaluates expressions before it emits an event.
    interface Evaluation {
        void run() throws ExpressionException;
    }
}
