package dev.flowloom.run;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Program.Code.StepCode;
import dev.flowloom.run.Visit.Phase;
import org.jspecify.annotations.Nullable;

/// How a step is tried, tried again, and ends.
final class StepRules {
    private final Turn turn;

    StepRules(Turn turn) {
        this.turn = turn;
    }

    void begin(Visit visit) throws ExpressionException {
        var code = code(visit);
        var sight = code.input() == null && code.settings().isLiteral() ? Sight.NOTHING : turn.sight(visit);
        Json data = code.input() == null ? null : sight.see(code.input(), Json.NULL);
        var settings = (data == null ? sight : sight.with("data", data)).see(code.settings(), Json.Obj.EMPTY);
        attempt(visit, 1, (Json.Obj) settings, data);
    }

    private void attempt(Visit visit, int attempt, Json.Obj settings, @Nullable Json data) {
        var timeout = code(visit).step().timeout();
        turn.emit(new Event.AttemptStarted(visit.id(), attempt, settings, data,
                timeout == null ? null : turn.now().plus(timeout)));
    }

    void succeed(Input.StepSucceeded succeeded) {
        if (!isAttempting(succeeded.visit(), succeeded.attempt())) {
            return;
        }
        turn.emit(new Event.AttemptSucceeded(succeeded.visit(), succeeded.attempt(), succeeded.result()));
        var visit = turn.visit(succeeded.visit());
        turn.succeed(visit, succeeded.result(), code(visit).output(), turn.ways(visit));
    }

    void fail(Input.StepFailed failed) {
        if (!isAttempting(failed.visit(), failed.attempt())) {
            return;
        }
        var visit = turn.visit(failed.visit());
        var step = code(visit).step();
        var severity = turn.program().classify(failed.code(), step.type(), failed.severity());
        var error = new RunError(failed.code(), failed.message(), severity, step.id(), failed.details());
        turn.emit(new Event.AttemptFailed(visit.id(), failed.attempt(), error));
        if (mayTryAgain(visit, failed.attempt(), severity)) {
            scheduleRetry(visit, failed.attempt());
        } else {
            turn.fail(turn.visit(visit.id()), error);
        }
    }

    /// While a run turns round only compensations are tried again.
    private boolean mayTryAgain(Visit visit, int attempt, Severity severity) {
        boolean wanted = turn.isRunning(visit) || visit.undoes() != null;
        return wanted && severity.mayPass() && attempt < code(visit).step().retryOrDefault().attempts();
    }

    private void scheduleRetry(Visit visit, int failedAttempt) {
        long seed = Luck.seed(turn.state().startedOrThrow().seed(), visit.id(), failedAttempt);
        var delay = code(visit).step().retryOrDefault().delayAfter(failedAttempt, Luck.unit(seed));
        turn.emit(new Event.RetryScheduled(visit.id(), failedAttempt + 1, turn.now().plus(delay)));
    }

    void tryAgain(Timer timer) {
        var visit = turn.state().find(timer.visit());
        if (visit != null && visit.phase() instanceof Phase.BackingOff(var attempt, _) && attempt == timer.attempt()) {
            var work = visit.workOrThrow();
            attempt(visit, attempt, work.settings(), work.mappedData(visit.token()));
        }
    }

    void timeOut(Timer timer) {
        if (isAttempting(timer.visit(), timer.attempt())) {
            var step = code(turn.visit(timer.visit())).step();
            // Whether it had its turn is known to who uses the resource alone.
            var message = step.resource() == null
                    ? "The attempt did not end within %s.".formatted(step.timeout())
                    : "The attempt did not end within %s, in which it may have waited for its turn at the resource \"%s\"."
                            .formatted(step.timeout(), step.resource());
            fail(new Input.StepFailed(timer.visit(), timer.attempt(), "step.timeout", message, Severity.RECOVERABLE,
                    Json.Obj.EMPTY));
        }
    }

    private boolean isAttempting(VisitId id, int attempt) {
        var visit = turn.state().find(id);
        return visit != null && visit.phase() instanceof Phase.Attempting(var current, _) && current == attempt;
    }

    private StepCode code(Visit visit) {
        return (StepCode) turn.program().code(visit.node());
    }
}
