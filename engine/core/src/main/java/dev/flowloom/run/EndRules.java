package dev.flowloom.run;

import java.util.List;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import dev.flowloom.run.Pass.Status;
import dev.flowloom.run.Program.Code.EndCode;
import dev.flowloom.run.Program.Code.FailCode;
import dev.flowloom.run.Visit.Phase;

/// How a pass, and so the run, ends: by its last token, or by turning round and undoing what was done, the last completed first
/// (a saga: Garcia-Molina, Salem: "Sagas", SIGMOD 1987).
final class EndRules {
    private final Turn turn;

    EndRules(Turn turn) {
        this.turn = turn;
    }

    void end(Visit visit) throws ExpressionException {
        if (turn.program().code(visit.node()) instanceof FailCode(var code, var message)) {
            var value = turn.sight(visit).see(message, Json.NULL);
            turn.fail(visit, code, value instanceof Json.Str(var text) ? text : code);
        } else {
            var output = ((EndCode) turn.program().code(visit.node())).output();
            turn.complete(visit, output == null ? null : turn.sight(visit).see(output, Json.NULL), List.of());
        }
    }

    /// Nothing caught the error in the pass. One that has turned round already goes on undoing, but not with damaged data.
    void fail(PassId pass, RunError error) {
        var home = turn.state().home(pass);
        var cause = new Cause.Failed(error);
        if (error.severity().needsAlert() && (home.id().isRun() || cause.withholds())) {
            turn.emit(new Event.AlertRaised(error));
        }
        if (cause.withholds()) {
            stop(PassId.RUN, cause);
        } else if (home.status() == Status.RUNNING) {
            stop(home.id(), cause);
        }
    }

    /// A compensation failed, whose effect remains.
    void failUndoing(RunError error) {
        turn.emit(new Event.AlertRaised(error));
        var cause = new Cause.Failed(error);
        if (cause.withholds()) {
            stop(PassId.RUN, cause);
        }
    }

    /// Turns the run round, unless it has; a run that undoes what was done can still be kept from that.
    void cancel(Cause.Cancelled cause) {
        if (turn.state().started() == null) {
            return;
        }
        var run = turn.state().pass(PassId.RUN);
        if (run.status() == Status.RUNNING || (cause.withholds() && !cause(run).withholds())) {
            stop(PassId.RUN, cause);
        }
    }

    /// Turns a pass round, and all in it. An attempt in flight whose effect could be undone is awaited, because nobody
    /// knows whether it had its effect, and so is what undoes something; everything else is given up.
    void stop(PassId pass, Cause cause) {
        turn.emit(pass.isRun() ? new Event.RunStopping(cause) : new Event.PassStopping(pass, cause));
        var reason = cause instanceof Cause.Failed ? Reason.FAILURE : Reason.CANCEL;
        for (var id : turn.state().visitsWithin(pass)) {
            var visit = turn.visit(id);
            if (!isAwaited(visit, cause)) {
                turn.giveUp(visit, reason);
            }
        }
    }

    private boolean isAwaited(Visit visit, Cause cause) {
        boolean mayHaveDone = visit.phase() instanceof Phase.Attempting
                && turn.program().compensation(visit.node()) != null;
        return !cause.withholds() && (mayHaveDone || visit.undoes() != null);
    }

    /// Nothing is under way in the pass: compensates the next thing done in it, or ends it.
    void settle(Pass pass) {
        if (pass.status() == Status.RUNNING) {
            complete(pass);
            return;
        }
        var next = pass.saga().last();
        var cause = cause(pass);
        if (next == null || cause.withholds()) {
            finish(pass, cause);
        } else {
            compensate(next);
        }
    }

    /// What was given up, because a join did without it, may have left an effect behind that could not be undone: no
    /// success.
    private void complete(Pass pass) {
        if (pass.saga().failure() != null) {
            stop(pass.id(), new Cause.Failed(pass.saga().failure()));
        } else if (pass.id().isRun()) {
            turn.emit(new Event.RunCompleted(pass.output()));
        } else {
            turn.containers().complete(pass);
        }
    }

    private void compensate(Done done) {
        var wire = turn.program().compensation(done.node());
        if (wire == null) {
            throw new IllegalStateException("nothing compensates %s".formatted(done.node()));
        }
        var visit = turn.enter(wire.to(), wire.id(), done.visit());
        turn.evaluating(visit, () -> turn.begin(visit));
    }

    private void finish(Pass pass, Cause cause) {
        var compensation = pass.saga().compensation();
        if (!pass.id().isRun()) {
            turn.containers().fail(pass, cause, compensation);
            return;
        }
        switch (cause) {
            case Cause.Failed(var error) -> turn.emit(new Event.RunFailed(error, compensation));
            case Cause.Cancelled(_, var reason, _) -> turn.emit(new Event.RunCancelled(reason, compensation));
        }
    }

    private static Cause cause(Pass pass) {
        var cause = pass.cause();
        if (cause == null) {
            throw new IllegalStateException("pass %s stops without a cause".formatted(pass.id()));
        }
        return cause;
    }
}
