package dev.flowloom.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.doctor.Doctor;
import dev.flowloom.doctor.Finding;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.NeedsPostgres;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.journal.TestPostgres;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.StepCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.flowloom.runtime.Patience.await;
import static dev.flowloom.runtime.Patience.awaitWhateverHappens;
import static dev.flowloom.runtime.Patience.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Several engines on one store, as those of several processes.
@NeedsPostgres
final class SharedStoreTest {
    private final TestPostgres postgres = new TestPostgres();
    private final List<Engine> engines = new ArrayList<>();
    private final List<List<RunId>> lost = new CopyOnWriteArrayList<>();
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();
    /// What was done, run and step, in its order.
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger interrupted = new AtomicInteger();
    private final AtomicInteger under = new AtomicInteger();
    private final Engine one = open();
    private final Engine other = open();

    private Engine open() {
        var engine = Engine.open(StoreLocation.parse(postgres.url() + "&lease=4"), Durability.POWER_SAFE,
                Work.types(this::work), EngineSettings.DEFAULT.withListener(new Listener()));
        engines.add(engine);
        return engine;
    }

    private class Listener implements EngineListener {
        @Override
        public void runBroken(RunId run, Throwable cause) {
            broken.add(cause);
        }

        @Override
        public void storeFailed(StoreException cause) {
            broken.add(cause);
        }

        @Override
        public void runsLost(List<RunId> runs) {
            lost.add(runs);
        }
    }

