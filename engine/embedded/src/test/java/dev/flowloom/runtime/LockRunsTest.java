package dev.flowloom.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.flowloom.runtime.Patience.await;
import static dev.flowloom.runtime.Patience.awaitWhateverHappens;
import static dev.flowloom.runtime.Patience.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Scopes that hold locks, through the engine and through its end.
class LockRunsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final Journal journal = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private @Nullable Engine engine;

    private Engine open(Work work) {
        close();
        engine = new Engine(new ForwardingJournal(journal), Work.types(work),
                EngineSettings.DEFAULT.withClock(clock, Duration.ofMillis(2)));
        return engine;
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    /// start → a scope that holds the lock of that name, and in it the steps → end
    private static Flow holding(@Nullable Duration wait, String... steps) {
        var flows = new Flows().start("s").end("e").start("in").end("out")
                .node(new Node.Scope(new NodeId("scope"), "", null, new Lock("{{ input }}", LEASE, wait),
                        Json.Obj.EMPTY));
        var before = "in";
        for (var step : steps) {
            flows.node(new Node.Step(new NodeId(step), "", Work.TYPE, Json.Obj.of("step", Json.of(step))
                    .with("lock", Json.of("{{ lock.name }}")).with("token", Json.of("{{ lock.token }}")), null, null,
                    Retry.NEVER, null, null, false, Json.Obj.EMPTY)).way(before, step);
            before = step;
        }
        var flow = flows.way(before, "out").way("s", "scope", "e").build("locking");
        Graph graph = flow.graph();
        for (var inside : steps) {
            graph = graph.withParent(new NodeId(inside), new NodeId("scope"));
        }
        return flow.withGraph(graph.withParent(new NodeId("in"), new NodeId("scope")).withParent(new NodeId("out"),
                new NodeId("scope")));
    }

    private static boolean has(Engine engine, RunId run, Class<? extends Event> event) {
        return engine.history(run).stream().anyMatch(recorded -> event.isInstance(recorded.event()));
    }

    private static long token(Engine engine, RunId run) {
        return engine.history(run).stream().map(recorded -> recorded.event())
                .filter(Event.LockTaken.class::isInstance).map(Event.LockTaken.class::cast).findFirst().orElseThrow()
                .token();
    }

    @Test
    void oneRunAfterTheOtherHoldsALockWithGrowingTokens() throws Exception {
        var go = new CountDownLatch(1);
        var engine = open((step, _) -> {
            go.await();
            return Json.of(step);
        });
        var first = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, first, Event.LockTaken.class));
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        var other = engine.start(holding(null, "a"), Json.of("another card"), null).run();
        await(() -> has(engine, other, Event.LockTaken.class) && has(engine, second, Event.LockRequested.class));
        assertThat(has(engine, second, Event.LockTaken.class)).isFalse();
        go.countDown();

        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(List.of(token(engine, first), token(engine, second), token(engine, other)))
                .containsExactly(1L, 2L, 1L);
        assertThat(journal.locks()).allSatisfy(lock -> assertThat(lock.holder()).isNull());
    }

    @Test
    void aLockThatIsNotFreeInTimeIsNotHad() throws Exception {
        var engine = open((step, _) -> {
            Thread.sleep(100_000);
            return Json.of(step);
        });
        var first = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, first, Event.LockTaken.class));
        var second = engine.start(holding(Duration.ofSeconds(5), "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        clock.advance(Duration.ofSeconds(5));

        assertThat(end(engine, second)).isInstanceOfSatisfying(RunOutcome.Failed.class,
                failed -> assertThat(failed.error().code()).isEqualTo("lock.timeout"));
        engine.cancel(first, "test", "");
        end(engine, first);
        var third = engine.start(holding(null), Json.of("card"), null).run();
        assertThat(end(engine, third)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void aRunThatGoesOnKeepsItsLockAsLongAsItTakes() throws Exception {
        var go = new CountDownLatch(1);
        var engine = open((step, _) -> {
            go.await();
            return Json.of(step);
        });
        var first = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, first, Event.LockTaken.class));
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        for (int i = 0; i < 6; i++) {
            clock.advance(LEASE.dividedBy(2));
            Thread.sleep(30);
        }
        await(() -> Objects.requireNonNull(journal.locks().getFirst().holder()).until().isAfter(clock.instant()));
        assertThat(has(engine, second, Event.LockTaken.class)).isFalse();
        go.countDown();

        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void afterTheEndOfTheProcessARunHasItsLockStillAndOthersWait() throws Exception {
        var first = leaveHolding();
        var engine = open(Work.ECHO);
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        Thread.sleep(50);
        assertThat(has(engine, second, Event.LockTaken.class)).isFalse();
        engine.resume(first);

        assertThat(end(engine, first)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(token(engine, second)).isEqualTo(2);
    }

    @Test
    void whenTheLeaseOfARunThatNobodyGoesOnWithEndsItsLockIsAnothers() throws Exception {
        var first = leaveHolding();
        var engine = open(Work.ECHO);
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        // The run may begin to wait for the lock a moment after it is known to want it.
        await(() -> {
            clock.advance(LEASE);
            return has(engine, second, Event.LockTaken.class);
        });
        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(token(engine, second)).isEqualTo(2);

        engine.resume(first);
        assertThat(end(engine, first)).isInstanceOfSatisfying(RunOutcome.Failed.class,
                failed -> assertThat(failed.error().code()).isEqualTo("lock.lost"));
    }

    @Test
    void aRunThatIsGoneOnWithTogetherWithThoseThatWantItsLockKeepsIt() throws Exception {
        var first = leaveHolding();
        close();
        clock.advance(LEASE.multipliedBy(2));
        var engine = open(Work.ECHO);
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        engine.resume(first);

        assertThat(end(engine, first)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void aRunThatStandsStillKeepsNobodyFromItsLockForLongerThanItsLease() throws Exception {
        var first = leaveHolding();
        close();
        var other = new Engine(new ForwardingJournal(journal), StepTypes.of(),
                EngineSettings.DEFAULT.withClock(clock, Duration.ofMillis(2)));
        engine = other;
        other.resume(first);
        assertThatThrownBy(() -> end(other, first)).hasCauseInstanceOf(MissingHereException.class);
        var second = other.start(holding(null), Json.of("card"), null).run();
        await(() -> has(other, second, Event.LockRequested.class));
        clock.advance(LEASE.multipliedBy(2));

        assertThat(end(other, second)).isInstanceOf(RunOutcome.Completed.class);
    }

    /// A step type that takes a while to clean up, or does not at all.
    private Engine engineThatLingers(CountDownLatch begun, CountDownLatch mayLeave) {
        return open((step, _) -> {
            if (step.equals("slow")) {
                begun.countDown();
                awaitWhateverHappens(mayLeave);
            }
            return Json.of(step);
        });
    }

    @Test
    void nobodyGetsALockBeforeAnInterruptedAttemptHasReturned() throws Exception {
        var begun = new CountDownLatch(1);
        var mayLeave = new CountDownLatch(1);
        var engine = engineThatLingers(begun, mayLeave);
        var first = engine.start(holding(null, "slow"), Json.of("card"), null).run();
        begun.await();
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        engine.cancel(first, "test", "");
        assertThat(end(engine, first)).isInstanceOf(RunOutcome.Cancelled.class);
        Thread.sleep(50);
        assertThat(has(engine, second, Event.LockTaken.class)).isFalse();
        mayLeave.countDown();

        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void anAttemptThatNeverReturnsKeepsNobodyFromTheLockForLongerThanItsLease() throws Exception {
        var begun = new CountDownLatch(1);
        var mayLeave = new CountDownLatch(1);
        var engine = engineThatLingers(begun, mayLeave);
        var first = engine.start(holding(null, "slow"), Json.of("card"), null).run();
        begun.await();
        engine.cancel(first, "test", "");
        end(engine, first);
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        clock.advance(LEASE.multipliedBy(2));

        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(token(engine, second)).isEqualTo(2);
        mayLeave.countDown();
    }

    @Test
    void nobodyGetsALockBeforeAnInterruptedReadingOfASourceHasReturned() throws Exception {
        var begun = new CountDownLatch(1);
        var mayLeave = new CountDownLatch(1);
        var order = new CopyOnWriteArrayList<String>();
        close();
        var engine = new Engine(new ForwardingJournal(journal), Work.types((step, _) -> {
            order.add(step);
            return Json.of(step);
        }, new Counting() {
            @Override
            void before(int number) {
                begun.countDown();
                awaitWhateverHappens(mayLeave);
                order.add("read");
            }
        }), EngineSettings.DEFAULT.withClock(clock, Duration.ofMillis(2)));
        this.engine = engine;
        var reading = new Flows().start("s").end("e").start("in").end("out").start("first").end("last")
                .node(new Node.Scope(new NodeId("scope"), "", null, new Lock("{{ input }}", LEASE, null),
                        Json.Obj.EMPTY))
                .counting("loop", 3, 1, 1, ItemErrors.STOP).way("first", "last").in("loop", "first", "last")
                .way("in", "loop", "out").in("scope", "in", "loop", "out").way("s", "scope", "e").build("reading");
        var first = engine.start(reading, Json.of("card"), null).run();
        begun.await();
        var second = engine.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(engine, second, Event.LockRequested.class));
        engine.cancel(first, "test", "");
        assertThat(end(engine, first)).isInstanceOf(RunOutcome.Cancelled.class);
        Thread.sleep(100);
        mayLeave.countDown();

        assertThat(end(engine, second)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(order).startsWith("read").endsWith("a").containsOnlyOnce("a");
    }

    private RunId leaveHolding() throws Exception {
        var before = open((step, _) -> {
            Thread.sleep(100_000);
            return Json.of(step);
        });
        var run = before.start(holding(null, "a"), Json.of("card"), null).run();
        await(() -> has(before, run, Event.AttemptStarted.class));
        return run;
    }

    /// Counts who is inside of which lock, and remembers tokens in the order in which they were seen.
    private static final class Witness {
        private final Map<String, String> inside = new ConcurrentHashMap<>();
        private final Map<String, List<Long>> tokens = new TreeMap<>();
        private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

        Json visit(StepCall call, int millis) throws InterruptedException {
            var lock = ((Json.Str) Objects.requireNonNull(call.settings().get("lock"))).value();
            var token = ((Json.Num) Objects.requireNonNull(call.settings().get("token"))).value().longValue();
            var run = call.operationKey().substring(0, call.operationKey().indexOf('/'));
            var other = inside.putIfAbsent(lock, run);
            if (other != null && !other.equals(run)) {
                broken.add("%s is in %s, which %s holds".formatted(run, lock, other));
            }
            try {
                synchronized (tokens) {
                    tokens.computeIfAbsent(lock, _ -> new ArrayList<>()).add(token);
                }
                Thread.sleep(millis);
                return Json.of(true);
            } catch (InterruptedException e) {
                // Cleaning up takes a while.
                Thread.sleep(3);
                throw e;
            } finally {
                inside.remove(lock, run);
            }
        }
    }

    static Stream<Long> seeds() {
        long fresh = System.nanoTime();
        return Stream.of(1L, 2L, 3L, fresh, fresh + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverDoTwoRunsHoldALockAtOnce(long seed) throws Exception {
        var random = new Random(seed);
        var witness = new Witness();
        var runs = new ArrayList<RunId>();
        var over = new AtomicBoolean();
        for (int process = 0; process < 5; process++) {
            var engine = open((_, call) -> witness.visit(call, over.get() ? 0 : 1));
            // Some are gone on with at once, some late, when their leases have ended.
            engine.unfinished().stream().filter(_ -> random.nextBoolean()).forEach(engine::resume);
            for (int i = 0; i < 6; i++) {
                runs.add(engine.start(holding(random.nextInt(4) == 0 ? Duration.ofSeconds(30) : null, "a", "b", "c"),
                        Json.of("lock" + random.nextInt(2)), null).run());
            }
            for (int i = random.nextInt(12); i > 0; i--) {
                clock.advance(Duration.ofSeconds(random.nextInt(40)));
                Thread.sleep(random.nextInt(4));
            }
            if (random.nextBoolean()) {
                engine.cancel(runs.get(random.nextInt(runs.size())), "test", "");
            }
        }
        over.set(true);
        var engine = open((_, call) -> witness.visit(call, 0));
        engine.unfinished().forEach(engine::resume);
        var ends = new HashMap<RunId, RunOutcome>();
        for (var run : runs) {
            ends.put(run, end(engine, run));
        }

        assertThat(witness.broken).isEmpty();
        witness.tokens.forEach((lock, tokens) -> assertThat(tokens).as("tokens of " + lock).isSorted());
        assertThat(ends.values()).filteredOn(RunOutcome.Completed.class::isInstance).isNotEmpty();
        assertThat(journal.locks()).allSatisfy(lock -> assertThat(lock.holder()).isNull());
    }
}
