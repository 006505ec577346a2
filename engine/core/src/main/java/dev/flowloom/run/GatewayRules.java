package dev.flowloom.run;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeSet;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import dev.flowloom.run.Program.Code.ConditionCode;
import dev.flowloom.run.Program.Code.WaitCode;
import dev.flowloom.run.Visit.Phase;

/// Which way a token takes, and what it waits for.
final class GatewayRules {
    private final Turn turn;

    GatewayRules(Turn turn) {
        this.turn = turn;
    }

    void choose(Visit visit) throws ExpressionException {
        var sight = turn.sight(visit);
        for (var choice : ((ConditionCode) turn.program().code(visit.node())).choices()) {
            switch (sight.see(choice.when())) {
                case Json.Bool(var holds) -> {
                    if (holds) {
                        take(visit, choice.branch());
                        return;
                    }
                }
                // What is not there is not so.
                case Json.Null() -> {
                }
                case Json.Obj _,Json.Arr _,Json.Str _,Json.Num _ -> {
                    turn.fail(visit, "condition.not-boolean",
                            "The condition `%s` gives neither true nor false."
                                    .formatted(choice.when().expression().source()));
                    return;
                }
            }
        }
        take(visit, Branch.OTHERWISE);
    }

    private void take(Visit visit, String branch) {
        turn.completeBy(visit, branch, "condition.no-way");
    }

    void join(Visit visit, Node.Join join) {
        var mark = visit.token().innermostFork();
        if (mark == null) {
            turn.completeGathered(visit, Joins.data(List.of(visit)));
            return;
        }
        var arrived = Joins.waiting(turn.state(), visit.pass(), join.id(), mark.fork());
        if (Joins.branches(arrived) >= Joins.needed(join.rule(), turn.program(), mark.node(), join.id())) {
            cancelRivals(arrived, mark.fork(), join);
            turn.completeGathered(visit, Joins.data(arrived));
        }
    }

    private void cancelRivals(List<Visit> arrived, VisitId fork, Node.Join join) {
        var open = new TreeSet<VisitId>(turn.state().pass(arrived.getFirst().pass()).visits());
        arrived.forEach(visit -> open.remove(visit.id()));
        for (var id : open) {
            var other = turn.visit(id);
            if (Joins.isRival(turn.program(), other.token(), fork, join)) {
                turn.cancel(other, Reason.JOIN);
            }
        }
    }

    void giveUpJoining(Visit visit) {
        turn.fail(visit, "join.incomplete",
                "The join waits for a branch that can no longer arrive. Lead every branch of the fork to the join.");
    }

    void await(Visit visit, Node.Wait wait) throws ExpressionException {
        var text = text(turn.sight(visit).see(((WaitCode) turn.program().code(visit.node())).time(), Json.NULL));
        switch (wait.delay()) {
            case Node.Delay.For _ -> awaitTime(visit, text);
            case Node.Delay.Until _ -> awaitMoment(visit, text);
        }
    }

    private static String text(Json value) {
        return switch (value) {
            case Json.Str(var string) -> string;
            case Json.Num(var number) -> "the number " + number;
            case Json.Null() -> "nothing";
            case Json.Bool _,Json.Arr _,Json.Obj _ -> "no text";
        };
    }

    private void awaitTime(Visit visit, String text) {
        try {
            turn.emit(new Event.WaitStarted(visit.id(), turn.now().plus(Duration.parse(text))));
        } catch (DateTimeException | ArithmeticException invalid) {
            turn.fail(visit, "wait.duration", Node.Delay.For.isTooLong(text)
                    ? "How long to wait is too long: %s. No clock goes so far; wait for less.".formatted(text)
                    : "How long to wait must be an ISO-8601 duration such as PT5S, and is %s.".formatted(text));
        }
    }

    /// What is past already is due at once.
    private void awaitMoment(Visit visit, String text) {
        try {
            turn.emit(new Event.WaitStarted(visit.id(), OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException invalid) {
            turn.fail(visit, "wait.moment",
                    "Until when to wait must be an ISO-8601 moment with its offset such as 2026-12-24T18:00:00+09:00, and is %s."
                            .formatted(text));
        }
    }

    void wake(Timer timer) {
        var visit = turn.state().find(timer.visit());
        if (visit != null && visit.phase() instanceof Phase.Waiting) {
            turn.complete(visit, null, turn.ways(visit));
        }
    }
}
