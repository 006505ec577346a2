package dev.flowloom.overlay;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Severity;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OverlayFoldTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Flow FLOW = Diagrams.empty().start(0, 0).step("reserve", 0, 0).step("charge", 0, 0)
            .step("release", 0, 0).end("done", 0, 0).chain("start", "reserve", "charge", "done")
            .compensation("reserve", "release").diagram().flow();
    private static final RunError DECLINED = new RunError("payment.declined", "The card was declined.",
            Severity.CRITICAL, id("charge"), Json.Obj.EMPTY);

    private OverlayFold fold = OverlayFold.of(FLOW);
    private int seconds;

    @Test
    void aStepWaitsThenRunsThenIsDone() {
        happens(entered(1, "reserve", null));
        assertThat(phase("reserve")).isEqualTo(Phase.WAITING);

        happens(attempt(1, 1));
        assertThat(phase("reserve")).isEqualTo(Phase.RUNNING);

        happens(new Event.NodeCompleted(new VisitId(1), null, List.of(wire("reserve-charge"))));
        assertThat(phase("reserve")).isEqualTo(Phase.SUCCEEDED);
        assertThat(node("reserve").duration(NOON)).isEqualTo(Duration.ofSeconds(2));
        assertThat(fold.state().isTaken(wire("reserve-charge"))).isTrue();
    }

    @Test
    void aWaitForAPersonIsShownApartFromOtherWaits() {
        happens(entered(1, "charge", null), new Event.ApprovalRequested(new VisitId(1), "Kim", "Pay?", null));
        assertThat(phase("charge")).isEqualTo(Phase.ASKING);
        happens(new Event.ApprovalGiven(new VisitId(1), "Kim", true, ""),
                new Event.NodeCompleted(new VisitId(1), null, List.of()));
        assertThat(phase("charge")).isEqualTo(Phase.SUCCEEDED);

        happens(entered(2, "charge", null), new Event.ReceiveStarted(new VisitId(2), "paid", "7", NOON, null));
        assertThat(phase("charge")).isEqualTo(Phase.WAITING);
    }

    @Test
    void aPauseIsShownBesideWhatTheRunIsAt() {
        happens(entered(1, "charge", null), attempt(1, 1), new Event.RunPaused("me", "lunch"));
        assertThat(fold.state().paused()).isTrue();
        assertThat(phase("charge")).isEqualTo(Phase.RUNNING);

        happens(new Event.RunStopping(new Event.Cause.Failed(DECLINED)));
        assertThat(fold.state().paused()).isTrue();
        happens(new Event.RunUnpaused("me", "back"));
        assertThat(fold.state().paused()).isFalse();
        assertThat(fold.state().run()).isEqualTo(RunPhase.STOPPING);
    }

    @Test
    void aRetryShowsWhichAttemptItIsAndWhatWentWrong() {
        happens(entered(1, "charge", null), attempt(1, 1),
                new Event.AttemptFailed(new VisitId(1), 1, DECLINED),
                new Event.RetryScheduled(new VisitId(1), 2, NOON));

        var state = node("charge");
        assertThat(state.phase()).isEqualTo(Phase.RETRYING);
        assertThat(state.attempt()).isEqualTo(2);
        assertThat(state.attempts()).isEqualTo(3);
        assertThat(state.error()).isEqualTo("The card was declined.");
    }

    @Test
    void aSuccessAfterARetryForgetsTheError() {
        happens(entered(1, "charge", null), attempt(1, 1), new Event.AttemptFailed(new VisitId(1), 1, DECLINED),
                attempt(1, 2), new Event.NodeCompleted(new VisitId(1), null, List.of()));

        assertThat(node("charge").error()).isNull();
    }

    @Test
    void undoingIsShownOnTheStepThatIsUndone() {
        happens(entered(1, "reserve", null), new Event.NodeCompleted(new VisitId(1), null, List.of()),
                entered(2, "charge", null), new Event.NodeFailed(new VisitId(2), DECLINED, null),
                new Event.RunStopping(new Event.Cause.Failed(DECLINED)),
                new Event.NodeEntered(new VisitId(3), id("release"), wire("reserve-release"), new VisitId(1)));

        assertThat(fold.state().run()).isEqualTo(RunPhase.STOPPING);
        assertThat(phase("charge")).isEqualTo(Phase.FAILED);
        assertThat(phase("reserve")).isEqualTo(Phase.COMPENSATING);
        assertThat(fold.state().isTaken(wire("reserve-release"))).isTrue();

        happens(new Event.StepCompensated(new VisitId(3), new VisitId(1), Json.NULL));
        assertThat(phase("reserve")).isEqualTo(Phase.COMPENSATED);
        assertThat(phase("release")).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void whatCouldNotBeUndoneSaysSo() {
        happens(entered(1, "reserve", null), new Event.NodeCompleted(new VisitId(1), null, List.of()),
                new Event.NodeEntered(new VisitId(2), id("release"), null, new VisitId(1)),
                new Event.CompensationFailed(new VisitId(2), new VisitId(1), DECLINED));

        assertThat(phase("release")).isEqualTo(Phase.FAILED);
        assertThat(node("reserve").error()).isEqualTo("Not undone: The card was declined.");
    }

    @Test
    void whenTheRunIsOverTheWaysNotTakenStepBack() {
        happens(entered(1, "reserve", null), new Event.NodeCompleted(new VisitId(1), null, List.of()),
                new Event.RunFailed(DECLINED, Event.Compensation.NONE));

        assertThat(phase("charge")).isEqualTo(Phase.SKIPPED);
        assertThat(fold.state().node(id("release"))).as("a compensation is on no way").isNull();
    }

    @Test
    void aDisabledStepIsShownAsPassedByOnAWayThatWasTaken() {
        var graph = FLOW.graph();
        fold = OverlayFold.of(FLOW.withGraph(graph.with(((Node.Step) Objects.requireNonNull(
                graph.node(id("reserve")))).withDisabled(true))));
        happens(entered(1, "reserve", null),
                new Event.NodeCompleted(new VisitId(1), null, List.of(wire("reserve-charge"))));

        assertThat(phase("reserve")).isEqualTo(Phase.SKIPPED);
        assertThat(fold.state().isTaken(wire("reserve-charge"))).isTrue();
    }

    @Test
    void aLoopTellsHowManyOfItsItemsAreDoneAndHowManyFailed() {
        fold = OverlayFold.of(looping(new Node.Repeat.ForEach("input", 2, Node.Repeat.ForEach.ItemErrors.COLLECT)));
        happens(entered(1, "each", null));
        assertThat(progress()).isEqualTo("0 times");
        happens(new Event.LoopStarted(new VisitId(1), List.of(Json.of(1), Json.of(2), Json.of(3))));
        assertThat(progress()).isEqualTo("0 of 3");
        begins(1, 1, 0);
        begins(2, 1, 1);
        happens(new Event.PassCompleted(new PassId(2), Json.NULL));
        assertThat(progress()).isEqualTo("1 of 3");
        happens(new Event.PassFailed(new PassId(1), DECLINED, Event.Compensation.NONE));
        assertThat(progress()).isEqualTo("1 of 3, 1 failed");
    }

    @Test
    void aLoopIsBeingUndoneOnlyWhileOneOfItsTimesIs() {
        fold = OverlayFold.of(looping(new Node.Repeat.ForEach("input", 3, Node.Repeat.ForEach.ItemErrors.CONTINUE)));
        happens(entered(1, "each", null),
                new Event.LoopStarted(new VisitId(1), List.of(Json.of(1), Json.of(2), Json.of(3))));
        begins(1, 1, 0);
        begins(2, 1, 1);
        begins(3, 1, 2);
        happens(new Event.PassStopping(new PassId(1), new Event.Cause.Failed(DECLINED)),
                new Event.PassStopping(new PassId(2), new Event.Cause.Failed(DECLINED)));
        assertThat(phase("each")).isEqualTo(Phase.COMPENSATING);
        happens(new Event.PassFailed(new PassId(1), DECLINED, Event.Compensation.NONE));
        assertThat(phase("each")).isEqualTo(Phase.COMPENSATING);
        happens(new Event.PassFailed(new PassId(2), DECLINED, Event.Compensation.NONE));
        assertThat(phase("each")).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aLoopOverASourceCountsItemsWithoutATotalAlsoWhereTheyComeInBatches() {
        fold = OverlayFold.of(looping(new Node.Repeat.ForEach("", 2).withBatch(1_000)
                .withItems(new Items.Streamed("csv.rows", Json.Obj.EMPTY))));
        happens(entered(1, "each", null), new Event.SourceOpened(new VisitId(1), Json.Obj.EMPTY));
        assertThat(progress()).isEqualTo("0 done");
        var batch = new Json.Arr(Collections.nCopies(1_000, Json.of("row")));
        happens(new Event.PassStarted(new PassId(1), new VisitId(1), 0, batch, null),
                new Event.PassStarted(new PassId(2), new VisitId(1), 1, new Json.Arr(List.of(Json.of("last"))), null));
        happens(new Event.PassCompleted(new PassId(1), Json.NULL));
        happens(new Event.PassFailed(new PassId(2), DECLINED, Event.Compensation.NONE));
        assertThat(progress()).isEqualTo("1,000 done, 1 failed");
    }

    @Test
    void aLoopThatHangsOnAConditionTellsHowManyTimesItWasGoneThrough() {
        fold = OverlayFold.of(looping(new Node.Repeat.While("data < 3", 100)));
        happens(entered(1, "each", null));
        begins(1, 1, 0);
        happens(new Event.PassCompleted(new PassId(1), Json.NULL));
        assertThat(progress()).isEqualTo("once");
        begins(2, 1, 1);
        happens(new Event.PassCompleted(new PassId(2), Json.NULL));
        assertThat(progress()).isEqualTo("2 times");
    }

    @Test
    void aLoopThatIsComeToAgainBeginsToCountAnewAndEarlierVisitsDontCount() {
        fold = OverlayFold.of(looping(new Node.Repeat.While("data < 3", 100)));
        happens(entered(1, "each", null));
        begins(1, 1, 0);
        happens(entered(2, "each", null), new Event.PassCompleted(new PassId(1), Json.NULL));

        assertThat(progress()).isEqualTo("0 times");
        assertThat(fold.state().loop(id("start"))).isNull();
    }

    private static Flow looping(Node.Repeat repeat) {
        return Diagrams.empty().start(0, 0).node(new Node.Loop(id("each"), "", repeat, Json.Obj.EMPTY), 0, 0)
                .chain("start", "each").diagram().flow();
    }

    private void begins(int pass, int visit, int index) {
        happens(new Event.PassStarted(new PassId(pass), new VisitId(visit), index, Json.NULL, null));
    }

    private String progress() {
        return Objects.requireNonNull(fold.state().loop(id("each"))).words();
    }

    @Test
    void aRetriedRunIsShownAnewAndWhatIsKeptApartFromWhatIsDone() {
        happens(entered(1, "reserve", null), attempt(1, 1),
                new Event.NodeCompleted(new VisitId(1), null, List.of(wire("reserve-charge"))),
                entered(2, "charge", null), new Event.NodeFailed(new VisitId(2), DECLINED, null),
                new Event.RunFailed(DECLINED, Event.Compensation.NONE),
                new Event.RunRetried("me", "mended", "hash", List.of(), List.of()));
        assertThat(fold.state().run()).isEqualTo(RunPhase.RUNNING);
        assertThat(fold.state().nodes()).isEmpty();
        assertThat(fold.state().isTaken(wire("reserve-charge"))).isFalse();

        happens(entered(3, "reserve", null), new Event.ResultReused(new VisitId(3), new VisitId(1)),
                new Event.NodeCompleted(new VisitId(3), null, List.of(wire("reserve-charge"))));
        assertThat(phase("reserve")).isEqualTo(Phase.KEPT);
    }

    @Test
    void aRunThatJumpsGoesOnBesideWhatItDid() {
        happens(entered(1, "reserve", null), new Event.NodeCompleted(new VisitId(1), null, List.of()),
                new Event.RunFailed(DECLINED, Event.Compensation.NONE));
        assertThat(phase("done")).isEqualTo(Phase.SKIPPED);
        happens(new Event.RunJumped("me", "there", id("done"), Json.NULL));
        assertThat(fold.state().run()).isEqualTo(RunPhase.RUNNING);
        assertThat(fold.state().node(id("done"))).isNull();
        assertThat(phase("reserve")).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void anEventOfAVisitThatNeverBeganIsAMistake() {
        assertThatThrownBy(() -> happens(attempt(7, 1))).isInstanceOf(IllegalStateException.class);
    }

    private void happens(Event... events) {
        for (var event : events) {
            fold = fold.plus(new Recorded(++seconds, NOON.plusSeconds(seconds), event));
        }
    }

    private Phase phase(String node) {
        return node(node).phase();
    }

    private NodeState node(String node) {
        var state = fold.state().node(id(node));
        if (state == null) {
            throw new AssertionError("no state of " + node);
        }
        return state;
    }

    private static Event entered(int visit, String node, @Nullable WireId wire) {
        return new Event.NodeEntered(new VisitId(visit), id(node), wire, null);
    }

    private static Event attempt(int visit, int attempt) {
        return new Event.AttemptStarted(new VisitId(visit), attempt, Json.Obj.EMPTY, null, null);
    }
}
