package dev.flowloom.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.run.Event.Compensation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds in every run, tried on many random ones. A seed that once failed is added to [#FOUND].
final class RandomRunsTest {
    private static final long FIRST = Long.getLong("flowloom.seed", 1);
    private static final long RUNS = Long.getLong("flowloom.runs", 1_000);
    private static final long[] FOUND = {10_013_427, 10_251_165, 10_306_575, 20_056_575};
    private static final Map<Long, Simulation> RUN = new TreeMap<>();
    private static final Map<Long, Simulation> READ = new TreeMap<>();
    private static final Map<Long, Simulation> READ_PAUSED = new TreeMap<>();
    private static final Map<Long, Simulation> DIVIDED = new TreeMap<>();
    private static final Map<Long, Simulation> READ_DIVIDED = new TreeMap<>();

    private static Simulation read(long seed) {
        return READ.computeIfAbsent(seed, RandomRun::read);
    }

    private static Simulation readPaused(long seed) {
        return READ_PAUSED.computeIfAbsent(seed, RandomRun::readPaused);
    }

    private static Simulation divided(long seed) {
        return DIVIDED.computeIfAbsent(seed, RandomRun::divided);
    }

    private static Simulation readDivided(long seed) {
        return READ_DIVIDED.computeIfAbsent(seed, RandomRun::readDivided);
    }

    private static void forEachRun(BiConsumer<Long, Simulation> property) {
        seeds().forEach(seed -> {
            try {
                property.accept(seed, RUN.computeIfAbsent(seed, RandomRun::of));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("with -Dflowloom.runs=1 -Dflowloom.seed=" + seed, broken);
            }
        });
    }

    /// As [#forEachRun], of runs that go through sources as well, of those that are paused meanwhile, and of those that are
    /// decided in small parts.
    private static void forEachRunAndReading(BiConsumer<Long, Simulation> property) {
        forEachRun((seed, run) -> {
            property.accept(seed, run);
            property.accept(seed, read(seed));
            property.accept(seed, readPaused(seed));
            property.accept(seed, divided(seed));
            property.accept(seed, readDivided(seed));
        });
    }

    private static LongStream seeds() {
        return LongStream.concat(Arrays.stream(FOUND), LongStream.range(FIRST, FIRST + RUNS));
    }

    @Test
    void theStateIsTheFoldOfTheEventsAfterEveryDecision() {
        forEachRunAndReading((_, run) -> {
            for (int i = 0; i < run.commits.size(); i++) {
                assertThat(run.fold(run.commits.get(i))).isEqualTo(run.states.get(i));
            }
        });
    }

    @Test
    void aRunThatIsNotOverHasSomethingPendingAfterEveryDecision() {
        forEachRunAndReading((_, run) -> run.commits.forEach(count -> {
            var state = run.fold(count);
            if (!state.paused()) {
                assertThat(run.rules.pending(state).isEmpty()).isEqualTo(state.isOver());
            }
        }));
    }

    @Test
    void afterEveryDecisionEveryPassHasSomethingThatGoesOnInIt() {
        forEachRunAndReading((_, run) -> run.states.stream()
                .filter(state -> !state.isOver() && !state.paused() && !state.hasTokens())
                .forEach(state -> assertThat(state.passes().values()).allMatch(
                        pass -> pass.visits().stream().anyMatch(visit -> goesOn(state, pass, visit)))));
    }

    /// Of a pass that was given up nothing is kept when nothing is under way in it any more.
    private static boolean goesOn(RunState state, Pass pass, VisitId visit) {
        var found = Evolution.active(state, visit);
        return pass.status() == Pass.Status.GIVEN_UP
                ? state.isWithin(found.pass(), pass.id())
                : !(found.phase() instanceof Visit.Phase.Joining);
    }

    @Test
    void nothingIsBegunWhileARunIsPaused() {
        forEachRunAndReading((_, run) -> assertNothingIsBegunInPauses(run));
    }

    private static void assertNothingIsBegunInPauses(Simulation run) {
        boolean paused = false;
        for (var event : run.events) {
            paused = event instanceof Event.RunPaused || (paused && !(event instanceof Event.RunUnpaused));
            assertThat(paused && (event instanceof Event.NodeEntered || event instanceof Event.ItemsReused
                    || event instanceof Event.AttemptStarted
                    || event instanceof Event.PassStarted || event instanceof Event.Ended)).as("%s", event).isFalse();
        }
    }

    @Test
    void whatIsPendingWhileARunIsPausedWasPendingBefore() {
        forEachRunAndReading((_, run) -> {
            var before = List.<Effect>of();
            for (var state : run.states) {
                var pending = run.rules.pending(state);
                if (state.paused()) {
                    assertThat(before).containsAll(pending);
                }
                before = pending;
            }
        });
    }

    @Test
    void aRunInWhichNothingRacesEndsTheSameHoweverItIsPaused() {
        var count = new AtomicInteger();
        forEachRun((seed, run) -> assertEndsAs(run, () -> RandomRun.paused(seed), count));
        assertThat(count.get()).isGreaterThan((int) RUNS / 10);
    }

    @Test
    void aRunThatReadsASourceEndsTheSameHoweverItIsPaused() {
        var read = new AtomicInteger();
        forEachRun((seed, _) -> {
            var run = read(seed);
            if (isReading(run)) {
                assertEndsAs(run, () -> readPaused(seed), read);
            }
        });
        assertThat(read.get()).isGreaterThan((int) RUNS / 50);
    }

    @Test
    void aRunInWhichNothingRacesEndsTheSameHoweverSmallThePartsAreInWhichItIsDecided() {
        var count = new AtomicInteger();
        forEachRun((seed, run) -> {
            // What comes first is drawn anew.
            if (!isTimed(run)) {
                assertEndsAs(run, () -> divided(seed), count);
            }
            if (!isTimed(read(seed))) {
                assertEndsAs(read(seed), () -> readDivided(seed), count);
            }
        });
        assertThat(count.get()).isGreaterThan((int) RUNS / 10);
    }

    private static boolean isReading(Simulation run) {
        return !run.all(Event.ItemsRead.class).isEmpty();
    }

    /// Whether it depends on when something comes, which reading may come before.
    private static boolean isTimed(Simulation run) {
        return run.events.stream().anyMatch(event -> event instanceof Event.ReceiveStarted(_, _, _, _, var due)
                ? due != null
                : event instanceof Event.ApprovalRequested(_, _, _, var limit) && limit != null);
    }

    private static void assertEndsAs(Simulation run, Supplier<Simulation> other, AtomicInteger count) {
        if (races(run) || (isReading(run) && isTimed(run))) {
            return;
        }
        var again = other.get();
        assertNothingIsBegunInPauses(again);
        if (isLeftAlone(run) && isLeftAlone(again) && isReadWell(run) && isReadWell(again)) {
            assertThat(again.last()).isEqualTo(run.last());
            assertThat(again.entered()).isEqualTo(run.entered());
            count.incrementAndGet();
        }
    }

    /// One that is cancelled may end as a failure all the same, where undoing finds data damaged.
    private static boolean isLeftAlone(Simulation run) {
        return run.all(Event.RunStopping.class).stream()
                .noneMatch(stopping -> stopping.cause() instanceof Event.Cause.Cancelled);
    }

    /// Sources are read ahead while something is done, and either may fail first.
    private static boolean isReadWell(Simulation run) {
        return run.all(Event.SourceFailed.class).isEmpty();
    }

    /// Whether anything may come before or after something else.
    private static boolean races(Simulation run) {
        return run.rules.program().flow().graph().nodes().values().stream().anyMatch(node -> switch (node) {
            case Node.Fork _ -> true;
            case Node.Step step -> step.timeout() != null;
            case Node.Scope scope -> scope.timeout() != null
                    || (scope.lock() != null && scope.lock().patience() != null);
            case Node.Loop(_, _, Node.Repeat.ForEach(_, _, int concurrency, _), _) -> concurrency > 1;
            default -> false;
        });
    }

    @Test
    void everyItemIsGoneThroughOnceAndInOrderHoweverTheRunIsPaused() {
        forEachRun((seed, run) -> {
            ItemLaw.check(run);
            ItemLaw.check(RandomRun.paused(seed));
            ItemLaw.check(read(seed));
            ItemLaw.check(readPaused(seed));
            ItemLaw.check(divided(seed));
            ItemLaw.check(readDivided(seed));
        });
    }

    @Test
    void anItemThatCantBeReadFailsAtOnceAndNoOtherDoes() {
        var failed = new AtomicInteger();
        forEachRun((seed, run) -> {
            assertUnreadableFails(run, failed);
            assertUnreadableFails(read(seed), failed);
        });
        assertThat(failed.get()).isGreaterThan((int) RUNS / 50);
    }

    private static void assertUnreadableFails(Simulation run, AtomicInteger failed) {
        var unreadable = new TreeMap<VisitId, TreeSet<Long>>();
        var begun = new TreeMap<VisitId, Long>();
        for (int i = 0; i < run.events.size(); i++) {
            if (run.events.get(i) instanceof Event.ItemsRead read) {
                var bad = unreadable.computeIfAbsent(read.visit(), _ -> new TreeSet<>());
                read.unreadable().forEach(each -> bad.add(read.from() + each.at()));
            } else if (run.events.get(i) instanceof Event.PassStarted(_, var loop, _, var data, _)
                    && unreadable.containsKey(loop)) {
                long from = begun.getOrDefault(loop, 0L);
                long to = from + (data instanceof Json.Arr(var batch) ? batch.size() : 1);
                begun.put(loop, to);
                boolean isBad = !unreadable.get(loop).subSet(from, to).isEmpty();
                assertThat(run.events.get(i + 1)).matches(next -> isBad == (next instanceof Event.PassStopping
                        || next instanceof Event.AlertRaised));
                failed.addAndGet(isBad ? 1 : 0);
            }
        }
    }

    @Test
    void whatIsReadForNoLongerThanItsTimeHasADeadline() {
        var timedOut = new AtomicInteger();
        forEachRun((seed, run) -> {
            for (var each : List.of(run, read(seed), readPaused(seed))) {
                each.states.forEach(state -> assertDeadlines(each, state));
                timedOut.addAndGet((int) each.all(Event.ReadFailed.class).stream()
                        .filter(failed -> failed.error().code().equals("source.timeout")).count());
            }
        });
        assertThat(timedOut.get()).isGreaterThan((int) RUNS / 50);
    }

    private static void assertDeadlines(Simulation run, RunState state) {
        var reads = new TreeSet<VisitId>();
        var timed = new TreeSet<VisitId>();
        for (var effect : run.rules.pending(state)) {
            if (effect instanceof Effect.ReadItems read && isTimed(run.rules.program().forEach(read.node()))) {
                reads.add(read.visit());
            } else if (effect instanceof Effect.StartTimer(var timer, _)
                    && timer.purpose() == Timer.Purpose.READ) {
                timed.add(timer.visit());
            }
        }
        assertThat(timed).isEqualTo(reads);
    }

    private static boolean isTimed(Node.Repeat.@Nullable ForEach each) {
        return each != null && each.items() instanceof Items.Streamed source && source.timeout() != null;
    }

    @Test
    void completedStepsAreCompensatedAtMostOnceAndInReverseOrder() {
        forEachRunAndReading((_, run) -> SagaLaw.check(run));
    }

    @Test
    void theEndSaysTruthfullyHowFarTheRunWasUndone() {
        forEachRun((_, run) -> assertTruthfulEnd(run));
    }

    private static void assertTruthfulEnd(Simulation run) {
        boolean anyFailed = !run.all(Event.CompensationFailed.class).isEmpty()
                || anyCalled(run, Compensation.INCOMPLETE);
        boolean anyUndone = !run.all(Event.StepCompensated.class).isEmpty() || anyCalled(run, Compensation.COMPLETE);
        if (run.last() instanceof Event.RunCompleted) {
            // What a scope undid whose error was caught is no matter of the run's.
            assertThat(anyFailed || anyCalled(run, Compensation.WITHHELD)).isFalse();
            return;
        }
        var said = switch (run.last()) {
            case Event.RunFailed failed -> failed.compensation();
            case Event.RunCancelled cancelled -> cancelled.compensation();
            default -> throw new AssertionError("the last event is " + run.last());
        };
        if (said == Compensation.WITHHELD) {
            assertThat(run.all(Event.RunStopping.class)).matches(stops -> stops.stream().anyMatch(
                    stopping -> stopping.cause().withholds()) || anyCalled(run, Compensation.WITHHELD));
            return;
        }
        assertThat(said == Compensation.INCOMPLETE).isEqualTo(anyFailed);
        assertThat(said == Compensation.COMPLETE).isEqualTo(anyUndone && !anyFailed);
    }

    /// Whether a run that was called said so of its undoing.
    private static boolean anyCalled(Simulation run, Compensation compensation) {
        return run.all(Event.SubFlowFailed.class).stream().anyMatch(end -> end.compensation() == compensation);
    }

    @Test
    void nothingIsBegunAfterDataWasFoundDamaged() {
        forEachRun((_, run) -> assertThat(run.events.stream()
                .dropWhile(event -> !(event instanceof Event.RunStopping stopping && stopping.cause().withholds())))
                .noneMatch(event -> event instanceof Event.NodeEntered || event instanceof Event.AttemptStarted));
    }

    @Test
    void everyVisitEndsOnceAndTheRunEndsLast() {
        forEachRunAndReading((_, run) -> assertEveryVisitEndsOnce(run));
    }

    /// Visits that a join gathered end with the one that completed it.
    private static void assertEveryVisitEndsOnce(Simulation run) {
        var open = new TreeSet<VisitId>();
        for (int i = 0; i < run.events.size(); i++) {
            var event = run.events.get(i);
            assertThat(isEnd(event)).isEqualTo(i == run.events.size() - 1);
            if (event instanceof Event.NodeEntered entered) {
                assertThat(open.add(entered.visit())).isTrue();
            }
            endedBy(event).forEach(visit -> assertThat(open.remove(visit)).isTrue());
        }
        assertThat(run.state.visits()).isEmpty();
    }

    private static boolean isEnd(Event event) {
        return event instanceof Event.Ended;
    }

    private static List<VisitId> endedBy(Event event) {
        return switch (event) {
            case Event.NodeCompleted completed -> List.of(completed.visit());
            case Event.NodeFailed failed -> List.of(failed.visit());
            case Event.NodeCancelled cancelled -> List.of(cancelled.visit());
            case Event.StepCompensated compensated -> List.of(compensated.visit());
            case Event.CompensationFailed failed -> List.of(failed.visit());
            default -> List.of();
        };
    }

    @Test
    void aRunThatCrashedAfterAnyDecisionGoesOnToAnEndThatKeepsTheSameLaws() {
        forEachRun((seed, run) -> {
            assertSurvives(seed, run);
            assertSurvives(seed, read(seed));
            assertSurvives(seed, divided(seed));
        });
    }

    private static void assertSurvives(long seed, Simulation run) {
        for (int count : run.commits) {
            var survivor = RandomRun.finish(run.crashedAfter(count), seed);
            assertThat(survivor.events.subList(0, count)).isEqualTo(run.events.subList(0, count));
            SagaLaw.check(survivor);
            ItemLaw.check(survivor);
            assertTruthfulEnd(survivor);
            assertEveryVisitEndsOnce(survivor);
        }
    }

    @Test
    void everyTransitionIsExercisedAndNoOtherHappens() {
        var seen = new TreeSet<String>();
        forEachRun((_, run) -> addTransitions(run, seen));
        RareRuns.all().forEach(run -> addTransitions(run, seen));
        assertThat(seen).containsExactlyElementsOf(new TreeSet<>(TRANSITIONS.lines().toList()));
    }

    private static void addTransitions(Simulation run, Set<String> seen) {
        var state = RunState.NEW;
        for (var event : run.events) {
            seen.add(transition(state, event));
            state = run.rules.evolve(state, event);
        }
    }

    private static String transition(RunState state, Event event) {
        var visit = visitOf(event);
        var found = visit == null ? null : state.find(visit);
        var phase = found == null ? "" : " " + found.phase().getClass().getSimpleName();
        return status(state, found == null ? passOf(event) : found.pass()) + phase + " "
                + event.getClass().getSimpleName();
    }

    private static String status(RunState state, PassId pass) {
        return state.started() == null ? "NEW" : state.pass(pass).status().toString();
    }

    private static PassId passOf(Event event) {
        return event instanceof Event.OfPass ofPass ? ofPass.pass() : PassId.RUN;
    }

    private static @Nullable VisitId visitOf(Event event) {
        return switch (event) {
            case Event.NodeEntered _ -> null;
            case Event.OfVisit ofVisit -> ofVisit.visit();
            case Event.PassStarted started -> started.of();
            default -> null;
        };
    }

    /// The status of the pass that it is about, the visit's phase, the event. Two more happen only where a flow is wrong, and have tests of their own: an output
    /// mapping that can't be evaluated, and a join that can't be completed.
    private static final String TRANSITIONS = """
            GIVEN_UP Asking NodeCancelled
            GIVEN_UP Attempting AttemptFailed
            GIVEN_UP Attempting AttemptSucceeded
            GIVEN_UP Attempting NodeCancelled
            GIVEN_UP BackingOff AttemptStarted
            GIVEN_UP BackingOff NodeCancelled
            GIVEN_UP Calling SubFlowCompleted
            GIVEN_UP Calling SubFlowFailed
            GIVEN_UP Calling SubFlowStopping
            GIVEN_UP Failed CompensationFailed
            GIVEN_UP Failed NodeCancelled
            GIVEN_UP Failed NodeFailed
            GIVEN_UP Failed RetryScheduled
            GIVEN_UP Holding NodeCancelled
            GIVEN_UP Joining NodeCancelled
            GIVEN_UP Locking NodeCancelled
            GIVEN_UP Receiving NodeCancelled
            GIVEN_UP Succeeded NodeCompleted
            GIVEN_UP Succeeded StepCompensated
            GIVEN_UP Waiting NodeCancelled
            NEW RunStarted
            RUNNING AlertRaised
            RUNNING Answered NodeCompleted
            RUNNING Asking ApprovalGiven
            RUNNING Asking NodeCancelled
            RUNNING Asking NodeFailed
            RUNNING Attempting AttemptFailed
            RUNNING Attempting AttemptSucceeded
            RUNNING Attempting NodeCancelled
            RUNNING BackingOff AttemptStarted
            RUNNING BackingOff NodeCancelled
            RUNNING Calling SubFlowCompleted
            RUNNING Calling SubFlowFailed
            RUNNING Calling SubFlowStopping
            RUNNING Entered ApprovalRequested
            RUNNING Entered AttemptStarted
            RUNNING Entered LockRequested
            RUNNING Entered LoopStarted
            RUNNING Entered NodeCompleted
            RUNNING Entered NodeFailed
            RUNNING Entered PassStarted
            RUNNING Entered ReceiveStarted
            RUNNING Entered SourceOpened
            RUNNING Entered SubFlowStarted
            RUNNING Entered WaitStarted
            RUNNING Failed NodeCancelled
            RUNNING Failed NodeFailed
            RUNNING Failed RetryScheduled
            RUNNING Holding DeadLetterKept
            RUNNING Holding ItemsRead
            RUNNING Holding NodeCancelled
            RUNNING Holding NodeCompleted
            RUNNING Holding NodeFailed
            RUNNING Holding PassStarted
            RUNNING Holding ReadFailed
            RUNNING Holding ReadStarted
            RUNNING Holding RetryScheduled
            RUNNING Holding SourceFailed
            RUNNING Joining NodeCancelled
            RUNNING Joining NodeCompleted
            RUNNING Locked PassStarted
            RUNNING Locking LockTaken
            RUNNING Locking NodeCancelled
            RUNNING Locking NodeFailed
            RUNNING NodeEntered
            RUNNING PassCompleted
            RUNNING PassStopping
            RUNNING Receiving MessageReceived
            RUNNING Receiving NodeCancelled
            RUNNING Receiving NodeFailed
            RUNNING RunCompleted
            RUNNING RunPaused
            RUNNING RunStopping
            RUNNING RunUnpaused
            RUNNING Succeeded NodeCompleted
            RUNNING Waiting NodeCancelled
            RUNNING Waiting NodeCompleted
            STOPPING AlertRaised
            STOPPING Asking NodeCancelled
            STOPPING Attempting AttemptFailed
            STOPPING Attempting AttemptSucceeded
            STOPPING Attempting NodeCancelled
            STOPPING BackingOff AttemptStarted
            STOPPING BackingOff NodeCancelled
            STOPPING Calling SubFlowCompleted
            STOPPING Calling SubFlowFailed
            STOPPING Calling SubFlowStopping
            STOPPING Entered AttemptStarted
            STOPPING Entered SubFlowStarted
            STOPPING Failed CompensationFailed
            STOPPING Failed NodeCancelled
            STOPPING Failed NodeFailed
            STOPPING Failed RetryScheduled
            STOPPING Holding NodeCancelled
            STOPPING Joining NodeCancelled
            STOPPING Locking NodeCancelled
            STOPPING NodeEntered
            STOPPING PassFailed
            STOPPING Receiving NodeCancelled
            STOPPING RunCancelled
            STOPPING RunFailed
            STOPPING RunPaused
            STOPPING RunStopping
            STOPPING RunUnpaused
            STOPPING Succeeded NodeCompleted
            STOPPING Succeeded StepCompensated
            STOPPING Waiting NodeCancelled""";
}
