package dev.flowloom.run;

import java.time.Duration;
import java.util.List;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event.Compensation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Turning round: compensation after a failure or a request to cancel.
final class SagaTest {

    private static FlowBuilder trip() {
        return new FlowBuilder().start("s").step("hotel").step("flight").step("car", Retry.NEVER).end("e")
                .way("s", "hotel", "flight", "car", "e").undo("hotel", "unHotel").undo("flight", "unFlight");
    }

    private static Simulation failedTrip() {
        return Simulation.of(trip()).start().succeed("hotel").succeed("flight").fail("car", "x", Severity.CRITICAL);
    }

    @Test
    void completedStepsAreCompensatedInReverseOrderOfCompletion() {
        var run = failedTrip();
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("unFlight");
        run.succeed("unFlight");
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("unHotel");
        run.succeed("unHotel");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
        assertThat(run.all(Event.StepCompensated.class)).extracting(event -> event.undone().number())
                .containsExactly(3, 2);
    }

    @Test
    void aDisabledStepLeavesNothingToUndo() {
        var run = Simulation.of(new FlowBuilder().start("s").disabled("hotel").step("car", Retry.NEVER).end("e")
                .way("s", "hotel", "car", "e").undo("hotel", "unHotel")).start().fail("car", "x", Severity.CRITICAL);

        assertThat(run.entered()).doesNotContain("unHotel");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.NONE);
    }

    @Test
    void parallelStepsAreCompensatedInReverseOrderOfCompletionToo() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("a").step("b").join("j", JoinRule.ALL)
                .step("c", Retry.NEVER).end("e").way("s", "f", "a", "j", "c", "e").way("f", "b", "j")
                .undo("a", "unA").undo("b", "unB")).start().succeed("b").succeed("a")
                .fail("c", "x", Severity.CRITICAL).succeed("unA").succeed("unB");
        assertThat(run.entered()).endsWith("unA", "unB");
    }

    @Test
    void aCompensationSeesWhatItUndoes() {
        var run = Simulation.of(new FlowBuilder().start("s").step("pay", Json.Obj.EMPTY, Json.of("{{ input.amount }}"),
                null).step("x", Retry.NEVER).end("e").way("s", "pay", "x", "e")
                .step("refund", Json.Obj.of("what", Json.of("{{ undo }}")).with("data", Json.of("{{ data }}")), null,
                        null)
                .undoBy("pay", "refund"))
                .start(Json.Obj.of("amount", Json.of(7))).succeed("pay", Json.of("receipt"))
                .fail("x", "x", Severity.CRITICAL);
        assertThat(run.attempt("refund").settings()).isEqualTo(Json.Obj
                .of("what", Json.Obj.of("node", Json.of("pay")).with("input", Json.of(7)).with("output",
                        Json.of("receipt")))
                .with("data", Json.of("receipt")));
    }

    @Test
    void aStepVisitedTwiceIsCompensatedTwice() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").condition("c", "b", "steps.a = 2").end("e")
                .failingEnd("x", "no", "no").way("s", "a", "c").branch("c", "b", "x").branch("c", "otherwise", "a")
                .undo("a", "unA")).start().succeed("a", Json.of(1)).succeed("a", Json.of(2));
        assertThat(run.attempt("unA").data()).isEqualTo(Json.of(2));
        run.succeed("unA");
        assertThat(run.attempt("unA").data()).isEqualTo(Json.of(1));
        run.succeed("unA");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void aCompensationThatFailsIsTriedAgainThenRecordedAndTheRestStillRun() {
        var run = failedTrip();
        for (int attempt = 1; attempt < 3; attempt++) {
            run.fail("unFlight", "down", Severity.RECOVERABLE).fireNextTimer();
        }
        run.fail("unFlight", "down", Severity.RECOVERABLE).succeed("unHotel");
        var failed = run.only(Event.CompensationFailed.class);
        assertThat(failed.error().node()).isEqualTo(new NodeId("unFlight"));
        assertThat(run.all(Event.AlertRaised.class)).extracting(alert -> alert.error().code())
                .containsExactly("x", "down");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.INCOMPLETE);
    }

    @Test
    void aCompensationWhoseSettingsCannotBeEvaluatedIsRecordedAsFailed() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").step("b", Retry.NEVER).end("e")
                .way("s", "a", "b", "e").step("unA", Json.Obj.of("x", Json.of("{{ \"a\" * 1 }}")), null, null)
                .undoBy("a", "unA")).start().succeed("a").fail("b", "x", Severity.CRITICAL);
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.INCOMPLETE);
    }

    @Test
    void aStepInFlightThatCouldBeUndoneIsAwaitedThenUndone() {
        var run = parallel().fail("bad", "x", Severity.CRITICAL);
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("pay");
        run.succeed("pay").succeed("refund");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.COMPLETE);
    }

    @Test
    void aStepInFlightThatFailsWhileTheRunStopsIsNotTriedAgain() {
        var run = parallel().fail("bad", "x", Severity.CRITICAL).fail("pay", "y", Severity.RECOVERABLE);
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("x");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.NONE);
    }

    @Test
    void aStepInFlightThatCannotBeUndoneIsCancelled() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").step("a").step("bad", Retry.NEVER).end("e")
                .way("s", "f", "a", "e").way("f", "bad", "e")).start().fail("bad", "x", Severity.CRITICAL);
        assertThat(run.only(Event.NodeCancelled.class).reason()).isEqualTo(Event.NodeCancelled.Reason.FAILURE);
        assertThat(run.isOver()).isTrue();
    }

    private static Simulation parallel() {
        return Simulation.of(new FlowBuilder().start("s").fork("f").step("pay").step("bad", Retry.NEVER).end("e")
                .way("s", "f", "pay", "e").way("f", "bad", "e").undo("pay", "refund")).start();
    }

    @Test
    void anEffectIsUndoneEvenWhereItsOutputMappingFailed() {
        var run = Simulation.of(new FlowBuilder().start("s")
                .step("pay", Json.Obj.EMPTY, null, Json.of("{{ \"a\" * 1 }}")).end("e").way("s", "pay", "e")
                .undo("pay", "refund")).start().succeed("pay", Json.of("receipt"));
        assertThat(run.attempt("refund").data()).isEqualTo(Json.of("receipt"));
    }

    @Test
    void theDataOfACompensationIsTheOutputOfWhatItUndoes() {
        var run = Simulation.of(new FlowBuilder().start("s")
                .step("pay", Json.Obj.EMPTY, Json.of("{{ input.card }}"), Json.of("{{ result.number }}"))
                .step("bad", Retry.NEVER).end("e").way("s", "pay", "bad", "e").undo("pay", "refund"))
                .start(Json.Obj.of("card", Json.of("c-1"))).succeed("pay", Json.Obj.of("number", Json.of(7)))
                .fail("bad", "x", Severity.CRITICAL);
        assertThat(run.attempt("refund").data()).isEqualTo(Json.of(7));
    }

    @Test
    void cancellingCompensatesAndEndsCancelled() {
        var run = Simulation.of(trip()).start().succeed("hotel").take(new Input.CancelRequested("ann", "no longer"));
        run.succeed("flight").succeed("unFlight").succeed("unHotel");
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("no longer", Compensation.COMPLETE));
    }

    @Test
    void cancellingGivesUpTimers() {
        var run = Simulation.of(new FlowBuilder().start("s").waiting("w", "P1D").end("e").way("s", "w", "e")).start()
                .take(new Input.CancelRequested("ann", "no"));
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("no", Compensation.NONE));
        assertThat(run.rules.pending(run.state)).isEmpty();
    }

    @Test
    void cancellingTwiceIsCancellingOnce() {
        var run = Simulation.of(trip()).start().take(new Input.CancelRequested("ann", "no"));
        int events = run.events.size();
        assertThat(run.take(new Input.CancelRequested("bob", "no")).events).hasSize(events);
    }

    @Test
    void cancellingWithoutUndoingLeavesEverythingAsItIs() {
        var run = Simulation.of(trip()).start().succeed("hotel")
                .take(new Input.CancelRequested("ann", "leave it", false));
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("leave it", Compensation.WITHHELD));
        assertThat(run.rules.pending(run.state)).isEmpty();
    }

    @Test
    void aRunThatIsBeingUndoneCanBeKeptFromThat() {
        var run = failedTrip().take(new Input.CancelRequested("ann", "stop this", false));
        assertThat(run.entered()).doesNotContain("unHotel");
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("stop this", Compensation.WITHHELD));
    }

    @Test
    void aStepThatIsInterruptedWithoutUndoingMayHaveDoneWhatCouldBeUndone() {
        var run = Simulation.of(trip()).start().take(new Input.CancelRequested("ann", "leave it", false));
        assertThat(run.only(Event.NodeCancelled.class)).isNotNull();
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("leave it", Compensation.WITHHELD));
    }

    @Test
    void aStepThatIsAwaitedAndThenInterruptedMayHaveDoneItToo() {
        var run = Simulation.of(trip()).start().take(new Input.CancelRequested("ann", "stop"))
                .take(new Input.CancelRequested("ann", "leave it", false));
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("leave it", Compensation.WITHHELD));
    }

    @Test
    void nothingIsWithheldWhereNothingCouldUndoWhatIsInterrupted() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").end("e").way("s", "a", "e")).start()
                .take(new Input.CancelRequested("ann", "leave it", false));
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("leave it", Compensation.NONE));
    }

    @Test
    void aStepThatFailedAndWaitsToBeTriedAgainHasNothingThatCouldBeUndone() {
        var run = Simulation.of(trip()).start().fail("hotel", "busy", Severity.RECOVERABLE)
                .take(new Input.CancelRequested("ann", "leave it", false));
        assertThat(run.last()).isEqualTo(new Event.RunCancelled("leave it", Compensation.NONE));
    }

    @Test
    void afterDataCorruptionNothingIsTouched() {
        var run = Simulation.of(trip()).start().succeed("hotel").succeed("flight")
                .fail("car", "data.damaged", Severity.CORRUPTION);
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.WITHHELD);
        assertThat(run.only(Event.AlertRaised.class).error().severity()).isEqualTo(Severity.CORRUPTION);
    }

    @Test
    void damagedDataThatIsFoundWhileTheRunTurnsRoundIsNotTouchedEither() {
        var run = Simulation.of(new FlowBuilder().start("s").step("hotel").fork("f").step("pay")
                .step("bad", Retry.NEVER).end("e").way("s", "hotel", "f", "pay", "e").way("f", "bad", "e")
                .undo("hotel", "unHotel").undo("pay", "refund")).start().succeed("hotel")
                .fail("bad", "x", Severity.CRITICAL).fail("pay", "data.damaged", Severity.CORRUPTION);
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("data.damaged");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.WITHHELD);
        assertThat(run.all(Event.AlertRaised.class)).extracting(alert -> alert.error().code())
                .containsExactly("x", "data.damaged");
    }

    @Test
    void aCompensationThatFindsDamagedDataIsTheLast() {
        var run = failedTrip().fail("unFlight", "data.damaged", Severity.CORRUPTION);
        assertThat(run.entered()).doesNotContain("unHotel");
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.WITHHELD);
    }

    @Test
    void aCancelledRunWhoseDataIsFoundDamagedEndsFailed() {
        var run = parallel().take(new Input.CancelRequested("ann", "no")).fail("pay", "d", Severity.CORRUPTION);
        assertThat(run.last()).isInstanceOf(Event.RunFailed.class);
    }

    @Test
    void aCriticalFailureWhileTheRunTurnsRoundRaisesAnAlertAndTheRestIsUndone() {
        var run = parallel().fail("bad", "x", Severity.CRITICAL).fail("pay", "y", Severity.CRITICAL);
        assertThat(run.all(Event.AlertRaised.class)).extracting(alert -> alert.error().code())
                .containsExactly("x", "y");
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("x");
    }

    @Test
    void aCompensationHasItsOwnTimeOut() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a").step("b", Retry.NEVER).end("e")
                .way("s", "a", "b", "e").step("unA", Retry.NEVER, Duration.ofSeconds(5)).undoBy("a", "unA")).start()
                .succeed("a").fail("b", "x", Severity.CRITICAL).fireNextTimer();
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.INCOMPLETE);
        assertThat(run.all(Event.CompensationFailed.class)).extracting(event -> event.error().code())
                .isEqualTo(List.of("step.timeout"));
    }
}
