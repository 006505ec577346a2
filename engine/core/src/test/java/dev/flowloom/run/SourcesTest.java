package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;

/// Loops that read their items from a source, loops over batches, and the items for which they failed.
final class SourcesTest {
    private static final Json A = Json.of("a");
    private static final Json B = Json.of("b");
    private static final Json C = Json.of("c");

    private static FlowBuilder around(FlowBuilder loop) {
        return loop.start("s").end("e").way("s", "loop", "e").start("in")
                .step("each", Json.Obj.of("seen", Json.of("{{ loop }}")), null, null).end("out")
                .way("in", "each", "out").in("loop", "in", "each", "out");
    }

    private static Simulation streamed(int batch, int concurrency, ItemErrors onError) {
        return Simulation.of(around(new FlowBuilder().source("loop", batch, concurrency, onError)))
                .start(Json.of("orders"));
    }

    private static List<Json> data(Simulation run) {
        return run.attempts().stream().map(Effect.RunStep::data).toList();
    }

    @Test
    void aSourceIsOpenedWithWhatItsSettingsGiveAndReadBeforeAnythingIsBegun() {
        var run = streamed(1, 1, ItemErrors.STOP);

        assertThat(run.reading().settings()).isEqualTo(Json.Obj.of("of", Json.of("orders")));
        assertThat(run.reading().from()).isZero();
        assertThat(run.attempts()).isEmpty();
    }

    @Test
    void soManyItemsAreUnderWayAsItSaysAndEachIsSeenWithItsNumber() {
        var run = streamed(1, 2, ItemErrors.STOP).give(false, A, B, C);

        assertThat(data(run)).containsExactly(A, B);
        run.succeed("each");
        assertThat(data(run)).containsExactly(B, C);
        assertThat(run.attempts().getLast().settings())
                .isEqualTo(Json.Obj.of("seen", Json.Obj.of("index", Json.of(2)).with("item", C)));
    }

    @Test
    void moreIsReadWhileWhatWasReadIsUnderWay() {
        var run = streamed(1, 1, ItemErrors.STOP).give(false, A);

        assertThat(run.reading().from()).isEqualTo(1);
        run.give(true, B);
        assertThat(run.readings()).isEmpty();
    }

    @Test
    void noMoreIsReadAheadThanAFewTimesWhatMayBeUnderWay() {
        var run = streamed(1, 1, ItemErrors.STOP);
        run.give(false, IntStream.range(0, run.reading().most()).mapToObj(Json::of).toArray(Json[]::new));

        run.give(false, IntStream.range(0, run.reading().most()).mapToObj(Json::of).toArray(Json[]::new));
        assertThat(run.readings()).isEmpty();
    }

    private static final Json LARGE = Json.of("x".repeat(1_500_000));

    @Test
    void ofLargeItemsFewAreReadAhead() {
        var run = streamed(1, 1, ItemErrors.STOP).give(false, LARGE, LARGE);

        run.give(false, LARGE).give(false, LARGE);
        assertThat(run.readings()).isEmpty();
        run.succeed("each");
        assertThat(run.readings()).hasSize(1);
    }

    @Test
    void aBatchOfLargeItemsIsFilledAllTheSame() {
        var run = streamed(5, 1, ItemErrors.STOP);
        for (int i = 0; i < 5; i++) {
            assertThat(run.attempts()).isEmpty();
            run.give(false, LARGE);
        }
        assertThat(data(run)).containsExactly(Json.Arr.of(LARGE, LARGE, LARGE, LARGE, LARGE));
    }

