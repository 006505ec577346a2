package dev.flowloom.run;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.run.Event.Compensation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Scopes and loops: what they hold is gone through as often as they say, and fails, and is undone, as one.
final class ContainersTest {
    private static final Json.Obj THREE = Json.Obj.of("list", Json.Arr.of(Json.of("x"), Json.of("y"), Json.of("z")));

    /// A scope of two steps that can be undone, and a step after it.
    private static FlowBuilder scoped() {
        return new FlowBuilder().start("s").scope("scope").step("after", Retry.NEVER).end("e")
                .way("s", "scope", "after", "e")
                .start("in").step("a").step("b", Retry.NEVER).end("out").way("in", "a", "b", "out")
                .undo("a", "unA").undo("b", "unB").in("scope", "in", "a", "b", "out", "unA", "unB");
    }

    private static FlowBuilder forEach(int concurrency) {
        return new FlowBuilder().start("s").forEach("loop", "input.list", concurrency).end("e").way("s", "loop", "e")
                .start("in").step("each", Retry.NEVER).end("out").way("in", "each", "out")
                .undo("each", "unEach").in("loop", "in", "each", "out", "unEach");
    }

    @Test
    void whatAScopeHoldsIsDoneAndItsEndGivesWhatTheScopeGives() {
        var run = Simulation.of(scoped()).start(Json.of("in")).succeed("a").succeed("b", Json.of("made"));

        assertThat(run.attempt("after").data()).isEqualTo(Json.of("made"));
        run.succeed("after");
        assertThat(run.only(Event.RunCompleted.class).output()).isEqualTo(Json.of("after done"));
        assertThat(run.only(Event.PassStarted.class).data()).isEqualTo(Json.of("in"));
    }

    @Test
    void aScopeThatFailsIsUndoneBeforeItsErrorLeavesByItsWire() {
        var run = Simulation.of(scoped().step("mend").way("mend", "e").onError("scope", "mend", Wire.Catch.ANYTHING))
                .start().succeed("a").fail("b", "full", Severity.CRITICAL);

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("unA");
        run.succeed("unA");
        assertThat(run.only(Event.PassFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
        run.succeed("mend");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.entered()).doesNotContain("unB", "after");
        assertThat(run.all(Event.AlertRaised.class)).isEmpty();
    }

    @Test
    void anUncaughtErrorOfAScopeFailsTheRunWithTheStepsError() {
        var run = Simulation.of(scoped()).start().succeed("a").fail("b", "full", Severity.CRITICAL).succeed("unA");

        var failed = run.only(Event.RunFailed.class);
        assertThat(failed.error().code()).isEqualTo("full");
        assertThat(failed.compensation()).isEqualTo(Compensation.COMPLETE);
        assertThat(run.all(Event.AlertRaised.class)).hasSize(1);
    }

    @Test
    void whatAScopeDidIsUndoneWhenSomethingAfterItFails() {
        var run = Simulation.of(scoped()).start().succeed("a").succeed("b").fail("after", "late", Severity.CRITICAL);

        run.succeed("unB").succeed("unA");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
        assertThat(run.entered()).endsWith("unB", "unA");
    }

    @Test
    void aScopeWithACompensationOfItsOwnIsUndoneByThatAsAWhole() {
        var run = Simulation.of(scoped().undo("scope", "unScope")).start(Json.of("in")).succeed("a")
                .succeed("b", Json.of("made")).fail("after", "late", Severity.CRITICAL);

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("unScope");
        assertThat(run.attempt("unScope").data()).isEqualTo(Json.of("made"));
        run.succeed("unScope");
        assertThat(run.entered()).doesNotContain("unA", "unB");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void aScopeThatCouldNotBeUndoneIsCaughtByNoWire() {
        var run = Simulation.of(scoped().step("mend").way("mend", "e").onError("scope", "mend", Wire.Catch.ANYTHING))
                .start().succeed("a").fail("b", "full", Severity.CRITICAL).fail("unA", "stuck", Severity.CRITICAL);

        assertThat(run.entered()).doesNotContain("mend");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.INCOMPLETE);
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("full");
    }

    @Test
    void aScopeUnderWayIsGivenUpAndUndoneWhenTheRunTurnsRound() {
        var run = Simulation.of(scoped()).start().succeed("a").take(new Input.CancelRequested("me", "enough"));

        // Nobody knows yet whether b had its effect.
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("b");
        run.succeed("b").succeed("unB").succeed("unA");
        assertThat(run.only(Event.RunCancelled.class).compensation()).isEqualTo(Compensation.COMPLETE);
        assertThat(run.entered()).endsWith("unB", "unA");
    }

    @Test
    void cancellingWhileAScopeIsBeingUndoneLetsItBeUndoneToItsEnd() {
        var run = Simulation.of(scoped().step("mend").way("mend", "e").onError("scope", "mend", Wire.Catch.ANYTHING))
                .start().succeed("a").fail("b", "full", Severity.CRITICAL)
                .take(new Input.CancelRequested("me", "enough"));

        run.succeed("unA");
        assertThat(run.only(Event.RunCancelled.class).compensation()).isEqualTo(Compensation.COMPLETE);
        assertThat(run.all(Event.StepCompensated.class)).hasSize(1);
    }

    @Test
    void damagedDataInAScopeStopsTheWholeRunAndUndoesNothing() {
        var run = Simulation.of(scoped().step("mend").way("mend", "e").onError("scope", "mend", Wire.Catch.ANYTHING))
                .start().succeed("a").fail("b", "rot", Severity.CORRUPTION);

        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.WITHHELD);
        assertThat(run.entered()).doesNotContain("unA", "mend");
    }

