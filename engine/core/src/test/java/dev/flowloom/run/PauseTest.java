package dev.flowloom.run;

import java.time.Duration;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.run.Event.Compensation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// While a run is paused, what is in flight comes to its end and nothing new is begun.
final class PauseTest {
    private static final Input PAUSE = new Input.PauseRequested("me", "lunch");
    private static final Input UNPAUSE = new Input.UnpauseRequested("you", "back");

    /// Two steps, of which the first can be undone.
    private static FlowBuilder two() {
        return new FlowBuilder().start("s").step("a").step("b", Retry.NEVER).end("e").way("s", "a", "b", "e")
                .undo("a", "unA");
    }

    @Test
    void anAttemptInFlightComesToItsEndAndNothingFollowsUntilTheRunGoesOn() {
        var run = Simulation.of(two()).start().take(PAUSE);

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("a");
        run.succeed("a");
        assertThat(run.last()).isInstanceOf(Event.NodeCompleted.class);
        assertThat(run.rules.pending(run.state)).isEmpty();
        run.take(UNPAUSE);
        assertThat(run.attempt("b").data()).isEqualTo(Json.of("a done"));
        run.succeed("b");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.only(Event.RunPaused.class)).isEqualTo(new Event.RunPaused("me", "lunch"));
        assertThat(run.only(Event.RunUnpaused.class)).isEqualTo(new Event.RunUnpaused("you", "back"));
    }

    @Test
    void aRunDoesNotEndWhileItIsPaused() {
        var run = Simulation.of(two()).start().succeed("a").take(PAUSE).succeed("b");

        assertThat(run.isOver()).isFalse();
        run.take(UNPAUSE);
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void pausingTwiceAndGoingOnWithoutAPauseChangeNothing() {
        var run = Simulation.of(two()).start().take(UNPAUSE).take(PAUSE).take(PAUSE);

        assertThat(run.all(Event.RunPaused.class)).hasSize(1);
        assertThat(run.all(Event.RunUnpaused.class)).isEmpty();
        assertThat(Simulation.of(two()).take(PAUSE).take(UNPAUSE).events).isEmpty();
    }

    @Test
    void aRunThatIsOverIsNotPaused() {
        var run = Simulation.of(two()).start().succeed("a").succeed("b").take(PAUSE);

        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aRetryIsScheduledWhileTheRunIsPausedAndMadeWhenItGoesOn() {
        var run = Simulation.of(two()).start().take(PAUSE).fail("a", "busy", Severity.RECOVERABLE);

        var retry = run.only(Event.RetryScheduled.class);
        assertThat(run.rules.pending(run.state)).isEmpty();
        run.take(UNPAUSE);
        assertThat(run.timers()).extracting(Effect.StartTimer::due).containsExactly(retry.due());
        run.fireNextTimer().succeed("a").succeed("b");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aWaitThatEndsWhileTheRunIsPausedEndsAtOnceWhenItGoesOn() {
        var run = Simulation.of(new FlowBuilder().start("s").waiting("w", "PT1M").end("e").way("s", "w", "e")).start();
        var wait = run.timers().getFirst();
        run.take(PAUSE);
        run.now = run.now.plus(Duration.ofHours(1));

        assertThat(run.rules.decide(run.state, new Input.TimerFired(wait.timer()), run.now)).isEmpty();
        run.take(UNPAUSE);
        assertThat(run.timers()).containsExactly(wait);
        run.fireNextTimer();
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void theTimeOfAnAttemptInFlightGoesOnWhileTheRunIsPaused() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a", Retry.NEVER, Duration.ofSeconds(5)).end("e")
                .way("s", "a", "e")).start().take(PAUSE);

        assertThat(run.timers()).hasSize(1);
        run.fireNextTimer();
        assertThat(run.only(Event.AttemptFailed.class).error().code()).isEqualTo("step.timeout");
    }

    @Test
    void theTimeOfAScopeGoesOnTooButIsUpOnlyWhenTheRunGoesOn() {
        var run = Simulation.of(new FlowBuilder().start("s").scope("scope", Duration.ofMinutes(1)).end("e")
                .way("s", "scope", "e").start("in").step("a").end("out").way("in", "a", "out")
                .in("scope", "in", "a", "out")).start();
        var deadline = run.timers().getFirst();
        run.take(PAUSE);

        assertThat(run.timers()).isEmpty();
        assertThat(run.rules.decide(run.state, new Input.TimerFired(deadline.timer()), run.now)).isEmpty();
        run.take(UNPAUSE).fireNextTimer();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("scope.timeout");
    }

    @Test
    void anErrorWhileTheRunIsPausedIsCaughtAndHandledWhenItGoesOn() {
        var run = Simulation.of(two().step("mend").way("mend", "e").onError("b", "mend", Wire.Catch.ANYTHING)).start()
                .succeed("a").take(PAUSE).fail("b", "full", Severity.CRITICAL);

        assertThat(run.attempts()).isEmpty();
        run.take(UNPAUSE).succeed("mend");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aRunThatTurnsRoundWhileItIsPausedIsUndoneWhenItGoesOn() {
        var run = Simulation.of(two()).start().succeed("a").take(PAUSE).fail("b", "full", Severity.CRITICAL);

        assertThat(run.only(Event.RunStopping.class)).isNotNull();
        assertThat(run.rules.pending(run.state)).isEmpty();
        run.take(UNPAUSE).succeed("unA");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void undoingIsPausedAsWell() {
        var run = Simulation.of(two().undo("b", "unB")).start().succeed("a")
                .take(new Input.CancelRequested("me", "enough")).take(PAUSE).succeed("b");

        assertThat(run.rules.pending(run.state)).isEmpty();
        run.take(UNPAUSE).succeed("unB").succeed("unA");
        assertThat(run.only(Event.RunCancelled.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void cancellingEndsThePauseSoThatWhatWasDoneIsUndone() {
        var run = Simulation.of(two()).start().succeed("a").take(PAUSE)
                .take(new Input.CancelRequested("you", "enough"));

        assertThat(run.only(Event.RunUnpaused.class)).isEqualTo(new Event.RunUnpaused("you", "enough"));
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("unA");
        run.succeed("unA");
        assertThat(run.only(Event.RunCancelled.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void aPausedRunIsTerminatedAtOnce() {
        var run = Simulation.of(two()).start().succeed("a").take(PAUSE)
                .take(new Input.CancelRequested("you", "enough", false));

        assertThat(run.only(Event.RunCancelled.class).compensation()).isEqualTo(Compensation.WITHHELD);
        assertThat(run.entered()).doesNotContain("unA");
    }

    @Test
    void cancellingARunThatIsUndoneWhilePausedLetsItBeUndone() {
        var run = Simulation.of(two()).start().succeed("a").take(PAUSE).fail("b", "full", Severity.CRITICAL)
                .take(new Input.CancelRequested("you", "enough"));

        assertThat(run.attempts()).extracting(step -> step.node().value()).isEqualTo(List.of("unA"));
        run.succeed("unA");
        assertThat(run.last()).isInstanceOf(Event.RunFailed.class);
    }

    @Test
    void aRunThatASubFlowCalledGoesOnAndIsStoppedOnlyWhenItsCallerGoesOn() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").subFlow("call").step("bad", Retry.NEVER).end("e")
                .way("s", "f", "call", "e").way("f", "bad", "e")).start().take(PAUSE);

        assertThat(run.rules.pending(run.state)).hasAtLeastOneElementOfType(Effect.RunSubFlow.class);
        run.fail("bad", "full", Severity.CRITICAL);
        assertThat(run.only(Event.SubFlowStopping.class)).isNotNull();
        assertThat(run.rules.pending(run.state)).isEmpty();
        run.take(UNPAUSE);
        assertThat(run.rules.pending(run.state)).hasOnlyElementsOfType(Effect.StopSubFlow.class).hasSize(1);
    }

    @Test
    void aPauseOutlivesACrash() {
        var run = Simulation.of(two()).start().take(PAUSE);
        var survivor = run.crashedAfter(run.events.size());

        assertThat(survivor.state.paused()).isTrue();
        survivor.succeed("a");
        assertThat(survivor.rules.pending(survivor.state)).isEmpty();
        survivor.take(UNPAUSE).succeed("b");
        assertThat(survivor.last()).isInstanceOf(Event.RunCompleted.class);
    }
}
