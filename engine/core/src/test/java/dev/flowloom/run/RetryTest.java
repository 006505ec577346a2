package dev.flowloom.run;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.RetryPlan.Again;
import dev.flowloom.run.RetryPlan.Why;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// A run that failed or was cancelled begins anew, without doing again what stays valid.
final class RetryTest {
    private static FlowBuilder line() {
        return new FlowBuilder().start("s").step("a").step("b", Retry.NEVER).step("c").end("e")
                .way("s", "a", "b", "c", "e");
    }

    private static Simulation failed(FlowBuilder flow) {
        return Simulation.of(flow).start().succeed("a", Json.of(1)).fail("b", "x", Severity.CRITICAL);
    }

    private static Event.RunFailed failed(Compensation compensation) {
        return new Event.RunFailed(
                new RunError("x", "x", Severity.CRITICAL, new NodeId("called"), Json.Obj.EMPTY), compensation);
    }

    private static List<String> tried(Simulation run) {
        return run.attempts().stream().map(step -> step.node().value()).toList();
    }

    private static List<String> kept(RetryPlan plan) {
        return plan.reused().stream().map(reused -> reused.place().shown()).toList();
    }

    private static List<String> items(RetryPlan plan) {
        return plan.items().stream().flatMap(items -> items.stretches().stream()
                .map(stretch -> "%s from %d: %d".formatted(items.loop().shown(), stretch.first(), stretch.count())))
                .toList();
    }

    private static List<String> again(RetryPlan plan) {
        return plan.again().stream().map(each -> each.place().shown() + " " + each.why()).toList();
    }

    @Test
    void whatWasDoneIsNotDoneAgainAndWhatFailedIs() {
        var run = failed(line());
        assertThat(run.isOver()).isTrue();
        run.retry();
        assertThat(tried(run)).containsExactly("b");
        assertThat(run.attempt("b").data()).isEqualTo(Json.of(1));
        run.succeed("b").succeed("c");
        assertThat(run.only(Event.RunCompleted.class).output()).isEqualTo(Json.of("c done"));
        assertThat(run.all(Event.AttemptStarted.class)).hasSize(4);
    }

    @Test
    void thePlanSaysWhatStaysValidAndWhatIsDoneAgainAndWhy() {
        var plan = failed(line()).plan();
        assertThat(kept(plan)).containsExactly("a#1");
        assertThat(again(plan)).containsExactly("b#1 FAILED");
    }

    @Test
    void aRetryIsRecordedWithWhoAndWhyAndNumbersGoOn() {
        var run = failed(line()).retry();
        var retried = run.only(Event.RunRetried.class);
        assertThat(retried.by()).isEqualTo("me");
        assertThat(retried.reason()).isEqualTo("again");
        assertThat(run.only(Event.ResultReused.class)).isEqualTo(
                new Event.ResultReused(new VisitId(5), new VisitId(2)));
        assertThat(run.attempt("b").operationKey()).isEqualTo("r1/b/6");
    }

    @Test
    void whatWasUndoneIsDoneAgain() {
        var run = failed(line().undo("a", "unA")).succeed("unA");
        assertThat(again(run.plan())).containsExactly("a#1 UNDONE", "b#1 FAILED");
        run.retry();
        assertThat(tried(run)).containsExactly("a");
        run.succeed("a").fail("b", "x", Severity.CRITICAL).succeed("unA");
        assertThat(run.all(Event.RunFailed.class)).hasSize(2);
        assertThat(run.all(Event.StepCompensated.class)).extracting(event -> event.undone().number())
                .containsExactly(2, 6);
    }

