package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.Node;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import dev.flowloom.run.Pass.Status;
import dev.flowloom.run.Reused.Outcome;

/// How a run is retried, and jumps: what goes on in it afterwards, and what it takes from before.
final class RestartRules {
    private final Turn turn;

    RestartRules(Turn turn) {
        this.turn = turn;
    }

    /// Where something has happened since what stays valid was found out, that no longer fits. A run that another one called has
    /// given that its answer.
    void retry(Input.RetryRequested request) {
        var state = turn.state();
        if (state.hasFailed() && state.startedOrThrow().caller() == null && request.at().equals(state.nextVisit())) {
            turn.emit(new Event.RunRetried(request.by(), request.reason(), request.definition(), request.subFlows(),
                    request.reused(), request.items(), request.letters()));
        }
    }

    void jump(Input.JumpRequested request) {
        var state = turn.state();
        if (state.started() == null || state.started().resent() != null || !canJump(state)
                || !Jumps.isTarget(turn.program().flow().graph(), request.node())) {
            return;
        }
        turn.unpause(request.by(), request.reason());
        turn.emit(new Event.RunJumped(request.by(), request.reason(), request.node(),
                request.data() == null ? state.startedOrThrow().input() : request.data()));
        for (var visit : List.copyOf(turn.state().visits().values())) {
            if (visit.pass().isRun()) {
                turn.cancel(visit, Reason.JUMP);
            }
        }
    }

    private static boolean canJump(RunState state) {
        return state.isOver()
                ? state.hasFailed() && state.startedOrThrow().caller() == null
                : state.pass(PassId.RUN).status() == Status.RUNNING;
    }

    /// Goes on with what was done before, where that is what the visit would do.
    ///
    /// @return whether it was
    boolean reuse(Visit visit) {
        var reused = turn.state().reuse().find(visit.id());
        if (reused == null || !fits(visit, reused.outcome())) {
            return false;
        }
        turn.emit(new Event.ResultReused(visit.id(), reused.visit()));
        goOn(turn.visit(visit.id()), reused.outcome());
        return true;
    }

    private boolean fits(Visit visit, Outcome outcome) {
        var node = turn.program().node(visit.node());
        return switch (outcome) {
            case Outcome.Gave _ -> (node instanceof Node.Step step && !step.disabled()) || node instanceof Node.SubFlow
                    || node instanceof Node.Container;
            case Outcome.Answered _ -> node instanceof Node.Receive || node instanceof Node.Approval;
            case Outcome.Waited _ -> node instanceof Node.Wait;
            case Outcome.Failed(var error) -> turn.program().catching(node.id(), error) != null;
        };
    }

    private void goOn(Visit visit, Outcome outcome) {
        switch (outcome) {
            case Outcome.Gave(_, _, var result) ->
                turn.succeed(visit, result, turn.program().output(visit.node()), turn.ways(visit));
            case Outcome.Answered(var data) when turn.program().node(visit.node()) instanceof Node.Approval ->
                turn.answers().goOn(visit, data);
            case Outcome.Answered _,Outcome.Waited _ -> turn.complete(visit, null, turn.ways(visit));
            case Outcome.Failed(var error) -> turn.fail(visit, error);
        }
    }
}
