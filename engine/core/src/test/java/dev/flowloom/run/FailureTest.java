package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.run.Event.Compensation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Retries, time-outs, error wires and severities.
final class FailureTest {
    private static final Retry STEADY = new Retry(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0);

    private static FlowBuilder oneStep(Retry retry) {
        return new FlowBuilder().start("s").step("a", retry).end("e").way("s", "a", "e");
    }

    @Test
    void aRecoverableFailureIsTriedAgainWithGrowingDelays() {
        var run = Simulation.of(oneStep(STEADY)).start();
        run.fail("a", "x", Severity.RECOVERABLE);
        assertThat(due(run)).isEqualTo(Simulation.BEGIN.plusSeconds(1));
        run.fireNextTimer().fail("a", "x", Severity.RECOVERABLE);
        assertThat(due(run)).isEqualTo(Simulation.BEGIN.plusSeconds(3));
        run.fireNextTimer().succeed("a");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    private static Instant due(Simulation run) {
        return run.timers().getFirst().due();
    }

    @Test
    void theDelayHasACap() {
        var run = Simulation.of(oneStep(new Retry(9, Duration.ofSeconds(10), 10, Duration.ofSeconds(15), 0))).start();
        run.fail("a", "x", Severity.RECOVERABLE).fireNextTimer().fail("a", "x", Severity.RECOVERABLE);
        assertThat(due(run)).isEqualTo(run.now.plusSeconds(15));
    }

    @Test
    void jitterShortensTheDelayByChanceDrawnFromTheRunsSeed() {
        var wild = new Retry(2, Duration.ofSeconds(100), 1, Duration.ofSeconds(100), 1);
        var first = due(Simulation.of(oneStep(wild)).start().fail("a", "x", Severity.RECOVERABLE));
        var again = due(Simulation.of(oneStep(wild)).start().fail("a", "x", Severity.RECOVERABLE));
        assertThat(first).isEqualTo(again).isBetween(Simulation.BEGIN, Simulation.BEGIN.plusSeconds(100));
        assertThat(first).isNotEqualTo(Simulation.BEGIN.plusSeconds(100));
    }

    @Test
    void afterTheLastAttemptTheRunFails() {
        var run = Simulation.of(oneStep(STEADY)).start();
        run.fail("a", "x", Severity.RECOVERABLE).fireNextTimer().fail("a", "x", Severity.RECOVERABLE).fireNextTimer()
                .fail("a", "x", Severity.RECOVERABLE);
        assertThat(run.all(Event.AttemptStarted.class)).hasSize(3);
        assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Compensation.NONE);
        assertThat(run.all(Event.AlertRaised.class)).isEmpty();
    }

    @Test
    void everyAttemptIsGivenTheSameSettings() {
        var settings = Json.Obj.of("token", Json.of("{{ $random() }}"));
        var run = Simulation.of(new FlowBuilder().start("s").step("a", settings, null, null).end("e")
                .way("s", "a", "e")).start();
        var first = run.attempt("a").settings();
        run.fail("a", "x", Severity.RECOVERABLE).fireNextTimer();
        assertThat(run.attempt("a").settings()).isEqualTo(first);
    }

    @Test
    void aCriticalFailureIsNotTriedAgainAndRaisesAnAlert() {
        var run = Simulation.of(oneStep(STEADY)).start().fail("a", "x", Severity.CRITICAL);
        assertThat(run.only(Event.AlertRaised.class).error().code()).isEqualTo("x");
        assertThat(run.last()).isInstanceOf(Event.RunFailed.class);
    }

    @Test
    void aPartialFailureIsTriedAgain() {
        var run = Simulation.of(oneStep(STEADY)).start().fail("a", "x", Severity.PARTIAL);
        assertThat(run.timers()).hasSize(1);
    }

    @Test
    void aRuleOfTheFlowSaysWhatAnErrorIs() {
        var made = Simulation.of(oneStep(STEADY).rule("http.4*", Severity.RECOVERABLE)).start();
        assertThat(made.fail("a", "http.429", Severity.CRITICAL).timers()).hasSize(1);
        var other = Simulation.of(oneStep(STEADY).rule("http.4*", Severity.RECOVERABLE)).start();
        assertThat(other.fail("a", "http.500", Severity.CRITICAL).isOver()).isTrue();
    }

    @Test
    void anAttemptWhoseTimeIsUpFailsAndIsTriedAgain() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a", STEADY, Duration.ofSeconds(30)).end("e")
                .way("s", "a", "e")).start();
        var late = run.attempt("a");
        run.fireNextTimer();
        assertThat(run.now).isEqualTo(Simulation.BEGIN.plusSeconds(30));
        assertThat(run.only(Event.AttemptFailed.class).error().code()).isEqualTo("step.timeout");
        run.take(new Input.StepSucceeded(late.visit(), late.attempt(), Json.of("late")));
        assertThat(run.all(Event.AttemptSucceeded.class)).isEmpty();
        run.fireNextTimer();
        assertThat(run.attempt("a").attempt()).isEqualTo(2);
    }

    @Test
    void aDeadlineOfAnEarlierAttemptHarmsNoLaterOne() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a", STEADY, Duration.ofSeconds(30)).end("e")
                .way("s", "a", "e")).start();
        var old = run.timers().getFirst().timer();
        run.fail("a", "x", Severity.RECOVERABLE).fireNextTimer();
        int events = run.events.size();
        run.take(new Input.TimerFired(old));
        assertThat(run.events).hasSize(events);
    }

    @Test
    void anErrorWireCatchesByCodeBeforeSeverityBeforeAnything() {
        assertThat(caughtBy("http.404", Severity.CRITICAL)).isEqualTo("exact");
        assertThat(caughtBy("http.400", Severity.CRITICAL)).isEqualTo("pattern");
        assertThat(caughtBy("sql.syntax", Severity.CRITICAL)).isEqualTo("severity");
        assertThat(caughtBy("sql.damaged", Severity.CORRUPTION)).isEqualTo("anything");
    }

    private static String caughtBy(String code, Severity severity) {
        var run = Simulation.of(new FlowBuilder().start("s").step("a", Retry.NEVER).end("e").way("s", "a", "e")
                .step("anything").step("exact").step("pattern").step("severity")
                .onError("a", "anything", Catch.ANYTHING)
                .onError("a", "exact", new Catch.Code("http.404"))
                .onError("a", "pattern", new Catch.Code("http.4*"))
                .onError("a", "severity", new Catch.OfSeverity(Severity.CRITICAL)))
                .start().fail("a", code, severity);
        assertThat(run.all(Event.AlertRaised.class)).isEmpty();
        return run.attempts().getFirst().node().value();
    }

    @Test
    void whatFollowsAnErrorWireSeesTheError() {
        var run = Simulation.of(new FlowBuilder().start("s").step("a", Retry.NEVER).end("e").way("s", "a", "e")
                .step("tell", Json.Obj.of("why", Json.of("{{ error.code & \" at \" & error.node }}")), null, null)
                .way("tell", "e").onError("a", "tell", Catch.ANYTHING))
                .start().fail("a", "card.declined", Severity.CRITICAL);
        assertThat(run.attempt("tell").settings()).isEqualTo(Json.Obj.of("why", Json.of("card.declined at a")));
        run.succeed("tell");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aFailureSaysWhereItHappened() {
        var run = Simulation.of(oneStep(Retry.NEVER)).start().fail("a", "x", Severity.RECOVERABLE);
        assertThat(run.only(Event.RunFailed.class).error().node()).isEqualTo(new NodeId("a"));
    }
}
