package dev.flowloom.run;

import java.time.Duration;
import java.util.List;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.run.Event.Compensation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A scope has a time to end in: when that is over, what was done in it is undone, and it fails.
final class ScopeTimeoutTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// A scope of two steps, of which the first can be undone, and what mends its time-out.
    private static FlowBuilder timed() {
        return new FlowBuilder().start("s").scope("scope", MINUTE).end("e").way("s", "scope", "e")
                .step("mend").way("mend", "e").onError("scope", "mend", new Wire.Catch.Code("scope.timeout"))
                .start("in").step("a").step("b", Retry.NEVER).end("out").way("in", "a", "b", "out")
                .undo("a", "unA").in("scope", "in", "a", "b", "out", "unA");
    }

    @Test
    void whatASubFlowGaveIsNobodysWhereAJoinWentOnWithoutItsScopeThatWasOutOfTime() {
        var run = Simulation
                .of(new FlowBuilder().start("s").fork("f").scope("scope", Duration.ofSeconds(7)).step("other")
                        .join("j", JoinRule.ANY).step("after").end("e").way("s", "f", "scope", "j", "after", "e")
                        .way("f", "other", "j").start("in").subFlow("call").step("next").end("out")
                        .way("in", "call", "next", "out").in("scope", "in", "call", "next", "out"))
                .start();
        run.fireNextTimer().succeed("other");
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("after");

        run.end("call", new Event.RunCompleted(Json.NULL));
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("after");
        run.succeed("after");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.entered()).doesNotContain("next");
    }

    @Test
    void theDeadlineStandsInTheJournalBeforeATimerWaitsForIt() {
        var run = Simulation.of(timed()).start();

        var started = run.only(Event.PassStarted.class);
        assertThat(started.deadline()).isEqualTo(Simulation.BEGIN.plus(MINUTE));
        assertThat(run.timers()).containsExactly(new Effect.StartTimer(
                new Timer(started.of(), Timer.Purpose.SCOPE_DEADLINE, 0), Simulation.BEGIN.plus(MINUTE)));
        assertThat(Simulation.of(timed()).start().crashedAfter(run.events.size()).timers()).isEqualTo(run.timers());
    }

    @Test
    void aScopeWhoseTimeIsUpIsUndoneAndFailsWithAnErrorThatItsWireCatches() {
        var run = Simulation.of(timed()).start().succeed("a").fireNextTimer();

        // b can't be undone, so that nobody needs to know whether it had its effect.
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("unA");
        assertThat(run.timers()).isEmpty();
        run.succeed("unA");
        var failed = run.only(Event.NodeFailed.class);
        assertThat(failed.error()).isEqualTo(new RunError("scope.timeout",
                "What the scope holds did not end within PT1M.", Severity.RECOVERABLE, failed.error().node(),
                Json.Obj.EMPTY));
        assertThat(failed.error().node().value()).isEqualTo("scope");
        assertThat(run.only(Event.PassFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
        run.succeed("mend");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.all(Event.AlertRaised.class)).isEmpty();
    }

    @Test
    void aTimeOutThatNothingCatchesFailsTheRun() {
        var run = Simulation.of(new FlowBuilder().start("s").scope("scope", MINUTE).end("e").way("s", "scope", "e")
                .start("in").step("a").end("out").way("in", "a", "out").in("scope", "in", "a", "out"))
                .start().fireNextTimer();

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("scope.timeout");
    }

    @Test
    void anAttemptThatCouldBeUndoneIsAwaitedAfterTheTimeIsUp() {
        var run = Simulation.of(timed()).start().fireNextTimer();

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("a");
        run.succeed("a").succeed("unA").succeed("mend");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aScopeThatEndedInTimeIsNotTouchedByItsTimer() {
        var run = Simulation.of(timed()).start();
        var late = new Input.TimerFired(run.timers().getFirst().timer());
        run.succeed("a").succeed("b");

        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.timers()).isEmpty();
        assertThat(run.rules.decide(run.state, late, run.now)).isEmpty();
    }

    @Test
    void aTimerThatFiresWhileTheScopeIsBeingUndoneChangesNothing() {
        var run = Simulation.of(timed()).start();
        var late = new Input.TimerFired(run.timers().getFirst().timer());
        run.succeed("a").fail("b", "full", Severity.CRITICAL);

        assertThat(run.timers()).isEmpty();
        assertThat(run.rules.decide(run.state, late, run.now)).isEmpty();
        run.succeed("unA");
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("full");
    }

    @Test
    void aRunThatIsCancelledNoLongerWaitsForTheScopesTime() {
        var run = Simulation.of(timed()).start().take(new Input.CancelRequested("me", "enough"));

        assertThat(run.timers()).isEmpty();
        run.succeed("a").succeed("unA");
        assertThat(run.only(Event.RunCancelled.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void aScopeThatAJoinGoesOnWithoutNoLongerWaitsForItsTime() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").scope("scope", MINUTE).step("quick")
                .join("j", JoinRule.ANY).step("last").end("e").way("s", "f", "scope", "j", "last", "e")
                .way("f", "quick", "j").start("in").step("a").end("out").way("in", "a", "out")
                .in("scope", "in", "a", "out"))
                .start().succeed("quick");

        assertThat(run.timers()).isEmpty();
        run.succeed("last");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void theTimeOfAScopeAroundAScopeTakesTheInnerWithIt() {
        var run = Simulation.of(nested(MINUTE, Duration.ofHours(1))).start().succeed("a").fireNextTimer();

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("unA");
        assertThat(run.timers()).isEmpty();
        run.succeed("unA");
        assertThat(run.only(Event.RunFailed.class).error().node().value()).isEqualTo("outer");
    }

    @Test
    void theTimeOfAnInnerScopeMayBeCaughtInTheOuter() {
        var flow = nested(Duration.ofHours(1), MINUTE).step("mend").way("mend", "outEnd")
                .onError("inner", "mend", new Wire.Catch.OfSeverity(Severity.RECOVERABLE)).in("outer", "mend");
        var run = Simulation.of(flow).start().succeed("a").fireNextTimer().succeed("unA");

        assertThat(run.timers()).hasSize(1);
        run.succeed("mend");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    private static FlowBuilder nested(Duration outer, Duration inner) {
        return new FlowBuilder().start("s").scope("outer", outer).end("e").way("s", "outer", "e")
                .start("outIn").scope("inner", inner).end("outEnd").way("outIn", "inner", "outEnd")
                .start("in").step("a").step("b").end("out").way("in", "a", "b", "out").undo("a", "unA")
                .in("outer", "outIn", "inner", "outEnd").in("inner", "in", "a", "b", "out", "unA");
    }

    @Test
    void anItemsScopeThatTookTooLongLeavesTheOthersAlone() {
        var run = Simulation.of(new FlowBuilder().start("s").forEach("loop", "input.list", 2,
                ItemErrors.COLLECT).end("e").way("s", "loop", "e")
                .start("inLoop").scope("scope", MINUTE).end("outLoop").way("inLoop", "scope", "outLoop")
                .start("in").step("a").end("out").way("in", "a", "out")
                .in("loop", "inLoop", "scope", "outLoop").in("scope", "in", "a", "out"))
                .start(Json.Obj.of("list", Json.Arr.of(Json.of("x"), Json.of("y"))));
        run.succeed("a").fireNextTimer();

        var output = (Json.Obj) run.only(Event.RunCompleted.class).output();
        assertThat(output.get("results")).isEqualTo(new Json.Arr(List.of(Json.of("a done"), Json.NULL)));
        assertThat(output.get("errors")).asString().contains("scope.timeout");
    }
}
