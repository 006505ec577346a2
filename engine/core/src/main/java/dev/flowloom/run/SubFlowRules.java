package dev.flowloom.run;

import java.util.List;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import dev.flowloom.run.Program.Code.SubFlowCode;
import dev.flowloom.run.Visit.Phase;

/// How another flow's run is called, and what comes of it here. It undoes what it did when it fails or is given up; what it
/// did that completed is undone by what is wired to the sub-flow alone.
final class SubFlowRules {
    private final Turn turn;

    SubFlowRules(Turn turn) {
        this.turn = turn;
    }

    void begin(Visit visit) throws ExpressionException {
        var code = code(visit);
        var started = turn.state().startedOrThrow();
        var definition = started.definitionOf(code.reference());
        if (definition == null) {
            turn.fail(visit, "subflow.unknown",
                    "The flow %s was not there when the run started.".formatted(code.reference()));
        } else if (started.depth() >= Caller.DEEPEST) {
            turn.fail(visit, "subflow.too-deep",
                    "%d flows call each other already. Mend a flow that calls itself without an end."
                            .formatted(Caller.DEEPEST));
        } else {
            turn.emit(new Event.SubFlowStarted(visit.id(), started.run().called(visit.id()), definition,
                    turn.sight(visit).see(code.input(), visit.token().data())));
        }
    }

    void end(Input.SubFlowEnded ended) {
        var visit = turn.state().find(ended.visit());
        if (visit == null || !(visit.phase() instanceof Phase.Calling calling)) {
            return;
        }
        switch (ended.end()) {
            case Event.RunCompleted(var output) -> complete(visit, calling, output);
            case Event.RunFailed(var error, var compensation) -> fail(visit, calling, from(visit, calling, error),
                    compensation);
            case Event.RunCancelled(var reason, var compensation) -> fail(visit, calling, new RunError(
                    "subflow.cancelled", "Its run was cancelled: %s".formatted(reason), Severity.CRITICAL,
                    visit.node(), in(calling)), compensation);
        }
    }

    private void complete(Visit before, Phase.Calling calling, Json output) {
        turn.emit(new Event.SubFlowCompleted(before.id(), output));
        var visit = turn.visit(before.id());
        if (visit.undoes() == null && (calling.stopping() == Reason.JOIN || calling.stopping() == Reason.JUMP
                || turn.isForsaken(visit))) {
            // What it gives is of no use to anybody, so that nothing may go wrong with it.
            turn.complete(visit, null, List.of());
        } else {
            turn.succeed(visit, output, code(visit).output(), turn.ways(visit));
        }
    }

    private void fail(Visit before, Phase.Calling calling, RunError error, Compensation compensation) {
        turn.emit(new Event.SubFlowFailed(before.id(), error, compensation));
        var visit = turn.visit(before.id());
        if (calling.stopping() != null) {
            var home = turn.home(visit);
            turn.emit(new Event.NodeCancelled(visit.id(), calling.stopping()));
            if (error.severity() == Severity.CORRUPTION) {
                turn.fail(home, error);
            }
        } else if (leavesSomething(compensation) && visit.undoes() == null) {
            // What remains of it must not be forgotten: the run does not end as a success.
            turn.failUncaught(visit, error);
        } else {
            turn.fail(visit, error);
        }
    }

    private static boolean leavesSomething(Compensation compensation) {
        return compensation == Compensation.INCOMPLETE || compensation == Compensation.WITHHELD;
    }

    private static RunError from(Visit visit, Phase.Calling calling, RunError error) {
        return new RunError(error.code(), error.message(), error.severity(), visit.node(),
                in(calling).with("node", Json.of(error.node().value())).with("details", error.details()));
    }

    private static Json.Obj in(Phase.Calling calling) {
        return Json.Obj.of("run", Json.of(calling.run().value()));
    }

    private SubFlowCode code(Visit visit) {
        return (SubFlowCode) turn.program().code(visit.node());
    }
}