    @Test
    void aFailingEndInAScopeFailsTheScope() {
        var run = Simulation.of(new FlowBuilder().start("s").scope("scope").end("e").end("other").way("s", "scope", "e")
                .onError("scope", "other", new Wire.Catch.Code("no"))
                .start("in").failingEnd("bad", "no", "It may not be.").way("in", "bad").in("scope", "in", "bad"))
                .start();

        assertThat(run.entered()).endsWith("other");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void stepsInAScopeSeeWhatWasBeforeItAndWhatIsAfterItSeesTheScopeAlone() {
        var run = Simulation.of(new FlowBuilder().start("s").step("first").scope("scope")
                .step("last", Json.Obj.of("seen", Json.of("{{ steps }}")), null, null).end("e")
                .way("s", "first", "scope", "last", "e").start("in")
                .step("inner", Json.Obj.of("seen", Json.of("{{ steps.first }}")), null, null).end("out")
                .way("in", "inner", "out").in("scope", "in", "inner", "out"))
                .start().succeed("first", Json.of(1));

        assertThat(run.attempt("inner").settings()).isEqualTo(Json.Obj.of("seen", Json.of(1)));
        run.succeed("inner", Json.of(2));
        assertThat(run.attempt("last").settings())
                .isEqualTo(Json.Obj.of("seen", Json.Obj.of("first", Json.of(1)).with("scope", Json.of(2))));
    }

    @Test
    void aLoopGoesThroughItsItemsOneByOneAndGivesWhatEachGaveInOrder() {
        var run = Simulation.of(forEach(1)).start(THREE);

        for (var item : List.of("x", "y", "z")) {
            assertThat(run.attempts()).extracting(Effect.RunStep::data).containsExactly(Json.of(item));
            run.succeed("each", Json.of(item + item));
        }
        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Arr.of(Json.of("xx"), Json.of("yy"), Json.of("zz")));
    }

