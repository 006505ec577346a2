package dev.flowloom.run;

import java.time.Duration;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Program.Code.LockCode;
import dev.flowloom.run.Program.Code.LoopCode;
import dev.flowloom.run.Visit.Phase;
import dev.flowloom.run.Visit.Phase.Holding;
import org.jspecify.annotations.Nullable;

/// How often what a container holds is gone through, and what comes of it. Each pass is undone by itself when it fails;
/// what earlier passes did stays, unless what is around the container turns round.
final class ContainerRules {

    private final Turn turn;
    private final ItemRules items;
    private final SourceRules sources;

    ContainerRules(Turn turn) {
        this.turn = turn;
        this.items = new ItemRules(turn, this);
        this.sources = new SourceRules(turn, this);
    }

    ItemRules items() {
        return items;
    }

    SourceRules sources() {
        return sources;
    }

    void begin(Visit visit, Node.Container container) throws ExpressionException {
        if (turn.program().startOf(container.id()) == null) {
            turn.fail(visit, "container.no-start", "There is no start in it, so nothing could begin.");
            return;
        }
        switch (container) {
            case Node.Scope(_, _, _, var lock, _) when lock != null -> request(visit, lock);
            case Node.Scope _ -> start(visit, 0, visit.token().data());
            case Node.Loop loop -> {
                switch (loop.repeat()) {
                    case Repeat.ForEach each -> items.begin(visit, each);
                    case Repeat.While(_, var limit) -> goOnWhile(visit, 0, visit.token().data(), limit);
                    case Repeat.Until _ -> start(visit, 0, visit.token().data());
                }
            }
        }
    }

    private void request(Visit visit, Lock lock) throws ExpressionException {
        var template = ((LockCode) turn.program().code(visit.node())).name();
        var name = AnswerRules.name(turn.sight(visit).see(template, Json.NULL), Lock.LONGEST_NAME);
        if (name != null) {
            var wait = lock.patience();
            turn.emit(new Event.LockRequested(visit.id(), name, lock.lease(),
                    wait == null ? null : turn.now().plus(wait)));
        } else {
            turn.fail(visit, "lock.name",
                    "The name of the lock must be a number or a text of 1 to %d characters, and not blank."
                            .formatted(Lock.LONGEST_NAME));
        }
    }

    void lock(Input.LockGranted granted) {
        var visit = turn.state().find(granted.visit());
        // One that is paused is in the queue again when it goes on.
        if (visit != null && visit.phase() instanceof Phase.Locking locking && !turn.state().paused()) {
            turn.emit(new Event.LockTaken(visit.id(), locking.name(), granted.token()));
            start(visit, 0, visit.token().data());
        }
    }

    void waitNoLonger(Timer timer) {
        var visit = turn.state().find(timer.visit());
        if (visit != null && visit.phase() instanceof Phase.Locking(var name, _, _)) {
            turn.fail(visit, lockError(visit.node(), "lock.timeout", Severity.RECOVERABLE, name,
                    "The lock \"%s\" was not free within the time that it may be waited for.".formatted(name)));
        }
    }

    /// What was done without the lock, if anything, was done by others: nothing more may be begun.
    void unlock(Input.LockLost lost) {
        for (var pass : turn.state().passes().values()) {
            var lock = pass.lock();
            if (lost.visit().equals(pass.of()) && pass.status() == Pass.Status.RUNNING && lock != null
                    && lock.token() == lost.token()) {
                turn.stop(pass.id(), new Cause.Failed(lockError(turn.visit(lost.visit()).node(), "lock.lost",
                        Severity.CRITICAL, lock.name(),
                        "The lease of the lock \"%s\" ended while nobody went on with the run, and another one took it."
                                .formatted(lock.name()))));
                return;
            }
        }
    }

    private static RunError lockError(NodeId scope, String code, Severity severity, String name, String message) {
        return new RunError(code, message, severity, scope, Json.Obj.of("lock", Json.of(name)));
    }

    void start(Visit visit, int index, Json data) {
        var timeout = timeout(visit);
        turn.emit(new Event.PassStarted(turn.state().nextPass(), visit.id(), index, data,
                timeout == null ? null : turn.now().plus(timeout)));
    }

    private @Nullable Duration timeout(Visit visit) {
        return turn.program().node(visit.node()) instanceof Node.Scope scope ? scope.timeout() : null;
    }

    /// What the scope did is undone, and then it fails.
    void timeOut(Timer timer) {
        var running = turn.state().passes().values().stream()
                .filter(pass -> timer.visit().equals(pass.of()) && pass.status() == Pass.Status.RUNNING).findFirst();
        running.ifPresent(pass -> {
            var visit = container(pass);
            turn.stop(pass.id(), new Cause.Failed(new RunError("scope.timeout",
                    "What the scope holds did not end within %s.".formatted(timeout(visit)), Severity.RECOVERABLE,
                    visit.node(), Json.Obj.EMPTY)));
        });
    }

