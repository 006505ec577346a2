package dev.flowloom.run;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event.Compensation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds in every run that is retried and jumps, tried on many random ones. A seed that once failed is added to [#FOUND].
final class RandomRetriesTest {
    private static final long FIRST = Long.getLong("flowloom.seed", 1);
    private static final long RUNS = Long.getLong("flowloom.runs", 1_000);
    private static final long[] FOUND = {1464, 1171};
    private static final Map<Long, Simulation> RUN = new TreeMap<>();

    private static void forEachRun(BiConsumer<Long, Simulation> property) {
        LongStream.concat(LongStream.of(FOUND), LongStream.range(FIRST, FIRST + RUNS)).forEach(seed -> {
            try {
                property.accept(seed, RUN.computeIfAbsent(seed, RandomRun::retried));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("with -Dflowloom.runs=1 -Dflowloom.seed=" + seed, broken);
            }
        });
    }

    @Test
    void theStateIsTheFoldOfTheEventsAfterEveryDecision() {
        forEachRun((_, run) -> {
            for (int i = 0; i < run.commits.size(); i++) {
                assertThat(run.fold(run.commits.get(i))).isEqualTo(run.states.get(i));
            }
        });
    }

    @Test
    void aRunThatIsNotOverHasSomethingPendingAfterEveryDecision() {
        forEachRun((_, run) -> run.states.forEach(
                state -> assertThat(run.pending(state).isEmpty()).isEqualTo(state.isOver())));
    }

    @Test
    void nothingIsDoneAgainThatStayedValid() {
        var reused = new AtomicInteger();
        var passedOver = new AtomicInteger();
        forEachRun((_, run) -> assertNothingIsDoneTwice(run, reused, passedOver));
        assertThat(reused.get()).isGreaterThan((int) RUNS / 4);
        assertThat(passedOver.get()).isGreaterThan((int) RUNS / 40);
    }

    /// What was done there before the jump has been done anew since, or is to be.
    @Test
    void aRetryTakesNothingFromBeforeAJumpThatLedThere() {
        var jumps = new AtomicInteger();
        forEachRun((_, run) -> assertNothingIsTakenFromBeforeAJump(run, jumps));
        assertThat(jumps.get()).isGreaterThan((int) RUNS / 40);
    }

    private static void assertNothingIsTakenFromBeforeAJump(Simulation run, AtomicInteger jumps) {
        var state = RunState.NEW;
        var since = new TreeMap<NodeId, VisitId>();
        for (var event : run.events) {
            if (event instanceof Event.RunJumped(_, _, var node, _)) {
                var at = state.nextVisit();
                var anew = new Ways(run.rules(state).program().flow().graph()).behind(node);
                anew.add(node);
                anew.forEach(each -> since.put(each, at));
            } else if (event instanceof Event.RunRetried retried && !since.isEmpty()) {
                assertThat(retried.reused()).allMatch(reused -> reused.visit()
                        .compareTo(since.getOrDefault(reused.place().outermost(), VisitId.FIRST)) >= 0);
                jumps.incrementAndGet();
            }
            state = run.evolve(state, event);
        }
    }

    /// By the plan that each retry was made by, so that what the run holds for itself has no part in it.
    static void assertNothingIsDoneTwice(Simulation run, AtomicInteger reused,
            AtomicInteger passedOver) {
        var state = RunState.NEW;
        var places = Places.NONE;
        var left = new TreeSet<Place>();
        var items = new TreeMap<Place, DoneItems>();
        for (var event : run.events) {
            if (event instanceof Event.RunRetried retried) {
                left.clear();
                retried.reused().forEach(each -> left.add(each.place()));
                items.clear();
                retried.items().forEach(each -> items.put(each.loop(), each));
                places = Places.NONE;
            } else if (event instanceof Event.RunJumped) {
                left.clear();
                items.clear();
            } else if (event instanceof Event.ItemsReused(var visit, var first, var count, _)) {
                var done = Objects.requireNonNull(items.get(places.of(visit)));
                assertThat(done.stretches()).anyMatch(
                        stretch -> stretch.first() <= first && first + count <= stretch.first() + stretch.count());
                passedOver.addAndGet(count);
            } else if (event instanceof Event.PassStarted(_, var visit, var index, var data, _)) {
                var done = items.get(places.of(visit));
                assertThat(done != null && done.holds(index, Fingerprint.of(data))).isFalse();
            } else if (event instanceof Event.ResultReused(var visit, _)) {
                assertThat(left.remove(Objects.requireNonNull(places.of(visit)))).isTrue();
                reused.incrementAndGet();
            } else if (event instanceof Event.AttemptStarted || event instanceof Event.SubFlowStarted) {
                var place = places.of(((Event.OfVisit) event).visit());
                assertThat(place != null && left.contains(place) && isStillThere(run, state, place)).isFalse();
            }
            state = run.evolve(state, event);
            if (event instanceof Event.NodeEntered(var id, _, _, var undoes) && undoes == null) {
                places = places.entered(Evolution.active(state, id));
            } else if (event instanceof Event.PassStarted started) {
                var container = Evolution.active(state, started.of()).node();
                places = places.begun(run.rules(state).program().node(container), started);
            }
        }
    }

    /// Whether it is no caught error: that is tried again where nothing catches it any more.
    private static boolean isStillThere(Simulation run, RunState state, Place place) {
        return run.rules(state).program().flow().graph().node(place.node()) != null;
    }

    @Test
    void everyItemIsGoneThroughOnceAndInOrder() {
        forEachRun((_, run) -> ItemLaw.check(run));
    }

    @Test
    void whatWasDoneIsUndoneAtMostOnceAndInReverseOrder() {
        forEachRun((_, run) -> SagaLaw.check(run));
    }

    @Test
    void everyVisitEndsOnceAndNothingHappensAfterAnEndButAnotherBeginning() {
        forEachRun((_, run) -> assertEveryVisitEndsOnce(run));
    }

    static void assertEveryVisitEndsOnce(Simulation run) {
        var state = RunState.NEW;
        var entered = new TreeSet<VisitId>();
        for (var event : run.events) {
            if (state.isOver()) {
                assertThat(event).isInstanceOfAny(Event.RunRetried.class, Event.RunJumped.class);
                assertThat(state.visits()).isEmpty();
            }
            if (event instanceof Event.NodeEntered(var id, _, _, _)) {
                assertThat(entered.add(id)).isTrue();
            }
            state = run.evolve(state, event);
        }
        assertThat(state.isOver()).isTrue();
        assertThat(state.visits()).isEmpty();
    }

    @Test
    void theEndSaysTruthfullyWhetherAnythingIsLeft() {
        forEachRun((_, run) -> {
            var compensation = switch (run.last()) {
                case Event.RunFailed failed -> failed.compensation();
                case Event.RunCancelled cancelled -> cancelled.compensation();
                default -> null;
            };
            if (compensation != null && compensation != Compensation.WITHHELD) {
                assertThat(run.state.remains()).isEmpty();
            }
        });
    }

    @Test
    void aRunThatCrashedAfterAnyDecisionGoesOnToAnEndThatKeepsTheSameLaws() {
        forEachRun((seed, run) -> {
            for (int count : run.commits) {
                var survivor = RandomRun.finish(run.crashedAfter(count), seed);
                assertThat(survivor.events.subList(0, count)).isEqualTo(run.events.subList(0, count));
                SagaLaw.check(survivor);
                assertEveryVisitEndsOnce(survivor);
                assertNothingIsDoneTwice(survivor, new AtomicInteger(), new AtomicInteger());
            }
        });
    }

    @Test
    void aPlanHoldsNothingThatWasUndoneAndNothingTwice() {
        forEachRun((_, run) -> {
            if (run.state.hasFailed()) {
                var undone = new TreeSet<VisitId>();
                run.all(Event.StepCompensated.class).forEach(event -> undone.add(event.undone()));
                var visits = run.plan().reused().stream().map(Reused::visit).toList();
                assertThat(visits).doesNotHaveDuplicates().noneMatch(undone::contains);
            }
        });
    }
}
