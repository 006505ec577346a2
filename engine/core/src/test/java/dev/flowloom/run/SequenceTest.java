package dev.flowloom.run;

import java.util.List;
import java.util.stream.IntStream;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SequenceTest {
    private static final Json.Obj ORDER = Json.Obj.of("total", Json.of(120));

    @Test
    void stepsRunOneAfterTheOtherAndTheLastOneGivesTheOutput() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").step("b").end("e").way("s", "a", "b", "e"))
                .start();
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("a");
        run.succeed("a");
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("b");
        run.succeed("b", Json.of("out"));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of("out")));
        assertThat(run.rules.pending(run.state)).isEmpty();
    }

    @Test
    void aDisabledStepIsPassedByAndItsDataGoOnAsTheyCame() {
        var run = Simulation.of(new FlowBuilder().start("s").disabled("a")
                .step("b", Json.Obj.of("before", Json.of("{{ steps.a }}")).with("data", Json.of("{{ data }}")), null,
                        null)
                .end("e").way("s", "a", "b", "e")).start(ORDER);

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("b");
        assertThat(run.attempt("b").settings().get("data")).isEqualTo(ORDER);
        assertThat(run.attempt("b").settings().get("before")).as("it gave nothing").isIn(null, Json.NULL);
    }

    @Test
    void anAnswerAndTheNextAttemptAreOneDecision() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").step("b").end("e").way("s", "a", "b", "e"))
                .start();
        int before = run.commits.size();
        run.succeed("a");
        assertThat(run.commits).hasSize(before + 1);
        assertThat(run.last()).isInstanceOf(Event.AttemptStarted.class);
    }

    @Test
    void anAttemptHasAKeyOfItsOwnAndSharesTheOperationsKey() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").end("e").way("s", "a", "e")).start();
        var first = run.attempt("a");
        run.fail("a", "x", Severity.RECOVERABLE).fireNextTimer();
        var second = run.attempt("a");
        assertThat(first.attemptKey()).isEqualTo("r1/a/2/1");
        assertThat(second.attemptKey()).isEqualTo("r1/a/2/2");
        assertThat(second.operationKey()).isEqualTo(first.operationKey()).isEqualTo("r1/a/2");
    }

    @Test
    void settingsSeeTheInputTheStepsAndTheMappedData() {
        var settings = Json.Obj.of("total", Json.of("{{ input.total }}"))
                .with("before", Json.of("{{ steps.a }}"))
                .with("mapped", Json.of("{{ data.x }}"));
        var run = Simulation.of(new FlowBuilder().start("s").step("a")
                .step("b", settings, Json.Obj.of("x", Json.of("{{ input.total * 2 }}")), null)
                .end("e").way("s", "a", "b", "e"))
                .start(ORDER).succeed("a", Json.of("A"));
        assertThat(run.attempt("b").settings()).isEqualTo(
                Json.Obj.of("total", Json.of(120)).with("before", Json.of("A")).with("mapped", Json.of(240)));
        assertThat(run.attempt("b").data()).isEqualTo(Json.Obj.of("x", Json.of(240)));
    }

    @Test
    void anOutputMappingMakesTheStepsOutputFromItsResult() {
        var run = Simulation.of(new FlowBuilder().start("s")
                .step("a", Json.Obj.EMPTY, null, Json.of("{{ result.rows[0].id }}"))
                .end("e", Json.Obj.of("id", Json.of("{{ steps.a }}"))).way("s", "a", "e"))
                .start().succeed("a", Json.Obj.of("rows", Json.Arr.of(Json.Obj.of("id", Json.of(7)))));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.Obj.of("id", Json.of(7))));
    }

    @Test
    void dataPassesAlongWhereNothingSaysOtherwise() {
        var run = Simulation.of(new FlowBuilder().start("s").end("e").way("s", "e")).start(ORDER);
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(ORDER));
    }

    @Test
    void anExpressionThatCannotBeEvaluatedFailsTheRunWithItsReason() {
        var run = Simulation.of(new FlowBuilder().start("s")
                .step("a", Json.Obj.of("x", Json.of("{{ \"a\" * 2 }}")), null, null).end("e").way("s", "a", "e"))
                .start();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("expression.failed");
    }

    @Test
    void anExpressionThatCannotBeEvaluatedIsToldWithItsFieldItsSourceAndItsPlace() {
        var run = Simulation.of(new FlowBuilder().start("s")
                .step("a", Json.Obj.of("params",
                        Json.Obj.of("amount", Json.of("EUR {{ 1 +\n  $number('abc') }}"))), null, null)
                .end("e").way("s", "a", "e")).start();
        var error = run.only(Event.RunFailed.class).error();
        assertThat(error.message()).isEqualTo("The expression `1 + $number('abc')` in settings/params/amount "
                + "(character 14) failed: $number is given \"abc\", which is not a number.");
        assertThat(error.details()).isEqualTo(Json.Obj.of("field", Json.of("/settings/params/amount"))
                .with("character", Json.of(14))
                .with("expression", Json.of("1 + $number('abc')"))
                .with("reason", Json.of("$number is given \"abc\", which is not a number.")));
    }

    @Test
    void ofALongExpressionThatCannotBeEvaluatedTheBeginningIsTold() {
        var run = Simulation.of(new FlowBuilder().start("s")
                .step("a", Json.Obj.of("x", Json.of("{{ 1 + 'a' + %s }}".formatted("1 + ".repeat(30) + "1"))), null,
                        null)
                .end("e").way("s", "a", "e")).start();
        assertThat(run.only(Event.RunFailed.class).error().message())
                .startsWith("The expression `1 + 'a' + 1 + 1").contains(" …` in settings/x (").hasSizeLessThan(220);
    }

    @Test
    void aConditionThatCannotBeEvaluatedIsToldWithItsBranch() {
        var run = conditional().start(Json.Obj.of("total", Json.of("many")));
        assertThat(run.only(Event.RunFailed.class).error().message()).contains("in branches/0/when (character");
    }

    @Test
    void aConditionTakesTheFirstBranchThatHolds() {
        assertThat(conditional().start(Json.Obj.of("total", Json.of(500))).entered()).containsExactly("s", "c", "big");
        assertThat(conditional().start(Json.Obj.of("total", Json.of(50))).entered()).containsExactly("s", "c", "mid");
        assertThat(conditional().start(Json.Obj.of("total", Json.of(5))).entered()).containsExactly("s", "c", "low");
    }

    @Test
    void whatIsNotThereIsNotSo() {
        assertThat(conditional().start().entered()).containsExactly("s", "c", "low");
    }

    private static Simulation conditional() {
        return Simulation.of(new FlowBuilder().start("s")
                .condition("c", "b1", "input.total > 100", "b2", "input.total > 10")
                .end("big").end("mid").end("low").way("s", "c")
                .branch("c", "b1", "big").branch("c", "b2", "mid").branch("c", "otherwise", "low"));
    }

    @Test
    void aConditionThatGivesNoTruthFailsTheRun() {
        var run = Simulation.of(new FlowBuilder().start("s").condition("c", "b", "1 + 1").end("e").way("s", "c")
                .branch("c", "b", "e").branch("c", "otherwise", "e")).start();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("condition.not-boolean");
    }

    @Test
    void aBranchWithoutAWireFailsTheRun() {
        var run = Simulation.of(new FlowBuilder().start("s").condition("c", "b", "false").end("e").way("s", "c")
                .branch("c", "b", "e")).start();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("condition.no-way");
    }

    @Test
    void aCircleWithoutAStepFailsTheRunInsteadOfTurningForEver() {
        var run = Simulation.of(new FlowBuilder().start("s").condition("c", "b", "false").end("e").way("s", "c")
                .branch("c", "b", "e").branch("c", "otherwise", "c")).start()
                .decideAll();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("flow.endless");
    }

    @Test
    void aCircleOfErrorWiresFailsTheRunInsteadOfTurningForEver() {
        var broken = Json.Obj.of("x", Json.of("{{ \"a\" * 2 }}"));
        var run = Simulation.of(new FlowBuilder().start("s").step("a", broken, null, null)
                .step("b", broken, null, null).end("e").way("s", "a", "e").onError("a", "b", Catch.ANYTHING)
                .onError("b", "a", Catch.ANYTHING)).start().decideAll();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("flow.endless");
    }

    @Test
    void whatAFlowDoesWithoutTheWorldOutsideIsDecidedInParts() {
        var run = Simulation.of(new FlowBuilder().start("s").forEach("loop", "data", 1).end("e").way("s", "loop", "e")
                .start("in").condition("c", "odd", "data % 2 = 1").end("out").end("even").way("in", "c")
                .branch("c", "odd", "out").branch("c", "otherwise", "even").in("loop", "in", "c", "out", "even"))
                .start(new Json.Arr(IntStream.range(0, 20_000).<Json>mapToObj(Json::of).toList()))
                .decideAll();

        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        int largest = 0;
        for (int i = 1; i < run.commits.size(); i++) {
            largest = Math.max(largest, run.commits.get(i) - run.commits.get(i - 1));
        }
        assertThat(largest).isLessThan(1_100);
    }

    @Test
    void aCircleAroundALoopFailsTheRunInsteadOfTurningForEver() {
        var run = Simulation.of(new FlowBuilder().start("s").forEach("loop", "[1, 2]", 1).way("s", "loop", "loop")
                .start("in").end("out").way("in", "out").in("loop", "in", "out")).start().decideAll();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("flow.endless");
    }

    @Test
    void aRunThatJumpsOutOfACircleGoesOn() {
        var run = Simulation.of(new FlowBuilder().start("s").condition("c", "b", "false").step("a").end("e")
                .way("s", "c").branch("c", "b", "a").way("a", "e").branch("c", "otherwise", "c")).start().decideAll()
                .jump("a", null).decideAll();

        assertThat(run.attempts()).hasSize(1);
    }

    @Test
    void manyConditionsSideBySideAreNoCircle() {
        var flow = new FlowBuilder().start("s").fork("f").join("j", JoinRule.ALL).end("e").way("s", "f").way("j", "e");
        for (int branch = 0; branch < 150; branch++) {
            for (int at = 0; at < 80; at++) {
                var id = "c" + branch + "x" + at;
                flow.condition(id, "b", "true");
                if (at == 0) {
                    flow.way("f", id);
                } else {
                    flow.branch("c" + branch + "x" + (at - 1), "b", id);
                }
            }
            flow.branch("c" + branch + "x79", "b", "j");
        }

        assertThat(Simulation.of(flow).start().decideAll().last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aCircleWithAStepInALoopGoesOn() {
        var run = Simulation.of(new FlowBuilder().start("s").forEach("loop", "[1]", 1).way("s", "loop", "loop")
                .start("in").step("each").end("out").way("in", "each", "out").in("loop", "in", "each", "out")).start();
        for (int round = 0; round < 11_000; round++) {
            run.succeed("each");
        }

        assertThat(run.attempts()).hasSize(1);
    }

    @Test
    void forksWithoutAJoinThatSendOutMoreAndMoreTokensFailTheRun() {
        var flow = new FlowBuilder().start("s").fork("f0").way("s", "f0");
        for (int at = 0; at < 40; at++) {
            flow.step("a" + at).step("b" + at).fork("f" + (at + 1)).way("f" + at, "a" + at, "f" + (at + 1))
                    .way("f" + at, "b" + at, "f" + (at + 1));
        }
        var run = Simulation.of(flow.step("last").end("e").way("f40", "last", "e")).start().decideAll();
        while (!run.state.isOver()) {
            run.attempts().forEach(step -> run.take(new Input.StepSucceeded(step.visit(), 1, Json.NULL)));
            run.decideAll();
        }

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("flow.too-many-tokens");
    }

    @Test
    void aCircleWithAStepVisitsItAgain() {
        var run = Simulation.of(new FlowBuilder().start("s").step("poll").condition("c", "b", "steps.poll = \"ready\"")
                .end("e").way("s", "poll", "c").branch("c", "b", "e").branch("c", "otherwise", "poll")).start()
                .succeed("poll", Json.of("no")).succeed("poll", Json.of("ready"));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of("ready")));
    }

    @Test
    void aWaitHoldsTheTokenAndPassesTheData() {
        var run = Simulation.of(new FlowBuilder().start("s").waiting("w", "{{ input.pause }}").end("e")
                .way("s", "w", "e")).start(Json.Obj.of("pause", Json.of("PT5S")));
        assertThat(run.timers()).extracting(Effect.StartTimer::due)
                .containsExactly(Simulation.BEGIN.plusSeconds(5));
        run.fireNextTimer();
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.Obj.of("pause", Json.of("PT5S"))));
    }

    @Test
    void aWaitForNonsenseFailsTheRun() {
        var run = Simulation.of(new FlowBuilder().start("s").waiting("w", "{{ input.pause }}").end("e")
                .way("s", "w", "e")).start(Json.Obj.of("pause", Json.of("soon")));
        assertThat(run.only(Event.RunFailed.class).error().message()).contains("ISO-8601").contains("soon");
    }

    @Test
    void aFailingEndFailsTheRunWithItsErrorAndStopsWhatElseRuns() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("a").step("b")
                .failingEnd("x", "order.rejected", "Rejected: {{ steps.a }}").end("e")
                .way("s", "f", "a", "x").way("f", "b", "e")).start().succeed("a", Json.of("too big"));
        assertThat(run.only(Event.NodeCancelled.class).reason()).isEqualTo(Reason.FAILURE);
        var error = run.only(Event.RunFailed.class).error();
        assertThat(error.code()).isEqualTo("order.rejected");
        assertThat(error.message()).isEqualTo("Rejected: too big");
    }

    @Test
    void aJoinWaitsForEveryBranchThatLeadsToIt() {
        var run = forked(JoinRule.ALL).start();
        assertThat(run.attempts()).hasSize(3);
        run.succeed("a", Json.of(1)).succeed("c", Json.of(3));
        assertThat(run.isOver()).isFalse();
        run.succeed("b", Json.of(2));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(
                Json.Obj.of("a", Json.of(1)).with("c", Json.of(3)).with("b", Json.of(2))));
    }

    @Test
    void branchesThatComeThroughTheSameNodeLoseNothingAtTheJoin() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("a").step("b").step("c").step("d")
                .join("j", JoinRule.ALL).end("e").way("s", "f", "a", "c", "j", "e").way("f", "b", "c")
                .way("f", "d", "j")).start().succeed("a").succeed("b").succeed("d", Json.of(3))
                .succeed("c", Json.of(1)).succeed("c", Json.of(2));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(
                Json.Obj.of("d", Json.of(3)).with("c", Json.Arr.of(Json.of(1), Json.of(2)))));
    }

    @Test
    void aJoinOfAnyGoesOnWithTheFirstAndCancelsTheOthers() {
        var run = forked(JoinRule.ANY).start().succeed("b", Json.of(2));
        assertThat(run.all(Event.NodeCancelled.class)).extracting(Event.NodeCancelled::reason)
                .containsExactly(Reason.JOIN, Reason.JOIN);
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.Obj.of("b", Json.of(2))));
    }

    @Test
    void aJoinOfTwoGoesOnWithTheSecond() {
        var run = forked(new JoinRule.Count(2)).start().succeed("b");
        assertThat(run.isOver()).isFalse();
        run.succeed("a");
        assertThat(run.only(Event.NodeCancelled.class).reason()).isEqualTo(Reason.JOIN);
        assertThat(run.isOver()).isTrue();
    }

    private static Simulation forked(JoinRule rule) {
        return Simulation.of(new FlowBuilder().start("s").fork("f").step("a").step("b").step("c").join("j", rule)
                .end("e").way("s", "f", "a", "j", "e").way("f", "b", "j").way("f", "c", "j"));
    }

    @Test
    void aJoinOfAnyThatFiresAtOnceCancelsWhatIsStillOnItsWay() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("z").join("j", JoinRule.ANY).end("e")
                .way("s", "f", "j", "e").way("f", "z", "j")).start();
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aConditionInABranchMayReachTheJoinByEitherWay() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").condition("c", "b", "input.go").step("a")
                .step("x").join("j", JoinRule.ALL).end("e").way("s", "f", "c").way("f", "a", "j", "e")
                .branch("c", "b", "x").way("x", "j").branch("c", "otherwise", "j")).start().succeed("a");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aJoinThatCanNoLongerBeCompletedFailsTheRun() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").condition("c", "b", "input.go").step("a")
                .join("j", JoinRule.ALL).end("e").end("gone").way("s", "f", "c").way("f", "a", "j", "e")
                .branch("c", "b", "j").branch("c", "otherwise", "gone")).start().succeed("a");
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("join.incomplete");
    }

    @Test
    void aBranchThatGoesElsewhereIsNotWaitedForAndNotCancelled() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("a").step("b").step("mail")
                .join("j", JoinRule.ANY).end("e").end("sent").way("s", "f", "a", "j", "e").way("f", "b", "j")
                .way("f", "mail", "sent")).start().succeed("a");
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("mail");
        run.succeed("mail");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void anInnerForkIsJoinedBeforeTheOuterOne() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").fork("g").step("a").step("b").step("c")
                .join("k", JoinRule.ALL).join("j", JoinRule.ALL).end("e")
                .way("s", "f", "g", "a", "k", "j", "e").way("g", "b", "k").way("f", "c", "j"))
                .start().succeed("a").succeed("c").succeed("b");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.entered()).containsExactly("s", "f", "c", "g", "a", "b", "k", "j", "k", "j", "e");
    }

    @Test
    void aSecondRequestToStartChangesNothing() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").end("e").way("s", "a", "e")).start();
        int events = run.events.size();
        run.start();
        assertThat(run.events).hasSize(events);
    }

    @Test
    void nothingHappensAfterTheEnd() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").end("e").way("s", "a", "e")).start();
        var step = run.attempt("a");
        run.succeed("a");
        int events = run.events.size();
        run.take(new Input.StepSucceeded(step.visit(), 1, Json.NULL));
        run.take(new Input.CancelRequested("me", "late"));
        assertThat(run.events).hasSize(events);
    }

    @Test
    void anEventThatCannotHaveHappenedIsRefused() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").end("e").way("s", "a", "e")).start();
        for (var impossible : List.of(run.events.getFirst(), new Event.RunCompleted(Json.NULL),
                new Event.AttemptSucceeded(new VisitId(2), 2, Json.NULL),
                new Event.NodeCompleted(new VisitId(9), null, List.of()))) {
            assertThatThrownBy(() -> run.rules.evolve(run.state, impossible)).isInstanceOf(IllegalStateException.class);
        }
    }
}