    @Test
    void whatCouldNotBeUndoneIsDoneAgainAndItsUndoingIsTriedOnceMoreWhenTheRunFailsLater() {
        var run = failed(line().undo("a", "unA")).fail("unA", "x", Severity.CRITICAL);
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.INCOMPLETE);
        assertThat(again(run.plan())).containsExactly("a#1 NOT_UNDONE", "b#1 FAILED");
        run.retry();
        assertThat(tried(run)).containsExactly("a");
        run.succeed("a").fail("b", "x", Severity.CRITICAL).succeed("unA").succeed("unA");
        assertThat(run.all(Event.StepCompensated.class)).extracting(event -> event.undone().number())
                .containsExactly(6, 2);
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void whatCouldNotBeUndoneTwiceIsSaidTwice() {
        var run = failed(line().undo("a", "unA")).fail("unA", "x", Severity.CRITICAL).retry().succeed("a")
                .fail("b", "x", Severity.CRITICAL).succeed("unA").fail("unA", "x", Severity.CRITICAL);
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.INCOMPLETE);
    }

    @Test
    void whatARunThatWasCalledLeftIsNotForgottenByARetry() {
        var run = Simulation.of(new FlowBuilder().start("s").subFlow("call").end("e").way("s", "call", "e"))
                .start().end("call", failed(Compensation.INCOMPLETE)).retry()
                .end("call", failed(Compensation.NONE));
        assertThat(run.all(Event.RunFailed.class)).extracting(Event.RunFailed::compensation)
                .containsExactly(Compensation.INCOMPLETE, Compensation.INCOMPLETE);
    }

    @Test
    void whatWasCutOffIsDoneAgain() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("a").step("b", Retry.NEVER)
                .join("j", JoinRule.ALL).end("e").way("s", "f", "a", "j", "e").way("f", "b", "j")).start()
                .fail("b", "x", Severity.CRITICAL);
        assertThat(again(run.plan())).containsExactly("f.0/a#1 CUT_OFF", "f.1/b#1 FAILED");
    }

    @Test
    void whatWasWithheldIsKeptAndUndoneWhenTheRunFailsLater() {
        var run = Simulation.of(line().undo("a", "unA")).start().succeed("a")
                .fail("b", "x", Severity.CORRUPTION).retry();
        assertThat(tried(run)).containsExactly("b");
        run.fail("b", "x", Severity.CRITICAL);
        assertThat(run.attempt("unA").data()).isEqualTo(Json.of("a done"));
        run.succeed("unA");
        assertThat(run.all(Event.StepCompensated.class)).hasSize(1);
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void whatSomebodyWantsDoneAgainIsDoneAgainAndBothTimesAreUndoneLater() {
        var run = Simulation.of(line().undo("a", "unA")).start().succeed("a")
                .fail("b", "x", Severity.CORRUPTION);
        assertThat(again(run.plan("a"))).containsExactly("a#1 ASKED", "b#1 FAILED");
        run.retry("a").succeed("a").fail("b", "x", Severity.CRITICAL).succeed("unA").succeed("unA");
        assertThat(run.all(Event.StepCompensated.class)).extracting(event -> event.undone().number())
                .containsExactly(5, 2);
    }

    @Test
    void whatOnlyWasDoneBeforeAndHasNoCompensationAnyMoreIsLeftAsItIs() {
        var run = Simulation.of(line().undo("a", "unA")).start().succeed("a").fail("b", "x", Severity.CORRUPTION)
                .retryOn(line()).fail("b", "x", Severity.CRITICAL);
        assertThat(((Event.RunFailed) run.last()).compensation()).isEqualTo(Compensation.NONE);
    }

    @Test
    void aRunThatWasCancelledIsRetried() {
        var run = Simulation.of(line()).start().succeed("a").take(new Input.CancelRequested("me", "no"));
        assertThat(tried(run.retry())).containsExactly("b");
    }

    @Test
    void aRunThatGoesOnOrCompletedIsNotRetried() {
        var run = Simulation.of(line()).start().succeed("a");
        int before = run.events.size();
        assertThat(run.retry().events).hasSize(before);
        run.succeed("b").succeed("c");
        before = run.events.size();
        assertThat(run.retry().events).hasSize(before);
    }

    @Test
    void aRunThatAnotherOneCalledIsNotRetried() {
        var run = Simulation.of(line());
        run.take(new Input.StartRequested(new RunId("r0.1"), "hash", null, Json.NULL, 1,
                new Caller(new RunId("r0"), new VisitId(1), 1), Simulation.SUB_FLOWS));
        run.take(new Input.CancelRequested("me", "no"));
        int before = run.events.size();
        assertThat(run.retry().jump("a", null).events).hasSize(before);
    }

    @Test
    void aPlanThatSomethingHappenedAfterIsNotCarriedOut() {
        var run = failed(line());
        var plan = run.plan();
        run.retry().fail("b", "x", Severity.CRITICAL);
        int before = run.events.size();
        run.take(Simulation.request(plan, "hash"));
        assertThat(run.events).hasSize(before);
    }

    @Test
    void aRetriedRunThatFailedIsRetriedWithWhatItHadNotComeToEither() {
        var flow = new FlowBuilder().start("s").step("a", Retry.NEVER).step("b").step("c", Retry.NEVER).end("e")
                .way("s", "a", "b", "c", "e");
        var run = Simulation.of(flow).start().succeed("a").succeed("b").fail("c", "x", Severity.CRITICAL)
                .retry("a").fail("a", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).containsExactly("b#1");
        run.retry().succeed("a");
        assertThat(tried(run)).containsExactly("c");
    }

    // On another definition

    @Test
    void aCorrectedDefinitionIsFollowed() {
        var corrected = new FlowBuilder().start("s").step("a").condition("k", "y", "data = 1").step("d").end("e")
                .way("s", "a", "k").branch("k", "y", "d").branch("k", "otherwise", "e").way("d", "e");
        var run = failed(line()).retryOn(corrected);
        assertThat(tried(run)).containsExactly("d");
        assertThat(run.succeed("d").last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.state.startedOrThrow().definition()).isEqualTo("hash 1");
    }

    @Test
    void aStepThatIsGivenSomethingElseIsDoneAgain() {
        var other = new FlowBuilder().start("s").step("a", Json.Obj.of("to", Json.of("b")), null, null).step("b").end(
                "e").way("s", "a", "b", "e");
        var run = failed(line());
        assertThat(again(run.plan("other", Simulation.of(other).rules))).containsExactly("a#1 CHANGED", "b#1 FAILED");
        assertThat(tried(run.retryOn(other))).containsExactly("a");
    }

    @Test
    void aCorrectedOutputMappingIsAppliedToTheResultThatThereIs() {
        var wrong = new FlowBuilder().start("s").step("a", Json.Obj.EMPTY, null, Json.of("{{ result * \"x\" }}"))
                .end("e").way("s", "a", "e");
        var right = new FlowBuilder().start("s").step("a", Json.Obj.EMPTY, null, Json.of("{{ result * 2 }}"))
                .end("e").way("s", "a", "e");
        var run = Simulation.of(wrong).start().succeed("a", Json.of(21));
        assertThat(run.last()).isInstanceOf(Event.RunFailed.class);
        run.retryOn(right);
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of(42)));
        assertThat(run.all(Event.AttemptStarted.class)).hasSize(1);
    }

    /// Two of which lead to the same step.
    private static FlowBuilder forked(String... branches) {
        var flow = new FlowBuilder().start("s").fork("f").step("pay").join("j", JoinRule.ALL).step("c", Retry.NEVER)
                .end("e").way("s", "f").way("pay", "j", "c", "e");
        for (var branch : branches) {
            flow.step(branch).way("f", branch, "pay");
        }
        return flow;
    }

    @Test
    void whatWasDoneInABranchOfAForkStaysInItWhereTheForkGetsMore() {
        var run = Simulation.of(forked("m", "n")).start().succeed("m", Json.of("M")).succeed("pay", Json.of("paid M"))
                .succeed("n", Json.of("N")).succeed("pay", Json.of("paid N")).fail("c", "x", Severity.CRITICAL);
        run.retryOn(forked("a", "m", "n"));
        assertThat(tried(run)).containsExactly("a");
        run.succeed("a", Json.of("A"));
        assertThat(run.attempts()).extracting(Effect.RunStep::data).containsExactly(Json.of("A"));
        run.succeed("pay", Json.of("paid A"));
        assertThat(run.attempt("c").data()).isEqualTo(Json.Obj.of("pay",
                Json.Arr.of(Json.of("paid M"), Json.of("paid N"), Json.of("paid A"))));
    }

    @Test
    void whatWasDoneInABranchIsDoneAgainWhereTheForkHasThatBranchNoMore() {
        var before = new FlowBuilder().start("s").fork("f").step("m").step("n").join("j", JoinRule.ALL)
                .step("c", Retry.NEVER).end("e").way("s", "f", "m", "j", "c", "e").way("f", "n", "j");
        var now = new FlowBuilder().start("s").step("m").fork("f").step("n").step("o").join("j", JoinRule.ALL)
                .step("c", Retry.NEVER).end("e").way("s", "m", "f", "n", "j", "c", "e").way("f", "o", "j");
        var run = Simulation.of(before).start().succeed("m").succeed("n").fail("c", "x", Severity.CRITICAL);
        assertThat(again(run.plan("other", Simulation.of(now).rules))).containsExactly("c#1 FAILED",
                "f.0/m#1 CHANGED");
        assertThat(tried(run.retryOn(now))).containsExactly("m");
    }

    @Test
    void whatWasDoneInABranchThatAJumpLedIntoIsDoneAgainByTheFork() {
        var flow = new FlowBuilder().start("s").fork("f").step("m").step("n").join("j", JoinRule.ALL)
                .step("c", Retry.NEVER).end("e").way("s", "f", "m", "j", "c", "e").way("f", "n", "j");
        var run = Simulation.of(flow).start().succeed("m").jump("m", null).succeed("m").fail("c", "x",
                Severity.CRITICAL);
        assertThat(kept(run.plan())).isEmpty();
        assertThat(again(run.plan())).contains("m#1 JUMPED");
    }

    @Test
    void whatTheNewDefinitionDoesNotHaveIsSaidToBeGone() {
        var other = new FlowBuilder().start("s").step("b").end("e").way("s", "b", "e");
        assertThat(again(failed(line()).plan("other", Simulation.of(other).rules)))
                .containsExactly("a#1 GONE", "b#1 FAILED");
    }

    @Test
    void aStepThatIsDisabledNowIsPassedBy() {
        var other = line().disable("a");
        assertThat(tried(failed(line()).retryOn(other))).containsExactly("b");
    }

    // What is waited for

    @Test
    void whatCameAndWasAnsweredIsNotWaitedForAgain() {
        var flow = new FlowBuilder().start("s").waiting("w", "PT1S").receive("r", "news", null, null)
                .approval("ok", "?", "", null).step("b", Retry.NEVER).end("e").end("no")
                .way("s", "w", "r", "ok").branch("ok", "approved", "b").branch("ok", "rejected", "no").way("b", "e");
        var run = Simulation.of(flow).start().fireNextTimer();
        run.take(new Input.MessageArrived(new VisitId(3), 1, run.now, Json.of("hello")));
        run.take(new Input.ApprovalAnswered(new VisitId(4), "boss", true, ""));
        run.fail("b", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).containsExactly("ok#1", "r#1", "w#1");
        run.retry();
        assertThat(tried(run)).containsExactly("b");
        assertThat(run.attempt("b").data()).isEqualTo(new Event.ApprovalGiven(new VisitId(4), "boss", true, "")
                .output());
    }

    @Test
    void anErrorThatWasCaughtStands() {
        var flow = new FlowBuilder().start("s").step("a", Retry.NEVER).step("h").step("b", Retry.NEVER).end("e")
                .way("s", "a", "b", "e").onError("a", "h", Catch.ANYTHING).way("h", "b");
        var run = Simulation.of(flow).start().fail("a", "declined", Severity.CRITICAL).succeed("h")
                .fail("b", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).containsExactly("a#1", "h#1");
        assertThat(tried(run.retry())).containsExactly("b");
        var uncaught = new FlowBuilder().start("s").step("a", Retry.NEVER).step("b", Retry.NEVER).end("e")
                .way("s", "a", "b", "e");
        run.fail("b", "x", Severity.CRITICAL);
        assertThat(tried(run.retryOn(uncaught))).containsExactly("a");
    }

    @Test
    void aConditionThatFailedAndWasCaughtIsComeToAnewWithoutAWord() {
        var flow = new FlowBuilder().start("s").condition("c", "yes", "$error('no')").step("h")
                .step("b", Retry.NEVER).end("e").end("f").way("s", "c").branch("c", "yes", "f")
                .branch("c", "otherwise", "e").onError("c", "h", Catch.ANYTHING).way("h", "b", "e");
        var run = Simulation.of(flow).start().succeed("h").fail("b", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).containsExactly("h#1");
        assertThat(again(run.plan())).containsExactly("b#1 FAILED");
        assertThat(tried(run.retry())).containsExactly("b");
    }

    @Test
    void aSubFlowThatCompletedIsKeptAndOneThatFailedIsCalledAnew() {
        var flow = new FlowBuilder().start("s").subFlow("a").subFlow("b").end("e").way("s", "a", "b", "e");
        var run = Simulation.of(flow).start().end("a", new Event.RunCompleted(Json.of(1)))
                .end("b", new Event.RunCancelled("no", Compensation.NONE)).retry();
        assertThat(run.call("b").run()).isEqualTo(new RunId("r1.6"));
        assertThat(run.end("b", new Event.RunCompleted(Json.of(2))).last()).isEqualTo(
                new Event.RunCompleted(Json.of(2)));
    }

    @Test
    void aSubFlowWhoseFlowIsAnotherOneNowIsCalledAnew() {
        var flow = new FlowBuilder().start("s").subFlow("a").step("b", Retry.NEVER).end("e").way("s", "a", "b", "e");
        var run = Simulation.of(flow).start().end("a", new Event.RunCompleted(Json.of(1)))
                .fail("b", "x", Severity.CRITICAL);
        var moved = List.of(new Pinned(Simulation.SUB_FLOWS.getFirst().flow(), "other hash"));
        var plan = run.plan(new RetryPlan.Target(run.rules, moved, new TreeSet<>()));
        assertThat(again(plan)).containsExactly("a#1 CHANGED", "b#1 FAILED");
    }

    // In containers

    private static FlowBuilder loop(ItemErrors onError) {
        return body(onError).way("s", "l", "e");
    }

    /// With a step after the loop, which may fail.
    private static FlowBuilder after(ItemErrors onError) {
        return body(onError).step("b", Retry.NEVER).way("s", "l", "b", "e");
    }

    private static FlowBuilder body(ItemErrors onError) {
        return new FlowBuilder().start("s").forEach("l", "input.list", 2, onError).start("in").step("a", Retry.NEVER)
                .end("out").way("in", "a", "out").in("l", "in", "a", "out").end("e");
    }

    private static final Json.Obj LIST = Json.Obj.of("list", Json.Arr.of(Json.of("x"), Json.of("y"), Json.of("z")));

    @Test
    void itemsThatWereDoneAreKeptAndTheOthersDone() {
        var run = Simulation.of(loop(ItemErrors.STOP)).start(LIST).succeed("a", Json.of("X"))
                .fail("a", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).isEmpty();
        assertThat(items(run.plan())).containsExactly("l#1 from 0: 1");
        run.retry();
        assertThat(run.attempts()).extracting(Effect.RunStep::data).containsExactly(Json.of("y"), Json.of("z"));
        run.succeed("a", Json.of("Y")).succeed("a", Json.of("Z"));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(
                Json.Arr.of(Json.of("X"), Json.of("Y"), Json.of("Z"))));
    }

    @Test
    void anItemIsAnotherOneWhereTheListIsAnotherOne() {
        var flow = new FlowBuilder().start("s").step("fetch").forEach("l", "steps.fetch", 1).start("in")
                .step("a", Retry.NEVER).end("out").way("in", "a", "out").in("l", "in", "a", "out").end("e")
                .way("s", "fetch", "l", "e");
        var run = Simulation.of(flow).start().succeed("fetch", Json.Arr.of(Json.of("x"), Json.of("y")))
                .succeed("a", Json.of("X")).fail("a", "x", Severity.CRITICAL).retry("fetch")
                .succeed("fetch", Json.Arr.of(Json.of("y"), Json.of("x")));
        assertThat(run.attempt("a").data()).isEqualTo(Json.of("y"));
    }

    @Test
    void itemsAreKeptAsAWholeWithoutGoingThroughThemAndWhatTheyGaveIsThere() {
        var run = Simulation.of(loop(ItemErrors.STOP)).start(LIST).succeed("a", Json.of("X"))
                .succeed("a", Json.of("Y")).fail("a", "x", Severity.CRITICAL);
        int passes = run.all(Event.PassStarted.class).size();
        run.retry();
        assertThat(run.only(Event.ItemsReused.class)).extracting(Event.ItemsReused::first, Event.ItemsReused::count)
                .containsExactly(0, 2);
        assertThat(run.all(Event.PassStarted.class)).hasSize(passes + 1);
        assertThat(run.succeed("a", Json.of("Z")).last()).isEqualTo(new Event.RunCompleted(
                Json.Arr.of(Json.of("X"), Json.of("Y"), Json.of("Z"))));
        assertThat(run.state.reuse()).isEqualTo(Reuse.NONE);
    }

    @Test
    void whereAllItemsAreKeptTheLoopIsDoneAtOnce() {
        var run = Simulation.of(after(ItemErrors.STOP)).start(LIST).succeed("a", Json.of("X"))
                .succeed("a", Json.of("Y")).succeed("a", Json.of("Z")).fail("b", "x", Severity.CRITICAL).retry();
        assertThat(tried(run)).containsExactly("b");
        assertThat(run.attempt("b").data()).isEqualTo(Json.Arr.of(Json.of("X"), Json.of("Y"), Json.of("Z")));
    }

    @Test
    void itemsThatFailedAreTriedAgainAndTheOthersKept() {
        var run = Simulation.of(after(ItemErrors.CONTINUE)).start(LIST).succeed("a", Json.of("X"))
                .fail("a", "x", Severity.CRITICAL).succeed("a", Json.of("Z")).fail("b", "x", Severity.CRITICAL);
        assertThat(items(run.plan())).containsExactly("l#1 from 0: 1", "l#1 from 2: 1");
        assertThat(run.plan().letters()).containsExactly(new VisitId(2));
        run.retry();
        assertThat(run.attempts()).extracting(Effect.RunStep::data).containsExactly(Json.of("y"));
        run.succeed("a", Json.of("Y"));
        assertThat(run.attempt("b").data()).isEqualTo(Json.Arr.of(Json.of("X"), Json.of("Y"), Json.of("Z")));
    }

    @Test
    void whereWhatALoopHoldsHasChangedWhatIsTheSameInItIsKeptForEachItem() {
        var run = Simulation.of(two(null)).start(LIST).succeed("a").succeed("b").fail("a", "x", Severity.CRITICAL);
        assertThat(items(run.plan())).containsExactly("l#1 from 0: 1");
        assertThat(kept(run.plan("b"))).containsExactly("l#1[0]/a#1");
        run.retryOn(two("other"));
        assertThat(run.all(Event.ResultReused.class)).hasSize(1);
        assertThat(run.attempt("b").data()).isEqualTo(Json.of("a done"));
    }

    @Test
    void whatWasDoneForAnItemThatWasKeptAsAWholeIsStillKnownToALaterRetry() {
        var run = Simulation.of(two(null)).start(LIST).succeed("a").succeed("b").fail("a", "x", Severity.CRITICAL)
                .retry().fail("a", "x", Severity.CRITICAL);
        assertThat(items(run.plan())).containsExactly("l#1 from 0: 1");
        assertThat(kept(run.plan("b"))).containsExactly("l#1[0]/a#1");
        assertThat(again(run.plan("b"))).contains("l#1[0]/b#1 ASKED");
    }

    @Test
    void itemsOfWhichSomethingCanBeUndoneAreKeptStepByStep() {
        var run = Simulation.of(loop(ItemErrors.STOP).step("unA").in("l", "unA").undoBy("a", "unA")).start(LIST)
                .succeed("a").fail("a", "x", Severity.CORRUPTION);
        assertThat(items(run.plan())).isEmpty();
        assertThat(kept(run.plan())).containsExactly("l#1[0]/a#1");
        run.retry().fail("a", "x", Severity.CRITICAL).succeed("a").succeed("unA");
        assertThat(run.all(Event.StepCompensated.class)).hasSize(1);
    }

    @Test
    void anItemInWhichAnInnerOneFailedIsGoneThroughAgain() {
        var flow = new FlowBuilder().start("s").forEach("o", "input.list", 1).start("in").step("a")
                .forEach("l", "[1]", 1, ItemErrors.CONTINUE).start("in2").step("i", Retry.NEVER).end("out2")
                .way("in2", "i", "out2").in("l", "in2", "i", "out2").end("out").way("in", "a", "l", "out")
                .in("o", "in", "a", "l", "out").step("b", Retry.NEVER).end("e").way("s", "o", "b", "e");
        var run = Simulation.of(flow).start(Json.Obj.of("list", Json.Arr.of(Json.of("x"), Json.of("y"))))
                .succeed("a").succeed("i").succeed("a").fail("i", "x", Severity.CRITICAL)
                .fail("b", "x", Severity.CRITICAL);
        assertThat(items(run.plan())).containsExactly("o#1 from 0: 1");
        assertThat(kept(run.plan())).containsExactly("o#1[1]/a#1");
        assertThat(run.plan().letters()).hasSize(1);
        run.retry();
        assertThat(tried(run)).containsExactly("i");
        assertThat(run.succeed("i").succeed("b").last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void whatIsReadOfASourceAgainIsPassedOverWhereItWasDone() {
        var flow = new FlowBuilder().start("s").source("l", 2, 1, ItemErrors.STOP).start("in").step("a", Retry.NEVER)
                .end("out").way("in", "a", "out").in("l", "in", "a", "out").end("e").way("s", "l", "e");
        var run = Simulation.of(flow).start().give(false, Json.of(0), Json.of(1), Json.of(2), Json.of(3), Json.of(4))
                .succeed("a").succeed("a").give(true).fail("a", "x", Severity.CRITICAL);
        assertThat(run.plan().items()).hasSize(1).first().extracting(DoneItems::count).isEqualTo(2);
        assertThat(run.plan().items().getFirst().stretches().getFirst().outputs()).isEmpty();
        run.retry().give(false, Json.of(0), Json.of(1), Json.of(2));
        assertThat(run.attempts()).isEmpty();
        run.give(true, Json.of(3), Json.of(4));
        assertThat(run.attempt("a").data()).isEqualTo(Json.Arr.of(Json.of(4)));
        assertThat(run.succeed("a").last()).isEqualTo(new Event.RunCompleted(
                Json.Obj.of("items", Json.of(5L)).with("failed", Json.of(0L))));
    }

    @Test
    void itemsThatAreNotWhereTheySayCountForNothing() {
        var run = Simulation.of(loop(ItemErrors.STOP)).start(LIST).succeed("a").fail("a", "x", Severity.CRITICAL);
        run.retry();
        var loop = run.only(Event.ItemsReused.class).visit();
        assertThatIllegalStateException()
                .isThrownBy(() -> run.evolve(run.state, new Event.ItemsReused(loop, 0, 1, 1)));
    }

    /// A loop that holds two steps.
    private static FlowBuilder two(@Nullable String setting) {
        var settings = setting == null ? Json.Obj.EMPTY : Json.Obj.of("to", Json.of(setting));
        return new FlowBuilder().start("s").forEach("l", "input.list", 1).start("in").step("a", Retry.NEVER)
                .step("b", settings, null, null).end("out").way("in", "a", "b", "out").in("l", "in", "a", "b", "out")
                .end("e").way("s", "l", "e");
    }

    private static FlowBuilder scope() {
        return new FlowBuilder().start("s").scope("g").start("in").step("a").end("out").way("in", "a", "out")
                .in("g", "in", "a", "out").step("b", Retry.NEVER).end("e").way("s", "g", "b", "e").undo("g", "unG");
    }

    @Test
    void aContainerThatIsUndoneAsAWholeIsKeptAsAWhole() {
        var run = Simulation.of(scope()).start(Json.of("in")).succeed("a").fail("b", "x", Severity.CORRUPTION);
        assertThat(kept(run.plan())).containsExactly("g#1");
        run.retry().fail("b", "x", Severity.CRITICAL);
        assertThat(run.attempt("unG").data()).isEqualTo(Json.of("a done"));
        run.succeed("unG");
        assertThat(run.isOver()).isTrue();
        assertThat(run.all(Event.StepCompensated.class)).hasSize(1);
    }

    @Test
    void aContainerThatIsUndoneAsAWholeIsDoneAgainAsAWhole() {
        var run = Simulation.of(scope()).start().succeed("a").fail("b", "x", Severity.CORRUPTION);
        assertThat(again(run.plan("a"))).containsExactly("b#1 FAILED", "g#1 ASKED");
        assertThat(tried(run.retry("a"))).containsExactly("a");
    }

    @Test
    void forksAndJoinsAreGoneThroughAnew() {
        var flow = new FlowBuilder().start("s").fork("f").step("a").step("b", Retry.NEVER).join("j", JoinRule.ALL)
                .end("e").way("s", "f", "a", "j", "e").way("f", "b", "j");
        var run = Simulation.of(flow).start().succeed("a").fail("b", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).containsExactly("f.0/a#1");
        run.retry().succeed("b");
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(
                Json.Obj.of("a", Json.of("a done")).with("b", Json.of("b done"))));
    }

    @Test
    void eachTimeThroughACircleHasItsOwnResult() {
        var flow = new FlowBuilder().start("s").step("a").condition("k", "again", "steps.a < 3").step("b", Retry.NEVER)
                .end("e").way("s", "a", "k").branch("k", "again", "a").branch("k", "otherwise", "b").way("b", "e");
        var run = Simulation.of(flow).start().succeed("a", Json.of(1)).succeed("a", Json.of(2))
                .succeed("a", Json.of(3)).fail("b", "x", Severity.CRITICAL).retry();
        assertThat(tried(run)).containsExactly("b");
        assertThat(run.attempt("b").data()).isEqualTo(Json.of(3));
    }

    @Test
    void nothingIsHeldForARetryWhenItHasTakenWhatThereWas() {
        var run = failed(line()).retry();
        assertThat(run.state.reuse()).isEqualTo(Reuse.NONE);
    }

    @Test
    void aResultIsReusedOnlyWhereItStands() {
        var run = failed(line());
        var event = new Event.ResultReused(new VisitId(1), new VisitId(2));
        assertThatIllegalStateException().isThrownBy(() -> run.evolve(run.fold(2), event));
    }

    @Test
    void scopesKeepTheirTimeWhenTheyBeginAnew() {
        var flow = new FlowBuilder().start("s").scope("g", Duration.ofSeconds(5)).start("in").step("a").end("out")
                .way("in", "a", "out").in("g", "in", "a", "out").end("e").way("s", "g", "e");
        var run = Simulation.of(flow).start().fireNextTimer().retry();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("scope.timeout");
        assertThat(run.timers().getFirst().due()).isEqualTo(run.now.plusSeconds(5));
    }

    @Test
    void eachStepOfABreakableSagaIsListedOnce() {
        var plan = failed(line()).plan("a");
        assertThat(plan.again()).containsExactly(new Again(new Place("a#1"), Why.ASKED),
                new Again(new Place("b#1"), Why.FAILED));
        assertThat(plan.reused()).isEmpty();
    }

    // Jumps

    @Test
    void aJumpGivesUpWhatIsUnderWayAndGoesOnThere() {
        var run = Simulation.of(line()).start(Json.of("in")).succeed("a").jump("c", null);
        assertThat(run.only(Event.NodeCancelled.class).reason()).isEqualTo(Event.NodeCancelled.Reason.JUMP);
        assertThat(tried(run)).containsExactly("c");
        assertThat(run.attempt("c").data()).isEqualTo(Json.of("in"));
        assertThat(run.succeed("c").last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aJumpBringsTheDataThatItIsGivenAndWhatStepsGaveIsStillSeen() {
        var flow = new FlowBuilder().start("s").step("a").step("b", Retry.NEVER)
                .end("e", Json.of("{{ [data, steps.a] }}")).way("s", "a", "b", "e");
        var run = failed(flow).jump("e", Json.of("mine"));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.Arr.of(Json.of("mine"), Json.of(1))));
    }

    @Test
    void whatWasDoneBeforeAJumpStaysUndoable() {
        var run = Simulation.of(line().undo("a", "unA")).start().succeed("a").jump("b", null)
                .fail("b", "x", Severity.CRITICAL);
        assertThat(tried(run)).containsExactly("unA");
    }

    @Test
    void aJumpEndsAPause() {
        var run = Simulation.of(line()).start().take(new Input.PauseRequested("me", "")).jump("c", null);
        assertThat(run.all(Event.RunUnpaused.class)).hasSize(1);
        assertThat(tried(run)).containsExactly("c");
    }

    @Test
    void aJumpOutOfAContainerGivesUpAllThatItHolds() {
        var run = Simulation.of(loop(ItemErrors.STOP)).start(LIST).succeed("a").jump("e", Json.of(1));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of(1)));
        assertThat(run.state.visits()).isEmpty();
    }

    @Test
    void theRunOfASubFlowIsAwaitedAfterAJump() {
        var flow = new FlowBuilder().start("s").subFlow("a").step("b").end("e").way("s", "a", "b", "e");
        var run = Simulation.of(flow).start().jump("b", null).succeed("b");
        assertThat(run.isOver()).isFalse();
        assertThat(run.pending(run.state)).hasOnlyElementsOfType(Effect.StopSubFlow.class);
        assertThat(run.end("a", new Event.RunCompleted(Json.of(1))).last()).isEqualTo(
                new Event.RunCompleted(Json.of("b done")));
    }

    @Test
    void thereIsNoJumpIntoAContainerToWhatIsNotThereOrToWhatOnlyUndoes() {
        var run = Simulation.of(scope()).start();
        int before = run.events.size();
        assertThat(run.jump("a", null).jump("nowhere", null).jump("unG", null).events).hasSize(before);
        assertThat(run.jump("b", null).events).hasSizeGreaterThan(before);
    }

    @Test
    void thereIsNoJumpInARunThatIsBeingUndoneOrCompleted() {
        var run = failed(line().undo("a", "unA"));
        int before = run.events.size();
        assertThat(run.jump("c", null).events).hasSize(before);
        var done = Simulation.of(new FlowBuilder().start("s").end("e").way("s", "e")).start();
        before = done.events.size();
        assertThat(done.jump("e", null).events).hasSize(before);
    }

    @Test
    void afterAJumpNothingIsTakenFromBefore() {
        var run = failed(line()).jump("a", null);
        assertThat(run.state.reuse()).isEqualTo(Reuse.NONE);
        run.succeed("a");
        assertThat(tried(run)).containsExactly("b");
        assertThat(run.all(Event.ResultReused.class)).isEmpty();
    }

    @Test
    void afterAJumpOfARetriedRunNothingIsTakenThatItHadNotComeTo() {
        var flow = new FlowBuilder().start("s").step("a", Retry.NEVER).step("b").step("c", Retry.NEVER).end("e")
                .way("s", "a", "b", "c", "e");
        var run = Simulation.of(flow).start().succeed("a").succeed("b").fail("c", "x", Severity.CRITICAL).retry("a");
        assertThat(run.state.reuse().left().keySet()).containsExactly(new Place("b#1"));
        run.jump("b", null);
        assertThat(tried(run)).containsExactly("b");
        assertThat(run.all(Event.ResultReused.class)).isEmpty();
    }

    @Test
    void aRetryAfterAJumpTakesNothingFromBeforeItThatTheJumpHadDoneAnew() {
        var flow = new FlowBuilder().start("s").step("z").step("a", Retry.NEVER).step("b", Retry.NEVER)
                .step("c", Retry.NEVER).end("e").way("s", "z", "a", "b", "c", "e");
        var run = Simulation.of(flow).start().succeed("z").succeed("a").succeed("b").fail("c", "x", Severity.CRITICAL)
                .jump("a", Json.of("new")).fail("a", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).containsExactly("z#1");
        assertThat(again(run.plan())).containsExactly("a#1 FAILED", "b#1 JUMPED", "c#1 FAILED");
        run.retry().succeed("a", Json.of("A")).fail("b", "x", Severity.CRITICAL);
        assertThat(kept(run.plan())).containsExactly("a#1", "z#1");
        assertThat(again(run.plan())).containsExactly("b#1 FAILED");
    }

    @Test
    void whatWasCutOffAfterAJumpIsNotTakenFromBeforeIt() {
        var run = Simulation.of(line()).start().succeed("a").succeed("b").jump("a", null).succeed("a")
                .take(new Input.CancelRequested("me", "", true));
        assertThat(kept(run.plan())).containsExactly("a#1");
        assertThat(again(run.plan())).containsExactly("b#1 CUT_OFF");
    }

    @Test
    void itemsThatAJumpHadDoneAnewAreNotTakenFromBeforeIt() {
        var run = Simulation.of(after(ItemErrors.CONTINUE)).start(LIST).succeed("a").succeed("a").succeed("a")
                .fail("b", "x", Severity.CRITICAL).jump("l", null).fail("a", "x", Severity.CRITICAL).succeed("a")
                .succeed("a").fail("b", "x", Severity.CRITICAL);
        assertThat(items(run.plan())).containsExactly("l#1 from 1: 2");
        assertThat(again(run.plan())).contains("l#1[0]/a#1 FAILED", "b#1 FAILED");
    }

    @Test
    void whatAStepGaveIsKeptWhereItsOutputMappingFailedAndThatWasCaught() {
        var wrong = caught(Json.of("{{ result * \"x\" }}"));
        var run = Simulation.of(wrong).start().succeed("a", Json.of(21)).fail("h", "x", Severity.CRITICAL);
        run.retryOn(caught(Json.of("{{ result * 2 }}")));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of(42)));
        assertThat(run.all(Event.AttemptStarted.class)).hasSize(2);
    }

    private static FlowBuilder caught(Json output) {
        return new FlowBuilder().start("s").step("a", Json.Obj.EMPTY, null, output).step("h", Retry.NEVER).end("e")
                .way("s", "a", "e").onError("a", "h", Catch.ANYTHING).way("h", "e");
    }

    /// The compensation moves into the scope with it.
    @Test
    void aStepWhoseOutputMappingFailedIsUndoneByTheScopeThatItIsReusedIn() {
        var flow = new FlowBuilder().start("s").scope("box").start("in")
                .step("a", Json.Obj.EMPTY, null, Json.of("{{ result * \"x\" }}")).step("h", Retry.NEVER).end("out")
                .way("in", "a", "out").onError("a", "h", Catch.ANYTHING).way("h", "out")
                .in("box", "in", "a", "h", "out")
                .step("unA").in("box", "unA").undo("a", "unA").step("rescue").end("e").way("s", "box", "e")
                .onError("box", "rescue", Catch.ANYTHING).way("rescue", "e");
        var run = Simulation.of(flow).start().succeed("a", Json.of(21))
                .take(new Input.CancelRequested("me", "", false)).retry("h");
        assertThat(tried(run)).containsExactly("h");
        run.fail("h", "x", Severity.CRITICAL);
        assertThat(tried(run)).containsExactly("unA");
        assertThat(tried(run.succeed("unA"))).containsExactly("rescue");
    }

    @Test
    void whatIsKeptBehindAContainerInWhichSomethingIsDoneAgainIsSaid() {
        var flow = new FlowBuilder().start("s").scope("box").start("in").step("a").end("out").way("in", "a", "out")
                .in("box", "in", "a", "out").step("b").step("c", Retry.NEVER).end("e").way("s", "box", "b", "c", "e");
        var run = Simulation.of(flow).start().succeed("a").succeed("b").fail("c", "x", Severity.CRITICAL);
        assertThat(run.plan("a").keptBehind(flow.build().graph())).containsExactly(new Place("b#1"));
        assertThat(run.plan("box").keptBehind(flow.build().graph())).containsExactly(new Place("b#1"));
        assertThat(run.plan().keptBehind(flow.build().graph())).isEmpty();
    }

    @Test
    void itemsThatAreKeptBehindSomethingThatIsDoneAgainAreSaid() {
        var flow = new FlowBuilder().start("s").step("first").forEach("l", "input.list", 2, ItemErrors.STOP)
                .start("in").step("a").end("out").way("in", "a", "out").in("l", "in", "a", "out")
                .step("b", Retry.NEVER).end("e").way("s", "first", "l", "b", "e");
        var run = Simulation.of(flow).start(LIST).succeed("first").succeed("a").succeed("a").succeed("a")
                .fail("b", "x", Severity.CRITICAL);
        assertThat(run.plan("first").keptBehind(flow.build().graph())).containsExactly(new Place("l#1"));
    }
}