    @Test
    void soManyItemsAsItSaysAreUnderWayAtOnceAndResultsStayInOrder() {
        var run = Simulation.of(forEach(2)).start(THREE);
        assertThat(run.attempts()).hasSize(2);

        var second = run.attempts().get(1);
        run.take(new Input.StepSucceeded(second.visit(), 1, Json.of("second")));
        assertThat(run.attempts()).extracting(Effect.RunStep::data).containsExactly(Json.of("x"), Json.of("z"));
        run.succeed("each", Json.of("first")).succeed("each", Json.of("third"));
        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Arr.of(Json.of("first"), Json.of("second"), Json.of("third")));
    }

    @Test
    void anItemThatFailsTurnsThoseBesideItRoundAndFailsTheLoop() {
        var run = Simulation.of(forEach(3)).start(THREE).succeed("each", Json.of("first"))
                .fail("each", "bad", Severity.CRITICAL);

        // The third is awaited, because it may have had its effect; then it is undone, and then what the first did.
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("each");
        run.succeed("each", Json.of("third"));
        assertThat(run.attempt("unEach").data()).isEqualTo(Json.of("third"));
        run.succeed("unEach");
        assertThat(run.attempt("unEach").data()).isEqualTo(Json.of("first"));
        run.succeed("unEach");
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("bad");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    private static FlowBuilder going(ItemErrors onError) {
        return new FlowBuilder().start("s").forEach("loop", "input.list", 2, onError).end("e").way("s", "loop", "e")
                .start("in").step("first").step("each", Retry.NEVER).end("out").way("in", "first", "each", "out")
                .undo("first", "unFirst").in("loop", "in", "first", "each", "out", "unFirst");
    }

    private static Simulation secondFails(ItemErrors onError) {
        var run = Simulation.of(going(onError)).start(THREE).succeed("first").succeed("first");
        var second = run.attempts().get(1);
        run.take(new Input.StepFailed(second.visit(), 1, "bad", "It is bad.", Severity.CRITICAL, Json.Obj.EMPTY));
        return run.succeed("unFirst").succeed("each", Json.of(1)).succeed("first").succeed("each", Json.of(3));
    }

    @Test
    void aLoopThatGoesOnUndoesTheItemThatFailedAndGivesNothingForIt() {
        assertThat(secondFails(ItemErrors.CONTINUE).only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Arr.of(Json.of(1), Json.NULL, Json.of(3)));
    }

    @Test
    void aLoopThatCollectsErrorsGivesThemBesideItsResults() {
        var output = (Json.Obj) secondFails(ItemErrors.COLLECT).only(Event.RunCompleted.class).output();

        assertThat(output.get("results")).isEqualTo(Json.Arr.of(Json.of(1), Json.NULL, Json.of(3)));
        assertThat(output.get("errors")).isInstanceOfSatisfying(Json.Arr.class, errors -> {
            assertThat(errors.items()).singleElement().isInstanceOfSatisfying(Json.Obj.class, error -> {
                assertThat(error.get("index")).isEqualTo(Json.of(1));
                assertThat(error.get("item")).isEqualTo(Json.of("y"));
                assertThat(((Json.Obj) Objects.requireNonNull(error.get("error"))).get("code"))
                        .isEqualTo(Json.of("bad"));
            });
        });
        assertThat(Simulation.of(going(ItemErrors.COLLECT)).start().only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("results", Json.Arr.of()).with("errors", Json.Arr.of()));
    }

    @Test
    void whatCouldNotBeUndoneForAnItemFailsTheLoopWhateverItSays() {
        var run = Simulation.of(going(ItemErrors.CONTINUE)).start(Json.Obj.of("list", Json.Arr.of(Json.of("x"))))
                .succeed("first").fail("each", "bad", Severity.CRITICAL).fail("unFirst", "stuck", Severity.CRITICAL);

        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.INCOMPLETE);
    }

    @Test
    void whatEarlierItemsDidStaysWhereTheLoopsErrorIsCaught() {
        var run = Simulation.of(forEach(1).end("other").onError("loop", "other", Wire.Catch.ANYTHING)).start(THREE)
                .succeed("each").fail("each", "bad", Severity.CRITICAL);

        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.all(Event.StepCompensated.class)).isEmpty();
    }

    @Test
    void whatEarlierItemsDidIsUndoneWithTheScopeAroundTheLoop() {
        var run = Simulation.of(new FlowBuilder().start("s").scope("scope").end("e").end("other").way("s", "scope", "e")
                .onError("scope", "other", Wire.Catch.ANYTHING)
                .start("in").forEach("loop", "input.list", 1).end("out").way("in", "loop", "out")
                .in("scope", "in", "loop", "out")
                .start("begin").step("each", Retry.NEVER).end("done").way("begin", "each", "done")
                .undo("each", "unEach").in("loop", "begin", "each", "done", "unEach"))
                .start(THREE).succeed("each", Json.of(1)).succeed("each", Json.of(2))
                .fail("each", "bad", Severity.CRITICAL);

        assertThat(run.attempt("unEach").data()).isEqualTo(Json.of(2));
        run.succeed("unEach").succeed("unEach");
        assertThat(run.entered()).endsWith("other");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void expressionsInALoopSeeWhichTimeItIsAndItsItemAlsoWhereWhatItDidIsUndone() {
        var flow = new FlowBuilder().start("s").forEach("loop", "input.list", 1).failingEnd("e", "no", "no")
                .way("s", "loop", "e").start("in")
                .step("each", Json.Obj.of("seen", Json.of("{{ loop }}")), null, null).end("out")
                .way("in", "each", "out")
                .step("unEach", Json.Obj.of("seen", Json.of("{{ loop.item }}")), null, null).undoBy("each", "unEach")
                .in("loop", "in", "each", "out", "unEach");
        var run = Simulation.of(flow).start(Json.Obj.of("list", Json.Arr.of(Json.of("x"))));

        assertThat(run.attempt("each").settings()).isEqualTo(
                Json.Obj.of("seen", Json.Obj.of("index", Json.of(0)).with("item", Json.of("x"))));
        run.succeed("each");
        assertThat(run.attempt("unEach").settings()).isEqualTo(Json.Obj.of("seen", Json.of("x")));
    }

    @Test
    void aLoopWithoutItemsGivesAnEmptyListAndOneOfNoListFails() {
        assertThat(Simulation.of(forEach(1)).start(Json.Obj.of("list", Json.Arr.of())).only(Event.RunCompleted.class)
                .output()).isEqualTo(Json.Arr.of());
        assertThat(Simulation.of(forEach(1)).start().only(Event.RunCompleted.class).output()).isEqualTo(Json.Arr.of());
        assertThat(Simulation.of(forEach(1)).start(Json.Obj.of("list", Json.of("x"))).only(Event.RunFailed.class)
                .error().code()).isEqualTo("loop.items");
    }

    private static FlowBuilder counting(String condition, int limit) {
        return new FlowBuilder().start("s").whileHolds("loop", condition, limit).end("e").way("s", "loop", "e")
                .start("in").step("each").end("out").way("in", "each", "out").in("loop", "in", "each", "out");
    }

    @Test
    void aWhileLoopGoesOnWithWhatEachTimeGaveAsLongAsItsConditionHolds() {
        var run = Simulation.of(counting("data < 3", 10)).start(Json.of(1));

        assertThat(run.attempt("each").data()).isEqualTo(Json.of(1));
        run.succeed("each", Json.of(2));
        assertThat(run.attempt("each").data()).isEqualTo(Json.of(2));
        run.succeed("each", Json.of(3));
        assertThat(run.only(Event.RunCompleted.class).output()).isEqualTo(Json.of(3));
    }

    @Test
    void aWhileLoopThatWouldGoOnPastItsLimitFails() {
        var run = Simulation.of(counting("true", 2)).start().succeed("each").succeed("each");

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("loop.limit");
    }

    @Test
    void aWhileLoopThatDoesNothingIsFoundToGoRoundInACircle() {
        var run = Simulation.of(new FlowBuilder().start("s").whileHolds("loop", "true", 1_000_000).end("e")
                .way("s", "loop", "e").start("in").end("out").way("in", "out").in("loop", "in", "out")).start()
                .decideAll();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("flow.endless");
    }

    @Test
    void dataThatDoubleEachTimeThroughALoopFailItInsteadOfTakingAllMemory() {
        var data = Json.of("{{ data }}");
        var run = Simulation.of(new FlowBuilder().start("s").whileHolds("loop", "true", 1_000).end("e")
                .way("s", "loop", "e").start("in").end("out", new Json.Arr(List.of(data, data, data))).way("in", "out")
                .in("loop", "in", "out")).start(Json.of("some words")).decideAll();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("expression.failed");
        assertThat(run.only(Event.RunFailed.class).error().message()).contains("16,777,216 characters");
    }

    @Test
    void dataThatJoinsDoubleFailTheRun() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").condition("a", "b", "true")
                .condition("c", "d", "true").join("j", JoinRule.ALL).way("s", "f", "a").way("f", "c")
                .branch("a", "b", "j").branch("c", "d", "j").way("j", "f")).start(Json.of("some words")).decideAll();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("flow.too-much-data");
    }

    @Test
    void dataThatNestDeeperEachTimeThroughALoopFailIt() {
        var run = Simulation.of(new FlowBuilder().start("s").whileHolds("loop", "true", 1_000).end("e")
                .way("s", "loop", "e").start("in").end("out", Json.Obj.of("data", Json.of("{{ data }}")))
                .way("in", "out").in("loop", "in", "out")).start(Json.of("some words")).decideAll();

        assertThat(run.only(Event.RunFailed.class).error().message()).contains("nested more than 400 deep");
    }

    private static FlowBuilder repeated(String condition, int limit) {
        return new FlowBuilder().start("s").untilHolds("loop", condition, limit).end("e").way("s", "loop", "e")
                .start("in").step("each").end("out").way("in", "each", "out").in("loop", "in", "each", "out");
    }

    @Test
    void anUntilLoopIsGoneThroughOnceBeforeItsConditionIsTested() {
        var run = Simulation.of(repeated("data >= 3", 10)).start(Json.of(7));

        assertThat(run.attempt("each").data()).isEqualTo(Json.of(7));
        run.succeed("each", Json.of(2));
        assertThat(run.attempt("each").data()).isEqualTo(Json.of(2));
        run.succeed("each", Json.of(3));
        assertThat(run.only(Event.RunCompleted.class).output()).isEqualTo(Json.of(3));
    }

    @Test
    void theConditionOfAnUntilLoopSeesWhichTimeItWas() {
        var run = Simulation.of(repeated("loop.index = 1", 10)).start().succeed("each").succeed("each");

        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void anUntilLoopThatWouldGoOnPastItsLimitFails() {
        var run = Simulation.of(repeated("data.done", 2)).start().succeed("each").succeed("each");

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("loop.limit");
        assertThat(run.all(Event.PassStarted.class)).hasSize(2);
    }

    @Test
    void anUntilLoopWhoseConditionGivesNeitherTrueNorFalseFails() {
        var run = Simulation.of(repeated("data", 2)).start().succeed("each");

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("loop.not-boolean");
    }

    @Test
    void anUntilLoopThatDoesNothingIsFoundToGoRoundInACircle() {
        var run = Simulation.of(new FlowBuilder().start("s").untilHolds("loop", "false", 1_000_000).end("e")
                .way("s", "loop", "e").start("in").end("out").way("in", "out").in("loop", "in", "out")).start()
                .decideAll();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("flow.endless");
    }

    @Test
    void manyItemsOfALoopThatDoesNothingAreNoCircle() {
        var items = new Json.Arr(Collections.nCopies(20_000, Json.of(1)));
        var run = Simulation.of(new FlowBuilder().start("s").forEach("loop", "input.list", 3).end("e")
                .way("s", "loop", "e").start("in").end("out").way("in", "out").in("loop", "in", "out"))
                .start(Json.Obj.of("list", items))
                .decideAll();

        assertThat(run.only(Event.RunCompleted.class).output()).isEqualTo(items);
    }

    @Test
    void aContainerThatAJoinGoesOnWithoutIsGivenUpWithAllInIt() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("quick").scope("slow")
                .join("j", JoinRule.ANY)
                .step("after", Retry.NEVER).end("e").way("s", "f", "quick", "j", "after", "e").way("f", "slow", "j")
                .start("in").step("a").step("b").end("out").way("in", "a", "b", "out").undo("a", "unA")
                .in("slow", "in", "a", "b", "out", "unA")).start().succeed("a").succeed("quick");

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("after");
        run.fail("after", "late", Severity.CRITICAL);
        // What it did before is undone with the run.
        run.succeed("unA");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void aJoinThatGoesOnWithoutWhatCouldNotBeUndoneLeadsToNoSuccess() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("quick").forEach("slow", "input.list", 2)
                .join("j", JoinRule.ANY).end("e").way("s", "f", "quick", "j", "e").way("f", "slow", "j")
                .start("in").step("first").step("each", Retry.NEVER).end("out").way("in", "first", "each", "out")
                .undo("first", "unFirst").undo("each", "unEach")
                .in("slow", "in", "first", "each", "out", "unFirst", "unEach"))
                .start(Json.Obj.of("list", Json.Arr.of(Json.of("x"), Json.of("y")))).succeed("first").succeed("first")
                .fail("each", "bad", Severity.CRITICAL).fail("unFirst", "stuck", Severity.CRITICAL).succeed("quick");

        run.succeed("unFirst");
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("stuck");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.INCOMPLETE);
    }

    @Test
    void aContainerWithoutAStartSaysSo() {
        var run = Simulation.of(new FlowBuilder().start("s").scope("scope").end("e").way("s", "scope", "e")).start();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("container.no-start");
    }

    @Test
    void everyPrefixOfARunWithLoopsInScopesFoldsToTheStateThatWasDecidedIn() {
        var run = Simulation.of(scoped()).start().succeed("a").fail("b", "full", Severity.CRITICAL).succeed("unA");

        for (int i = 0; i < run.commits.size(); i++) {
            assertThat(run.fold(run.commits.get(i))).isEqualTo(run.states.get(i));
        }
    }
}
