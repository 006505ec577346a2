package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Waits that something outside ends: a moment, a message, a person.
class AnswersTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aWaitUntilAMomentIsDueThenWhateverItsOffset() {
        var run = Simulation.of(new FlowBuilder().start("s").waitingUntil("w", "{{ input.at }}").end("e")
                .way("s", "w", "e")).start(Json.Obj.of("at", Json.of("2026-01-01T12:00:00+09:00")));
        assertThat(run.timers()).extracting(Effect.StartTimer::due)
                .containsExactly(Instant.parse("2026-01-01T03:00:00Z"));
        run.fireNextTimer();
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aMomentInThePastIsDueAtOnce() {
        var run = Simulation.of(new FlowBuilder().start("s").waitingUntil("w", "1999-12-31T23:59:59Z").end("e")
                .way("s", "w", "e")).start();
        run.fireNextTimer();
        assertThat(run.now).isEqualTo(Simulation.BEGIN);
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aWaitThatIsTooLongIsToldSo() {
        for (var time : List.of("PT2562047788015215H", "PT99999999999999999999H")) {
            var run = Simulation.of(new FlowBuilder().start("s").waiting("w", "{{ input.for }}").end("e")
                    .way("s", "w", "e")).start(Json.Obj.of("for", Json.of(time)));
            assertThat(run.only(Event.RunFailed.class).error().message()).contains("is too long: " + time);
        }
    }

    @Test
    void aWaitUntilNoMomentFailsTheRun() {
        var run = Simulation.of(new FlowBuilder().start("s").waitingUntil("w", "{{ input.at }}").end("e")
                .way("s", "w", "e")).start(Json.Obj.of("at", Json.of("2026-01-01T12:00:00")));
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("wait.moment");
        assertThat(run.only(Event.RunFailed.class).error().message()).contains("offset").contains("T12:00:00.");
    }

    private static FlowBuilder receiving(@Nullable String key, @Nullable Duration timeout) {
        return new FlowBuilder().start("s").receive("r", "{{ 'paid' }}", key, timeout).end("e",
                Json.of("{{ steps.r.sum }}")).way("s", "r", "e");
    }

    @Test
    void aReceiveWaitsForItsMessageAndLeavesWithItsData() {
        var run = Simulation.of(receiving("{{ input.order }}", null)).start(Json.Obj.of("order", Json.of(7)));
        var awaited = (Effect.AwaitMessage) run.rules.pending(run.state).getFirst();
        assertThat(awaited).isEqualTo(new Effect.AwaitMessage(new RunId("r1"), new VisitId(2), "paid", "7",
                Simulation.BEGIN, null));
        run.take(new Input.MessageArrived(awaited.visit(), 5, run.now, Json.Obj.of("sum", Json.of(12))));
        assertThat(run.only(Event.MessageReceived.class).number()).isEqualTo(5);
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of(12)));
    }

    @Test
    void withoutAKeyTheMessageIsForTheRun() {
        var run = Simulation.of(receiving(null, null)).start();
        assertThat(run.only(Event.ReceiveStarted.class).key()).isEqualTo("r1");
    }

    @Test
    void aMessageNobodyCouldSendIsNotWaitedFor() {
        var run = Simulation.of(receiving("{{ input.order }}", null)).start();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("receive.key");
        var nameless = Simulation.of(new FlowBuilder().start("s").receive("r", "{{ input.name }}", null, null).end("e")
                .way("s", "r", "e")).start();
        assertThat(nameless.only(Event.RunFailed.class).error().code()).isEqualTo("receive.message");
    }

    @Test
    void aMessageThatComesTooLateIsNotReceived() {
        var run = Simulation.of(receiving(null, HOUR).step("later").end("f").way("later", "f")
                .onError("r", "later", new Catch.Code("receive.timeout"))).start();
        assertThat(run.timers()).extracting(Effect.StartTimer::due).containsExactly(Simulation.BEGIN.plus(HOUR));
        run.fireNextTimer();
        var error = run.only(Event.NodeFailed.class).error();
        assertThat(error.code()).isEqualTo("receive.timeout");
        assertThat(error.severity()).isEqualTo(Severity.RECOVERABLE);
        int events = run.events.size();
        run.take(new Input.MessageArrived(new VisitId(2), 5, run.now, Json.NULL));
        assertThat(run.events).hasSize(events);
        assertThat(run.attempt("later")).isNotNull();
    }

    @Test
    void whetherAMessageComesInTimeIsByWhenItWasSent() {
        var run = Simulation.of(receiving(null, HOUR)).start();
        var due = run.now.plus(HOUR);
        run.now = due.plusSeconds(1);
        run.take(new Input.MessageArrived(new VisitId(2), 5, due, Json.NULL));
        assertThat(run.all(Event.MessageReceived.class)).isEmpty();
        run.take(new Input.MessageArrived(new VisitId(2), 6, due.minusMillis(1), Json.NULL));
        assertThat(run.only(Event.MessageReceived.class).number()).isEqualTo(6);
    }

    private static FlowBuilder asking(@Nullable Duration timeout) {
        return new FlowBuilder().start("s").approval("q", "Pay {{ input.sum }}?", "{{ input.who }}", timeout)
                .end("yes", Json.of("{{ steps.q.by }}: {{ data.comment }}"))
                .failingEnd("no", "refused", "{{ data.by }}")
                .way("s", "q").branch("q", "approved", "yes").branch("q", "rejected", "no");
    }

    private static final Json.Obj CLAIM = Json.Obj.of("sum", Json.of(12)).with("who", Json.of("Kim"));

    @Test
    void anApprovalAsksAndGoesTheWayOfTheAnswer() {
        var run = Simulation.of(asking(null)).start(CLAIM);
        assertThat(run.only(Event.ApprovalRequested.class))
                .isEqualTo(new Event.ApprovalRequested(new VisitId(2), "Kim", "Pay 12?", null));
        run.take(new Input.ApprovalAnswered(new VisitId(2), "Kim", true, "Fine."));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of("Kim: Fine.")));
    }

    @Test
    void aRefusalGoesItsOwnWay() {
        var run = Simulation.of(asking(null)).start(CLAIM)
                .take(new Input.ApprovalAnswered(new VisitId(2), "Kim", false, ""));
        assertThat(run.only(Event.RunFailed.class).error().message()).isEqualTo("Kim");
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        var run = Simulation.of(asking(null)).start(CLAIM)
                .take(new Input.ApprovalAnswered(new VisitId(2), "Kim", true, "Fine."));
        int events = run.events.size();
        run.take(new Input.ApprovalAnswered(new VisitId(2), "Lee", false, "No."));
        assertThat(run.events).hasSize(events);
    }

    @Test
    void anApprovalThatNobodyGivesInTimeCanBePutToSomebodyElse() {
        var run = Simulation.of(asking(HOUR).approval("boss", "Pay?", "the boss", null)
                .onError("q", "boss", new Catch.Code("approval.timeout"))
                .branch("boss", "approved", "yes").branch("boss", "rejected", "no")).start(CLAIM).fireNextTimer();
        assertThat(run.all(Event.ApprovalRequested.class)).extracting(Event.ApprovalRequested::who)
                .containsExactly("Kim", "the boss");
        run.take(new Input.ApprovalAnswered(new VisitId(3), "the boss", true, ""));
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aRunThatIsCancelledWaitsForNobodyAnyMore() {
        var run = Simulation.of(asking(HOUR)).start(CLAIM).take(new Input.CancelRequested("me", "late"));
        assertThat(run.last()).isInstanceOf(Event.RunCancelled.class);
        assertThat(run.rules.pending(run.state)).isEmpty();
    }

    @Test
    void aPausedRunReceivesNothingAndTimesOutNothing() {
        var run = Simulation.of(receiving(null, HOUR)).start().take(new Input.PauseRequested("me", "lunch"));
        assertThat(run.rules.pending(run.state)).isEmpty();
        int events = run.events.size();
        run.take(new Input.MessageArrived(new VisitId(2), 5, run.now, Json.NULL));
        assertThat(run.events).hasSize(events);
        run.take(new Input.UnpauseRequested("me", "back"));
        assertThat(run.rules.pending(run.state)).hasSize(2);
    }

    @Test
    void whatAPausedRunAskedCanBeAnsweredAndIsFollowedAfterwards() {
        var run = Simulation.of(asking(HOUR)).start(CLAIM).take(new Input.PauseRequested("me", "lunch"))
                .take(new Input.ApprovalAnswered(new VisitId(2), "Kim", true, "Fine."));
        assertThat(run.isOver()).isFalse();
        run.take(new Input.UnpauseRequested("me", "back"));
        assertThat(run.last()).isEqualTo(new Event.RunCompleted(Json.of("Kim: Fine.")));
    }

    /// The timer may be heard later than the answer.
    @Test
    void anAnswerThatComesAfterItsTimeIsNone() {
        for (var late : List.of(Duration.ZERO, Duration.ofMillis(1))) {
            var run = Simulation.of(asking(HOUR)).start(CLAIM);
            int events = run.events.size();
            run.now = Simulation.BEGIN.plus(HOUR).plus(late);
            run.take(new Input.ApprovalAnswered(new VisitId(2), "Kim", true, "Fine."));
            assertThat(run.events).hasSize(events);
            assertThat(run.fireNextTimer().all(Event.NodeFailed.class)).extracting(failed -> failed.error().code())
                    .containsExactly("approval.timeout");
        }
        var intime = Simulation.of(asking(HOUR)).start(CLAIM);
        intime.now = Simulation.BEGIN.plus(HOUR).minusMillis(1);
        assertThat(intime.take(new Input.ApprovalAnswered(new VisitId(2), "Kim", true, "Fine.")).isOver()).isTrue();
    }

    @Test
    void aJoinOfAnyGivesUpWhatTheOtherBranchesWaitFor() {
        var run = Simulation.of(new FlowBuilder().start("s").fork("f").receive("r", "paid", null, HOUR)
                .approval("q", "Pay?", "", HOUR).step("a").join("j", JoinRule.ANY).end("e")
                .way("s", "f", "r", "j", "e").way("f", "q").branch("q", "approved", "j").branch("q", "rejected", "j")
                .way("f", "a", "j")).start();
        assertThat(run.rules.pending(run.state)).hasSize(5);
        run.succeed("a");
        assertThat(run.all(Event.NodeCancelled.class)).hasSize(2);
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }
}