    private Json work(String step, StepCall call) throws InterruptedException {
        done.add(call.operationKey().substring(0, call.operationKey().indexOf('/')) + " " + step);
        if (step.equals("linger")) {
            under.incrementAndGet();
            awaitWhateverHappens(gate);
            done.add("left");
        }
        if (step.equals("gate")) {
            under.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        }
        return Json.of(step);
    }

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        engines.forEach(Engine::close);
        postgres.close();
        assertThat(broken).isEmpty();
    }

    /// Until an engine has done something, its runs are nobody's for a moment, and another one may be quicker.
    private void makeKnown(Engine engine) throws Exception {
        end(engine, engine.start(Flows.sequence("a"), Json.of("in"), null).run());
    }

    private RunId begin(Engine engine, Flow flow) throws Exception {
        int before = under.get();
        var run = engine.start(flow, Json.of("in"), null).run();
        await(() -> under.get() > before);
        return run;
    }

    /// As if its process stood still, its lease ran out, and somebody noticed.
    private void expire() throws Exception {
        execute("BEGIN; SELECT position FROM progress FOR UPDATE; DELETE FROM owner; UPDATE run SET owner = NULL; COMMIT");
    }

    private void execute(String sql) throws Exception {
        try (var connection = postgres.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aRunThatGoesOnElsewhereIsSeenToItsEnd() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));
        var seen = new CopyOnWriteArrayList<Recorded>();
        try (var subscription = other.subscribe(run, 1, seen::add)) {
            var outcome = other.outcome(run).toCompletableFuture();
            assertThat(outcome).isNotDone();
            gate.countDown();

            assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(RunOutcome.Completed.class);
            subscription.done().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        assertThat(seen).isEqualTo(one.history(run));
    }

    @Test
    void aRunThatGoesOnElsewhereIsCancelledThere() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));

        assertThat(other.cancel(run, "me", "enough")).isTrue();
        assertThat(end(one, run)).isInstanceOf(RunOutcome.Cancelled.class);
        assertThat(end(other, run)).isInstanceOf(RunOutcome.Cancelled.class);
        assertThat(other.cancel(run, "me", "again")).isFalse();
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void aRunThatGoesOnElsewhereIsPausedAndMovedThere() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));

        assertThat(other.pause(run, "me", "lunch")).isTrue();
        assertThat(one.run(run).status()).isEqualTo(RunSummary.Status.PAUSED);
        assertThat(other.unpause(run, "me", "back")).isTrue();
        assertThat(other.jump(run, "me", "further", new NodeId("b"), null)).isTrue();
        assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void aDamagedRunKeepsNobodyFromTheOthersThatWereLeft() throws Exception {
        var damaged = begin(one, Flows.sequence("a", "gate"));
        var sound = begin(one, Flows.sequence("a", "gate"));
        one.close();
        damage(damaged);

        gate.countDown();
        other.resume();
        assertThat(end(other, sound)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(broken).singleElement().asString().contains(damaged.value());
        broken.clear();
        assertThat(other.owners()).as("others may repair it").doesNotContainKey(damaged);
    }

    private void damage(RunId run) throws Exception {
        execute("UPDATE run SET started = '0044-03-15 12:00:00 BC' WHERE id = '%s'".formatted(run));
    }

    @Test
    void whoWaitsForADamagedRunLearnsItAndTheOthersAreSeenToTheirEnds() throws Exception {
        var damaged = begin(one, Flows.sequence("a", "gate"));
        var removed = begin(one, Flows.sequence("a", "gate"));
        var sound = begin(one, Flows.sequence("a", "gate"));
        var inVain = List.of(other.outcome(damaged).toCompletableFuture(),
                other.outcome(removed).toCompletableFuture());
        var outcome = other.outcome(sound).toCompletableFuture();
        damage(damaged);
        execute("DELETE FROM run WHERE id = '%s'".formatted(removed));

        assertThat(inVain.getFirst()).failsWithin(Duration.ofSeconds(30)).withThrowableThat()
                .withMessageContaining("not listed as it was written");
        assertThat(inVain.getLast()).failsWithin(Duration.ofSeconds(30)).withThrowableThat()
                .withCauseInstanceOf(NoSuchRunException.class);
        gate.countDown();
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(RunOutcome.Completed.class);
    }

    /// As where it ends elsewhere between being looked at and being made one's own.
    @Test
    void aRunThatTurnsOutToBeOverIsNobodys() throws Exception {
        var run = one.start(Flows.sequence("a"), Json.of("in"), null).run();
        end(one, run);
        var journal = new ForwardingJournal(Stores.open(StoreLocation.parse(postgres.url()), Durability.POWER_SAFE,
                new EventJsonCodec())) {
            @Override
            public @Nullable RunSummary find(RunId found) {
                var now = super.find(found);
                return now == null
                        ? null
                        : new RunSummary(now.run(), now.flow(), now.definition(), now.key(), RunSummary.Status.RUNNING,
                                now.started(), null, now.caller());
            }
        };
        var late = new Engine(journal, Work.types(this::work), EngineSettings.DEFAULT.withListener(new Listener()));
        engines.add(late);

        late.resume(run);
        assertThat(late.cancel(run, "me", "when it has found out")).isFalse();
        assertThat(Objects.requireNonNull(journal.sharing()).owned()).isEmpty();
    }

    @Test
    void theDoctorKnowsWhoGoesOnWithRuns() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));
        assertThat(other.owners()).containsOnlyKeys(run);
        assertThat(examined()).contains(new Finding(Finding.Level.OK, "runs",
                "1 run has not ended, and is gone on with: by %s.".formatted(other.owners().get(run)), ""));

        one.close();
        assertThat(other.owners()).isEmpty();
        assertThat(examined()).anySatisfy(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
            assertThat(finding.what())
                    .startsWith("1 run has not ended, and nobody goes on with it; the oldest, " + run);
        });
    }

    private List<Finding> examined() {
        var findings = new ArrayList<Finding>();
        new Doctor(StoreLocation.parse(postgres.url()), other, Work.types(this::work), Secrets.ENVIRONMENT,
                Instant.now()).examine(findings::add);
        return findings;
    }

    @Test
    void aQuestionIsAnsweredFromElsewhere() throws Exception {
        var flow = new Flows().start("start").approval("ask", "Pay?", null, "yes", "no").end("yes").end("no")
                .way("start", "ask").build("asking");
        var run = one.start(flow, Json.of(1), null).run();
        await(() -> !other.approvals(run).isEmpty());

        var visit = other.approvals(run).getFirst().visit();
        assertThat(other.answer(run, visit, "me", true, "fine")).isTrue();
        assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(other.answer(run, visit, "me", true, "fine")).isFalse();
    }

    @Test
    void aMessageReachesARunThatGoesOnElsewhere() throws Exception {
        var flow = new Flows().start("start").receive("receive", "news", "k", null).end("end")
                .way("start", "receive", "end").build("receiving");
        var run = one.start(flow, Json.of(1), null).run();
        await(() -> has(run, Event.ReceiveStarted.class));
        other.send("news", "k", Json.of("hello"), null);

        assertThat(end(one, run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(other.messages(9)).isEmpty();
    }

    private boolean has(RunId run, Class<? extends Event> event) {
        return one.history(run).stream().anyMatch(recorded -> event.isInstance(recorded.event()));
    }

    @Test
    void whatOthersGoOnWithIsLeftToThem() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));
        other.resume();
        other.resume(run);
        Thread.sleep(4_500);

        assertThat(under).hasValue(1);
        assertThat(other.start(Flows.sequence("a", "gate", "b"), FlowLibrary.EMPTY, Json.of("in"), "k").alreadyThere())
                .isFalse();
        assertThat(one.start(Flows.sequence("a", "gate", "b"), FlowLibrary.EMPTY, Json.of("in"), "k").alreadyThere())
                .isTrue();
        gate.countDown();
        assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(lost).isEmpty();
    }

    @Test
    void whatIsLeftIsTakenOverByWhoResumesAll() throws Exception {
        makeKnown(one);
        other.resume();
        var run = begin(one, Flows.sequence("a", "gate", "b"));
        one.close();
        await(() -> under.get() >= 2);
        gate.countDown();

        assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void whatIsWaitedForIsTakenOverToo() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));
        other.resume(run);
        var outcome = other.outcome(run).toCompletableFuture();
        one.close();
        gate.countDown();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void whoWasTakenForDeadLetsGoAndSeesTheEnd() throws Exception {
        makeKnown(one);
        other.resume();
        var run = begin(one, Flows.sequence("a", "gate", "b"));
        var outcome = one.outcome(run).toCompletableFuture();
        expire();
        await(() -> under.get() >= 2);
        await(() -> interrupted.get() == 1);
        gate.countDown();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(lost).containsExactly(List.of(run));
        assertThat(one.history(run).stream().filter(event -> event.event() instanceof Event.AttemptSucceeded))
                .hasSize(3);
        var next = one.start(Flows.sequence("a"), Json.of("in"), null).run();
        assertThat(end(one, next)).isInstanceOf(RunOutcome.Completed.class);
    }

    private static Flow locking(String step) {
        return locking(step, Duration.ofMinutes(1));
    }

    private static Flow locking(String step, Duration lease) {
        return new Flows().start("s").end("e").start("in").end("out").step(step)
                .node(new Node.Scope(new NodeId("scope"), "", null, new Lock("card", lease, null),
                        Json.Obj.EMPTY))
                .way("in", step, "out").way("s", "scope", "e").in("scope", "in", step, "out").build("locking");
    }

    @Test
    void aLockIsNobodysBeforeWhatWasInterruptedUnderItHasReturned() throws Exception {
        var first = begin(one, locking("linger"));
        var here = one.start(locking("a"), Json.of("in"), null).run();
        var there = other.start(locking("a"), Json.of("in"), null).run();
        await(() -> has(here, Event.LockRequested.class) && has(there, Event.LockRequested.class));
        one.cancel(first, "me", "enough");
        assertThat(end(one, first)).isInstanceOf(RunOutcome.Cancelled.class);
        // Others look four times a second.
        Thread.sleep(1_000);
        gate.countDown();

        assertThat(end(one, here)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(end(other, there)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(done).startsWith(first + " linger", "left").contains(here + " a", there + " a").hasSize(4);
    }

    @Test
    void aLockOfADeadProcessIsHadByWhoWaitedAllAlong() throws Exception {
        var flow = locking("gate", Duration.ofSeconds(2));
        var first = begin(one, flow);
        var second = other.start(locking("a", Duration.ofSeconds(2)), Json.of("in"), null).run();
        await(() -> has(second, Event.LockRequested.class));
        var outcome = other.outcome(second).toCompletableFuture();
        // As if its process were dead: whatever it prolongs has run out, and nobody looks after what it left.
        try (var connection = postgres.connect(); var statement = connection.createStatement()) {
            for (int i = 0; i < 600 && !outcome.isDone(); i++) {
                statement.execute("BEGIN; SELECT position FROM progress FOR UPDATE;"
                        + " UPDATE lock SET lease_end = clock_timestamp() - INTERVAL '1 second';"
                        + " UPDATE owner SET until = clock_timestamp() - INTERVAL '1 second' WHERE number ="
                        + " (SELECT owner FROM run WHERE id = '" + first + "'); COMMIT");
                Thread.sleep(50);
            }
        }

        assertThat(end(other, second)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void whoOnlyAskedSomethingOfARunDoesNotGoOnWithIt() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));
        assertThat(other.pause(run, "me", "")).isTrue();
        assertThat(other.unpause(run, "me", "")).isTrue();
        one.close();
        // It looks each second for what others left.
        Thread.sleep(2_500);
        assertThat(under).hasValue(1);
        other.resume();
        await(() -> under.get() >= 2);
        gate.countDown();

        assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
    }

    /// An engine of its own for a store that fails.
    private Engine failing(Journal journal, List<Throwable> told) {
        var engine = new Engine(journal, Work.types(this::work), EngineSettings.DEFAULT.withListener(new Listener() {
            @Override
            public void storeFailed(StoreException cause) {
                told.add(cause);
            }
        }));
        engines.add(engine);
        return engine;
    }

    @Test
    void whoCantReadAnyMoreLetsOthersGoOn() throws Exception {
        var journal = Stores.open(StoreLocation.parse(postgres.url() + "&lease=4"), Durability.POWER_SAFE,
                new EventJsonCodec());
        var told = new CopyOnWriteArrayList<Throwable>();
        var engine = failing(new ForwardingJournal(journal) {
            @Override
            public List<Message.Kept> messages(String name, String key, long after, int limit) {
                throw new StoreException(StoreException.Kind.FAILED, "It can't be read.", "Try again.");
            }

            @Override
            public void giveUp(StoreException reason) {
                journal.giveUp(reason);
            }
        }, told);
        try (journal) {
            var run = begin(engine, Flows.sequence("a", "gate", "b"));
            engine.start(new Flows().start("s").receive("r", "m", null, null).end("e").way("s", "r", "e")
                    .build("receiving"), Json.of("in"), null);
            await(() -> !told.isEmpty() && interrupted.get() == 1);
            assertThatThrownBy(() -> engine.start(Flows.sequence("a"), Json.of("in"), null))
                    .isInstanceOf(StoreException.class);
            other.resume();
            await(() -> under.get() >= 2);
            gate.countDown();

            assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void whoCantWriteAnyMoreStopsWhatItHasUnderWay() throws Exception {
        var told = new CopyOnWriteArrayList<Throwable>();
        var engine = failing(Stores.open(StoreLocation.parse(postgres.url() + "&lease=4"), Durability.POWER_SAFE,
                new EventJsonCodec()), told);
        one.close();
        other.close();
        var run = begin(engine, Flows.sequence("a", "gate", "b"));
        postgres.endConnections();
        assertThatThrownBy(() -> engine.start(Flows.sequence("a"), Json.of("in"), null))
                .isInstanceOf(StoreException.class);
        await(() -> !told.isEmpty() && interrupted.get() == 1);
        var next = open();
        next.resume();
        await(() -> under.get() >= 2);
        gate.countDown();

        assertThat(end(next, run)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(told).hasSize(1);
    }

    @Test
    void aLockIsHadByOneOfAllProcesses() throws Exception {
        var flow = locking("gate");
        var first = begin(one, flow);
        var second = other.start(flow, Json.of("in"), null).run();
        Thread.sleep(1_500);
        assertThat(under).hasValue(1);
        assertThat(has(second, Event.LockTaken.class)).isFalse();
        gate.countDown();

        assertThat(end(one, first)).isInstanceOf(RunOutcome.Completed.class);
        assertThat(end(other, second)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void aRunThatIsTakenOverKeepsItsLock() throws Exception {
        makeKnown(one);
        other.resume();
        var flow = locking("gate");
        end(other, finishedAtOnce(flow));
        var run = begin(one, flow);
        expire();
        await(() -> under.get() >= 3);
        gate.countDown();

        assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
    }

    /// So that the other engine knows the lock from before.
    private RunId finishedAtOnce(Flow flow) throws Exception {
        var run = begin(other, flow);
        other.cancel(run, "me", "that was all");
        return run;
    }

    @Test
    void aRunThatStandsStillHereMayGoOnElsewhere() throws Exception {
        var elsewhere = Engine.open(StoreLocation.parse(postgres.url() + "&lease=4"), Durability.POWER_SAFE,
                dev.flowloom.step.StepTypes.of(List.of(), List.of()),
                EngineSettings.DEFAULT.withListener(new Heard()));
        engines.add(elsewhere);
        var run = elsewhere.start(Flows.sequence("a"), Json.of("in"), null).run();
        other.resume();

        assertThat(end(other, run)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void aRunThatGoesOnElsewhereIsNotRepairedHere() throws Exception {
        var run = begin(one, Flows.sequence("a", "gate", "b"));

        assertThatThrownBy(() -> other.repair(run, "me", "why")).isInstanceOf(RunElsewhereException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());
    }

    @Test
    void aMessageThatARepairGaveBackReachesWhoWaitsForItElsewhere() throws Exception {
        var flow = new Flows().start("start").receive("receive", "news", "k", null).end("end")
                .way("start", "receive", "end").build("receiving");
        var first = one.start(flow, Json.of(1), null).run();
        one.send("news", "k", Json.of("hello"), null);
        assertThat(end(one, first)).isInstanceOf(RunOutcome.Completed.class);
        var waiting = other.start(flow, Json.of(1), null).run();
        await(() -> has(waiting, Event.ReceiveStarted.class));
        try (var connection = postgres.connect(); var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE batch SET text = text || ' ' WHERE run = (SELECT number FROM run"
                    + " WHERE id = '" + first + "') AND text LIKE '%message.received%'")).isPositive();
        }
        one.repair(first, "me", "why");

        assertThat(end(other, waiting)).isInstanceOf(RunOutcome.Completed.class);
    }

    @Test
    void subFlowsGoOnWithTheirCaller() throws Exception {
        var called = new Flows().start("start").step("gate").end("end").way("start", "gate", "end").build("called");
        var flow = new Flows().start("start").subFlow("call", "called").step("b").end("end")
                .way("start", "call", "b", "end").build("calling");
        other.resume();
        var run = one.start(flow, Shelf.of(called), Json.of("in"), null).run();
        await(() -> under.get() == 1);
        expire();
        await(() -> under.get() >= 2);
        gate.countDown();

        assertThat(end(one, run)).isInstanceOf(RunOutcome.Completed.class);
    }
}
