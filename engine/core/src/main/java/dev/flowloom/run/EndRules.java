package dev.flowloom.run;

import java.util.List;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import dev.flowloom.run.Program.Code.EndCode;
import dev.flowloom.run.Program.Code.FailCode;
import dev.flowloom.run.Visit.Phase;

/// How a run ends: by its last token, or by turning round and undoing what was done, the last completed first
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

    /// Nothing caught the error. A run that has turned round already goes on undoing, but not with damaged data.
    void fail(RunError error) {
        if (error.severity().needsAlert()) {
            turn.emit(new Event.AlertRaised(error));
        }
        var cause = new Cause.Failed(error);
        if (turn.isRunning() || cause.isCorruption()) {
            stop(cause);
        }
    }

    /// A compensation failed, whose effect remains.
    void failUndoing(RunError error) {
        turn.emit(new Event.AlertRaised(error));
        var cause = new Cause.Failed(error);
        if (cause.isCorruption()) {
            stop(cause);
        }
    }

    /// Turns the run round. An attempt in flight whose effect could be undone is awaited, because nobody knows whether
    /// it had its effect; everything else is given up.
    void stop(Cause cause) {
        turn.emit(new Event.RunStopping(cause));
        var reason = cause instanceof Cause.Failed ? Reason.FAILURE : Reason.CANCEL;
        for (var visit : List.copyOf(turn.state().visits().values())) {
            boolean awaited = visit.phase() instanceof Phase.Attempting
                    && turn.program().compensation(visit.node()) != null
                    && !cause.isCorruption();
            if (!awaited) {
                turn.emit(new Event.NodeCancelled(visit.id(), reason));
            }
        }
    }

    /// Nothing is under way: compensates the next step, or ends the run.
    void settle() {
        var undoable = turn.state().saga().undoable();
        if (turn.isRunning()) {
            turn.emit(new Event.RunCompleted(turn.state().output()));
        } else if (undoable.isEmpty() || cause().isCorruption()) {
            finish();
        } else {
            compensate(undoable.get(0));
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

    private void finish() {
        switch (cause()) {
            case Cause.Failed(var error) -> turn.emit(new Event.RunFailed(error, compensation()));
            case Cause.Cancelled(_, var reason) -> turn.emit(new Event.RunCancelled(reason, compensation()));
        }
    }

    private Cause cause() {
        var cause = turn.state().cause();
        if (cause == null) {
            throw new IllegalStateException("the run stops without a cause");
        }
        return cause;
    }

    private Compensation compensation() {
        var saga = turn.state().saga();
        if (!saga.undoable().isEmpty()) {
            return Compensation.WITHHELD;
        }
        if (saga.failed() > 0) {
            return Compensation.INCOMPLETE;
        }
        return saga.undone() > 0 ? Compensation.COMPLETE : Compensation.NONE;
    }
}