    /// Goes through it once more, as long as the condition holds.
    private void goOnWhile(Visit visit, int begun, Json data, int limit) throws ExpressionException {
        switch (tested(visit, begun, data)) {
            case Json.Bool(var holds) when holds -> again(visit, begun, data, limit);
            case Json.Bool _,Json.Null() -> turn.complete(visit, data, turn.ways(visit));
            case Json.Obj _,Json.Arr _,Json.Str _,Json.Num _ -> failNotBoolean(visit);
        }
    }

    /// Goes through it once more, until the condition holds for what the latest time gave.
    private void goOnUntil(Visit visit, int begun, Json data, int limit) throws ExpressionException {
        switch (tested(visit, begun - 1, data)) {
            case Json.Bool(var holds) when holds -> turn.complete(visit, data, turn.ways(visit));
            // What is not there is not so.
            case Json.Bool _,Json.Null() -> again(visit, begun, data, limit);
            case Json.Obj _,Json.Arr _,Json.Str _,Json.Num _ -> failNotBoolean(visit);
        }
    }

    private Json tested(Visit visit, int index, Json data) throws ExpressionException {
        var sight = turn.sight(visit).with("data", data).with("loop", Json.Obj.of("index", Json.of(index)));
        return sight.see(code(visit.node()));
    }

    private void again(Visit visit, int begun, Json data, int limit) {
        if (begun < limit) {
            start(visit, begun, data);
        } else {
            turn.fail(visit, "loop.limit",
                    "The loop was gone through %,d times and would go on. Raise its limit, or mend its condition."
                            .formatted(limit));
        }
    }

    private void failNotBoolean(Visit visit) {
        turn.fail(visit, "loop.not-boolean",
                "The loop's condition `%s` gives neither true nor false."
                        .formatted(code(visit.node()).expression().source()));
    }

    private Placed code(NodeId loop) {
        return ((LoopCode) turn.program().code(loop)).expression();
    }

    /// Nothing is under way in it any more, and nothing went wrong.
    void complete(Pass pass) {
        turn.emit(new Event.PassCompleted(pass.id(), pass.output()));
        var visit = container(pass);
        var holding = (Holding) visit.phase();
        if (holding.isFailing()) {
            failWhenAllEnded(visit, holding);
        } else {
            turn.evaluating(visit, () -> goOn(visit, holding, pass.output()));
        }
    }

    private void goOn(Visit visit, Holding holding, Json output) throws ExpressionException {
        switch (turn.program().node(visit.node())) {
            case Node.Loop loop -> {
                switch (loop.repeat()) {
                    case Repeat.ForEach each -> items.goOn(visit, each);
                    case Repeat.While(_, var limit) -> goOnWhile(visit, holding.begun(), output, limit);
                    case Repeat.Until(_, var limit) -> goOnUntil(visit, holding.begun(), output, limit);
                }
            }
            case Node.Scope _ -> turn.complete(visit, output, turn.ways(visit));
            case Node.Start _,Node.End _,Node.Step _,Node.SubFlow _,Node.Condition _,Node.Fork _,Node.Join _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Foreign _ ->
                throw new IllegalStateException("%s holds nothing".formatted(visit.node()));
        }
    }

    /// It turned round, and nothing in it is left to be undone.
    void fail(Pass pass, Cause cause, Compensation compensation) {
        var error = ((Cause.Failed) cause).error();
        turn.emit(new Event.PassFailed(pass.id(), error, compensation));
        var visit = container(pass);
        if (((Holding) visit.phase()).isFailing()) {
            fail(visit, cause);
        } else {
            items.goOnWithout(visit, pass, error);
        }
    }

    /// What goes on in a container that fails turns round as well.
    void fail(Visit visit, Cause cause) {
        var others = turn.state().passes().values().stream()
                .filter(other -> visit.id().equals(other.of()) && other.status() == Pass.Status.RUNNING).toList();
        others.forEach(other -> turn.stop(other.id(), cause));
        failWhenAllEnded(turn.visit(visit.id()), (Holding) turn.visit(visit.id()).phase());
    }

    private void failWhenAllEnded(Visit visit, Holding holding) {
        var failure = holding.failure();
        if (holding.open() > 0 || failure == null) {
            return;
        }
        if (holding.saga().failure() != null || holding.saga().withheld()) {
            // What remains of it, or may, must not be forgotten: the run does not end as a success.
            turn.failUncaught(visit, failure);
        } else {
            turn.fail(visit, failure);
        }
    }

    private Visit container(Pass pass) {
        var of = pass.of();
        if (of == null) {
            throw new IllegalStateException("the run itself is held by nothing");
        }
        return turn.visit(of);
    }
}