    @Test
    void itGivesHowManyItemsThereWereWhenTheLastIsDone() {
        var run = streamed(1, 2, ItemErrors.STOP).give(true, A, B).succeed("each");

        assertThat(run.isOver()).isFalse();
        run.succeed("each");
        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("items", Json.of(2)).with("failed", Json.of(0)));
    }

    @Test
    void aSourceWithoutItemsIsDoneAtOnce() {
        assertThat(streamed(10, 2, ItemErrors.STOP).give(true).only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("items", Json.of(0)).with("failed", Json.of(0)));
    }

    @Test
    void batchesAreFilledOverSeveralReadingsAndTheLastMayBeSmaller() {
        var run = streamed(2, 1, ItemErrors.STOP).give(false, A);

        assertThat(run.attempts()).isEmpty();
        run.give(true, B, C);
        assertThat(data(run)).containsExactly(Json.Arr.of(A, B));
        run.succeed("each");
        assertThat(data(run)).containsExactly(Json.Arr.of(C));
    }

    @Test
    void batchesOfAListGiveTheirResultsInOrder() {
        var run = Simulation.of(around(new FlowBuilder().forEach("loop", "input", 2, 2, ItemErrors.COLLECT)))
                .start(Json.Arr.of(A, B, C));

        assertThat(data(run)).containsExactly(Json.Arr.of(A, B), Json.Arr.of(C));
        run.fail("each", "bad", Severity.CRITICAL).succeed("each", Json.of("ok"));
        var output = (Json.Obj) run.only(Event.RunCompleted.class).output();
        assertThat(output.get("results")).isEqualTo(Json.Arr.of(Json.NULL, Json.of("ok")));
        assertThat(String.valueOf(output.get("errors"))).contains("Arr[items=[Str[value=a], Str[value=b]]]");
    }

    @Test
    void anItemForWhichItFailedIsKeptAsADeadLetterAndTheOthersGoOn() {
        var run = streamed(1, 1, ItemErrors.CONTINUE).give(true, A, B).fail("each", "bad", Severity.CRITICAL)
                .succeed("each");

        var letter = run.only(Event.DeadLetterKept.class);
        assertThat(letter.item()).isEqualTo(A);
        assertThat(letter.index()).isZero();
        assertThat(letter.error().code()).isEqualTo("bad");
        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("items", Json.of(2)).with("failed", Json.of(1)));
    }

    @Test
    void ofABatchThatFailedAllItemsCountAsFailed() {
        var run = streamed(2, 1, ItemErrors.CONTINUE).give(true, A, B, C).fail("each", "bad", Severity.CRITICAL)
                .succeed("each");

        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("items", Json.of(3)).with("failed", Json.of(2)));
    }

    @Test
    void whereItFailsForAnItemNothingMoreIsRead() {
        var run = streamed(1, 2, ItemErrors.STOP).give(false, A, B).fail("each", "bad", Severity.CRITICAL);

        assertThat(run.readings()).isEmpty();
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("bad");
        assertThat(run.all(Event.DeadLetterKept.class)).isEmpty();
    }

    @Test
    void readingThatFailsIsTriedAgainAfterAWhileAndThenGoesOn() {
        var run = streamed(1, 1, ItemErrors.STOP).failReading("away", Severity.RECOVERABLE);

        assertThat(run.readings()).isEmpty();
        run.fireNextTimer();
        assertThat(run.reading().attempt()).isEqualTo(2);
        run.give(true, A).succeed("each");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aSourceThatCantBeReadForGoodFailsTheLoopWhichAWireMayCatch() {
        var run = Simulation.of(around(new FlowBuilder().source("loop", 1, 1, ItemErrors.CONTINUE)).step("mend")
                .way("mend", "e").onError("loop", "mend", Wire.Catch.ANYTHING)).start();
        run.failReading("away", Severity.RECOVERABLE).fireNextTimer().failReading("away", Severity.RECOVERABLE)
                .fireNextTimer().failReading("away", Severity.RECOVERABLE);

        assertThat(run.only(Event.SourceFailed.class).error().code()).isEqualTo("away");
        run.succeed("mend");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void whatIsUnderWayTurnsRoundWhenTheSourceFails() {
        var run = Simulation.of(around(new FlowBuilder().source("loop", 1, 2, ItemErrors.CONTINUE))
                .undo("each", "unEach").in("loop", "unEach")).start();
        run.give(false, A, B).succeed("each").failReading("gone", Severity.CRITICAL);

        run.succeed("each").succeed("unEach").succeed("unEach");
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("gone");
    }

    @Test
    void aSourceThatFailsAfterAnItemDidFailsTheLoopWithItsOwnError() {
        var run = Simulation.of(around(new FlowBuilder().source("loop", 1, 1, ItemErrors.CONTINUE)).step("mend")
                .way("mend", "e").onError("loop", "mend", new Wire.Catch.Code("gone"))).start();
        run.give(false, A).fail("each", "bad", Severity.CRITICAL).failReading("gone", Severity.CRITICAL);

        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("mend");
    }

    @Test
    void aSourceThatHasChangedSinceIsNotGoneThroughAnyFurther() {
        var run = streamed(1, 1, ItemErrors.CONTINUE).give(false, A);
        var reading = run.reading();
        run.take(new Input.ItemsArrived(reading.visit(), 1, 1, List.of(B), true, "other"));

        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("loop.source-changed");
    }

    @Test
    void itemsThatArriveTwiceOrTooLateAreOverlooked() {
        var run = streamed(1, 1, ItemErrors.STOP);
        var first = run.reading();
        run.give(false, A);
        int before = run.events.size();
        run.take(new Input.ItemsArrived(first.visit(), first.from(), 1, List.of(A), false, "version"));

        assertThat(run.events).hasSize(before);
    }

    private static Simulation timed() {
        return Simulation.of(around(new FlowBuilder().source("loop", 1, 1, ItemErrors.STOP, Duration.ofSeconds(10))))
                .start();
    }

    private static List<Instant> readUntil(Simulation run) {
        return run.timers().stream().filter(it -> it.timer().purpose() == Timer.Purpose.READ)
                .map(Effect.StartTimer::due).toList();
    }

    @Test
    void aSourceThatGivesNothingInTimeIsReadFromOnceMore() {
        var run = timed();
        assertThat(readUntil(run)).containsExactly(Simulation.BEGIN.plusSeconds(10));

        run.fireNextTimer();
        assertThat(run.only(Event.ReadFailed.class).error()).isEqualTo(new RunError("source.timeout",
                "The source gave nothing within PT10S.", Severity.RECOVERABLE, new NodeId("loop"), Json.Obj.EMPTY));
        assertThat(run.readings()).isEmpty();
        run.fireNextTimer();
        assertThat(run.reading().attempt()).isEqualTo(2);
        assertThat(readUntil(run)).containsExactly(run.now.plusSeconds(10));
        run.give(true, A).succeed("each");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aSourceThatNeverGivesAnythingFailsTheLoopInTheEnd() {
        var run = timed();
        for (int i = 0; i < 5; i++) {
            run.fireNextTimer();
        }
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("source.timeout");
    }

    @Test
    void eachReadingHasTheWholeTime() {
        var run = timed();
        run.now = run.now.plusSeconds(9);
        run.give(false, A);

        assertThat(readUntil(run)).containsExactly(run.now.plusSeconds(10));
        run.take(new Input.TimerFired(new Timer(run.reading().visit(), Timer.Purpose.READ, 1)));
        assertThat(run.all(Event.ReadFailed.class)).isEmpty();
    }

    @Test
    void noTimePassesWhileNothingIsToBeRead() {
        var run = timed();
        var many = IntStream.range(0, 50).mapToObj(Json::of).toArray(Json[]::new);
        run.give(false, many).give(false, many);
        assertThat(readUntil(run)).isEmpty();
        run.now = run.now.plusSeconds(1_000);

        for (int i = 0; i < 50; i++) {
            run.succeed("each");
        }
        assertThat(readUntil(run)).containsExactly(run.now.plusSeconds(10));
        run.give(true);
        assertThat(readUntil(run)).isEmpty();
    }

    @Test
    void aPauseGivesReadingTheWholeTimeAnew() {
        var run = timed().take(new Input.PauseRequested("me", ""));
        assertThat(readUntil(run)).isEmpty();
        run.now = run.now.plusSeconds(1_000);

        run.take(new Input.UnpauseRequested("me", ""));
        assertThat(readUntil(run)).containsExactly(run.now.plusSeconds(10));
        assertThat(run.reading().attempt()).isEqualTo(1);
    }

    @Test
    void whoUnpausesARunThatIsNotPausedChangesNothing() {
        var run = timed();
        int before = run.events.size();
        run.now = run.now.plusSeconds(5);
        assertThat(run.take(new Input.UnpauseRequested("me", "")).events).hasSize(before);
    }

    @Test
    void oneOfTwoSourcesMayEndTheOtherWhenARunGoesOnAfterAPause() {
        var flow = new FlowBuilder().rule("bad", Severity.CORRUPTION).start("s").fork("f").join("j", JoinRule.ALL)
                .end("e").source("first", 1, 1, ItemErrors.CONTINUE).start("in").step("each").end("out")
                .way("in", "each", "out").in("first", "in", "each", "out").scope("box").start("in2").end("out2")
                .source("second", 1, 1, ItemErrors.CONTINUE).start("in3").step("other").end("out3")
                .way("in3", "other", "out3").in("second", "in3", "other", "out3").way("in2", "second", "out2")
                .in("box", "in2", "second", "out2").way("s", "f", "first", "j", "e").way("f", "box", "j");
        var run = Simulation.of(flow).start();
        var first = run.readings().getFirst();
        run.take(new Input.PauseRequested("me", "")).take(new Input.ItemsArrived(first.visit(), 0, 1, List.of(A),
                false, null, List.of(new Input.ItemsArrived.Unreadable(0, "bad", "x", Severity.CORRUPTION,
                        Json.Obj.EMPTY))));
        run.take(new Input.UnpauseRequested("me", ""));
        assertThat(run.only(Event.RunFailed.class).error().code()).isEqualTo("bad");
    }

    @Test
    void whatCameWhileARunIsPausedIsBegunWhenItGoesOn() {
        var run = streamed(1, 1, ItemErrors.STOP);
        var reading = run.reading();
        run.take(new Input.PauseRequested("me", ""))
                .take(new Input.ItemsArrived(reading.visit(), 0, 1, List.of(A), true, null));

        assertThat(run.attempts()).isEmpty();
        run.take(new Input.UnpauseRequested("me", "")).succeed("each");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void anItemThatCantBeReadIsKeptAsADeadLetterAndTheOthersGoOn() {
        var run = streamed(1, 1, ItemErrors.CONTINUE).give(true, List.of(A, B, C), 1);

        run.succeed("each");
        assertThat(data(run)).containsExactly(C);
        var letter = run.only(Event.DeadLetterKept.class);
        assertThat(letter.item()).isEqualTo(B);
        assertThat(letter.index()).isEqualTo(1);
        assertThat(letter.error()).isEqualTo(new RunError("malformed", "It is none.", Severity.CRITICAL,
                new NodeId("loop"), Json.Obj.of("at", Json.of(1))));
        run.succeed("each");
        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("items", Json.of(3)).with("failed", Json.of(1)));
    }

    @Test
    void nothingIsDoneForAnItemThatCantBeRead() {
        var run = streamed(1, 2, ItemErrors.CONTINUE).give(true, List.of(A, B), 0, 1);

        assertThat(run.entered()).containsExactly("s", "loop", "e");
        assertThat(run.all(Event.DeadLetterKept.class)).hasSize(2);
    }

    @Test
    void anItemThatCantBeReadFailsALoopThatStops() {
        var run = streamed(1, 3, ItemErrors.STOP).give(false, List.of(A, B, C), 1);

        var failed = run.only(Event.RunFailed.class);
        assertThat(failed.error().code()).isEqualTo("malformed");
        assertThat(run.all(Event.PassStarted.class)).hasSize(2);
        assertThat(run.all(Event.DeadLetterKept.class)).isEmpty();
    }

    @Test
    void theErrorOfAnItemThatCantBeReadMayBeCaughtByTheLoopsWire() {
        var run = Simulation.of(around(new FlowBuilder().source("loop", 1, 1, ItemErrors.STOP)).step("mend")
                .way("mend", "e").onError("loop", "mend", new Wire.Catch.Code("malformed"))).start();

        run.give(true, List.of(A), 0).succeed("mend");
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aBatchWithAnItemThatCantBeReadFailsAsAWhole() {
        var run = streamed(2, 1, ItemErrors.CONTINUE).give(true, List.of(A, B, C, C), 0, 1);

        var letter = run.only(Event.DeadLetterKept.class);
        assertThat(letter.item()).isEqualTo(Json.Arr.of(A, B));
        assertThat(letter.error().message())
                .isEqualTo("It is none. Of the batch that it is in, 2 items can't be read.");
        assertThat(data(run)).containsExactly(Json.Arr.of(C, C));
        run.succeed("each");
        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("items", Json.of(4)).with("failed", Json.of(2)));
    }

    @Test
    void itStaysUnreadableUntilItIsItsTurn() {
        var run = streamed(1, 1, ItemErrors.CONTINUE).give(false, List.of(A, B), 1).give(true, List.of(C, A), 0);

        run.succeed("each");
        assertThat(run.all(Event.DeadLetterKept.class)).extracting(Event.DeadLetterKept::index).containsExactly(1, 2);
        assertThat(data(run)).containsExactly(A);
    }

    @Test
    void aWholePageThatCantBeReadIsGoneThroughAtOnce() {
        var all = IntStream.range(0, 10_000).toArray();
        var run = streamed(1, 1, ItemErrors.CONTINUE)
                .give(true, IntStream.of(all).<Json>mapToObj(Json::of).toList(), all).decideAll();

        assertThat(run.only(Event.RunCompleted.class).output())
                .isEqualTo(Json.Obj.of("items", Json.of(10_000)).with("failed", Json.of(10_000)));
    }

    @Test
    void whatIsCutOffByDamagedDataOfASourceAndMayHaveHadItsEffectIsWithheld() {
        for (var wired : List.of(false, true)) {
            var flow = around(new FlowBuilder().source("loop", 1, 2, ItemErrors.STOP)).step("un").in("loop", "un")
                    .undo("each", "un");
            if (wired) {
                flow.step("h").onError("loop", "h", Wire.Catch.ANYTHING).way("h", "e");
            }
            var run = Simulation.of(flow).start(Json.of("orders")).give(false, A).failReading("bad",
                    Severity.CORRUPTION);
            assertThat(run.only(Event.RunFailed.class).compensation()).isEqualTo(Event.Compensation.WITHHELD);
        }
    }

    @Test
    void damagedDataOfASourceIsCaughtWhereNothingMayHaveHadItsEffect() {
        var flow = around(new FlowBuilder().source("loop", 1, 2, ItemErrors.STOP)).step("h")
                .onError("loop", "h", Wire.Catch.ANYTHING).way("h", "e");
        var run = Simulation.of(flow).start(Json.of("orders")).give(false, A).failReading("bad", Severity.CORRUPTION);
        assertThat(run.attempts()).extracting(step -> step.node().value()).containsExactly("h");
    }

    @Test
    void anItemThatTellsOfDamagedDataStopsTheRun() {
        var run = streamed(1, 2, ItemErrors.CONTINUE);
        var reading = run.reading();
        run.take(new Input.ItemsArrived(reading.visit(), 0, 1, List.of(A, B, C), true, null,
                List.of(new Input.ItemsArrived.Unreadable(1, "x", "x", Severity.CORRUPTION, Json.Obj.EMPTY))));

        assertThat(run.only(Event.RunFailed.class).error().severity()).isEqualTo(Severity.CORRUPTION);
        assertThat(run.all(Event.AlertRaised.class)).hasSize(1);
    }

    @Test
    void whatCantBeReadIsTriedAgainWhereTheRunIsRetried() {
        var run = streamed(1, 1, ItemErrors.CONTINUE).give(false, List.of(A, B), 1).succeed("each")
                .failReading("gone", Severity.CRITICAL);
        assertThat(run.state.hasFailed()).isTrue();
        run.retry().give(true, List.of(A, C));

        assertThat(run.only(Event.ItemsReused.class).count()).isEqualTo(1);
        assertThat(data(run)).containsExactly(C);
    }

    private static Simulation resent(Json... items) {
        var outputs = new Scene(TreePMap.singleton("before", Json.of("kept")), null, null);
        var run = Simulation.of(around(new FlowBuilder().source("loop", 2, 1, ItemErrors.CONTINUE)).step("mend")
                .way("mend", "e").onError("loop", "mend", Wire.Catch.ANYTHING));
        return run.take(new Input.StartRequested(new RunId("r2"), "hash", null, Json.of("orders"), 42, null, List.of(),
                new Resent(new RunId("r1"), new NodeId("loop"), Json.of("arrived"), outputs, List.of(items), null, "me",
                        "mended")));
    }

    @Test
    void itemsThatAreSentAgainAreDoneByTheLoopAlone() {
        var run = resent(A, B, C);

        assertThat(run.entered()).first().isEqualTo("loop");
        assertThat(run.readings()).isEmpty();
        assertThat(data(run)).containsExactly(Json.Arr.of(A, B));
        run.succeed("each", Json.of("ok")).succeed("each", Json.of("fine"));
        assertThat(run.only(Event.RunCompleted.class).output()).isEqualTo(Json.Arr.of(Json.of("ok"), Json.of("fine")));
        assertThat(run.entered()).doesNotContain("s", "e");
    }

    @Test
    void itemsThatAreSentAgainMayFailAgain() {
        var run = resent(A).fail("each", "bad", Severity.CRITICAL);

        assertThat(run.only(Event.DeadLetterKept.class).item()).isEqualTo(Json.Arr.of(A));
        assertThat(run.only(Event.RunCompleted.class).output()).isEqualTo(Json.Arr.of(Json.NULL));
    }

    @Test
    void itemsThatAreSentAgainSeeWhatTheOthersSaw() {
        var run = resent(A);

        assertThat(run.state.pass(PassId.RUN).scene().outputs()).containsEntry("before", Json.of("kept"));
    }

    @Test
    void theStateHoldsNoMoreOfALongSourceThanWhatIsUnderWay() {
        var run = streamed(1, 5, ItemErrors.CONTINUE);
        int given = 0;
        while (!run.isOver()) {
            if (!run.readings().isEmpty()) {
                int most = Math.min(run.reading().most(), 2_000 - given);
                given += most;
                run.give(given == 2_000, IntStream.range(0, most).mapToObj(Json::of).toArray(Json[]::new));
            }
            if (given % 7 == 0) {
                run.fail("each", "bad", Severity.CRITICAL);
            } else {
                run.succeed("each");
            }
            assertThat(run.state.passes()).hasSizeLessThanOrEqualTo(6);
            assertThat(run.state.toString().length()).isLessThan(20_000);
        }
        assertThat(run.all(Event.PassStarted.class)).hasSize(2_000);
    }
}
