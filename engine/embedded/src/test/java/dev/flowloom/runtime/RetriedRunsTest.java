package dev.flowloom.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.flowloom.input.UnfitInputException;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.json.DefinitionHash;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.Reused;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Runs that failed or were cancelled and are retried, and runs that jump.
@Timeout(60)
final class RetriedRunsTest {
    @TempDir
    Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Engine> engines = new ArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean broken = true;

    @AfterEach
    void close() {
        gate.countDown();
        engines.forEach(Engine::close);
    }

    private Engine engine() {
        var engine = Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.POWER_SAFE,
                Work.types(this::work), EngineSettings.DEFAULT.withListener(new Heard()));
        engines.add(engine);
        return engine;
    }

    private Json work(String step, StepCall call) throws StepFailure, InterruptedException {
        if (step.equals("gate")) {
            begun.countDown();
            gate.await();
        }
        if (step.equals("broken") && broken) {
            throw new StepFailure("x", Severity.CRITICAL, "It is broken.");
        }
        done.add(step);
        return Json.of(step);
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private RunId failed(Engine engine, Flow flow) throws Exception {
        var run = engine.start(flow, Json.of("in"), null).run();
        assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Failed.class);
        return run;
    }

    private static boolean retry(Engine engine, RunId run, @Nullable Flow flow, String... redo) {
        var nodes = new TreeSet<NodeId>();
        List.of(redo).forEach(node -> nodes.add(new NodeId(node)));
        return engine.retry(run, "me", "mended", flow, FlowLibrary.EMPTY, nodes);
    }

    @Test
    void aRetriedRunDoesWhatFailedAndNotWhatWasDone() throws Exception {
        var engine = engine();
        var run = failed(engine, Flows.sequence("first", "broken", "last"));
        broken = false;
        assertThat(retry(engine, run, null)).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
        assertThat(done).containsExactly("first", "broken", "last");
        assertThat(engine.run(run).status()).isEqualTo(RunSummary.Status.COMPLETED);
    }

    @Test
    void toLookAtARetryKeepsNoDefinition() throws Exception {
        var engine = engine();
        var run = failed(engine, Flows.sequence("first", "broken", "last"));
        var mended = Flows.sequence("first", "last");
        engine.planRetry(run, mended, FlowLibrary.EMPTY, new TreeSet<>());
        assertThatThrownBy(() -> engine.flow(DefinitionHash.of(mended))).hasMessageContaining("is not in the store");
        assertThat(retry(engine, run, mended)).isTrue();
        assertThat(engine.flow(DefinitionHash.of(mended))).isEqualTo(mended);
    }

    @Test
    void whatAJumpWouldGiveUpIsKnownBefore() throws Exception {
        var engine = engine();
        var run = engine.start(Flows.sequence("first", "gate", "last"), Json.of("in"), null).run();
        begun.await();
        assertThat(engine.planJump(run, new NodeId("last"), null).givenUp()).containsExactly(new NodeId("gate"));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.planJump(run, new NodeId("nowhere"), null));
        gate.countDown();
        assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Completed.class);
        assertThatIllegalArgumentException().isThrownBy(() -> engine.planJump(run, new NodeId("last"), null))
                .withMessageContaining("completed");
        assertThat(done).containsExactly("first", "gate", "last");
    }

    @Test
    void howARunEndedIsReadFromItsLastEventAlone() throws Exception {
        var first = engine();
        var run = failed(first, Flows.sequence("first", "broken", "last"));
        first.close();
        var read = new AtomicInteger();
        var location = new StoreLocation.OnDisk(folder.resolve("store"));
        try (var journal = Stores.open(location, Durability.POWER_SAFE, new EventJsonCodec());
                var types = Work.types(this::work);
                var engine = new Engine(new ForwardingJournal(journal) {
                    @Override
                    public List<Recorded> read(RunId id, long from) {
                        read.incrementAndGet();
                        return super.read(id, from);
                    }
                }, types, EngineSettings.DEFAULT)) {
            assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Failed.class);
            assertThat(read).hasValue(0);
        }
    }

    @Test
    void whatWouldStayValidIsKnownBefore() throws Exception {
        var engine = engine();
        var run = failed(engine, Flows.sequence("first", "broken", "last"));
        assertThat(engine.planRetry(run, null, FlowLibrary.EMPTY, new TreeSet<>()).reused())
                .extracting(Reused::place).asString().contains("first#1");
        assertThat(engine.run(run).status()).isEqualTo(RunSummary.Status.FAILED);
    }

    @Test
    void aRunThatIsMovedGoesOnByItsNewDefinitionInAnotherProcessToo() throws Exception {
        var first = engine();
        var run = failed(first, Flows.sequence("first", "broken"));
        var mended = Flows.sequence("first", "gate", "last");
        assertThat(retry(first, run, mended)).isTrue();
        begun.await();
        assertThat(first.run(run).definition()).isEqualTo(DefinitionHash.of(mended));
        assertThat(first.flow(run)).isEqualTo(mended);
        first.close();
        gate.countDown();

        var second = engine();
        assertThat(second.unfinished()).containsExactly(run);
        second.resume();
        assertThat(outcome(second, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
        assertThat(done).containsOnlyOnce("first");
    }

    @Test
    void aRunThatAProcessLeftFailedIsRetriedInTheNext() throws Exception {
        var first = engine();
        var run = failed(first, Flows.sequence("first", "broken"));
        first.close();
        broken = false;
        var second = engine();
        assertThat(retry(second, run, null)).isTrue();
        assertThat(outcome(second, run)).isEqualTo(new RunOutcome.Completed(Json.of("broken")));
        assertThat(done).containsExactly("first", "broken");
    }

    @Test
    void whoReadsFromTheBeginningReadsOverAnEndThatWasNotTheLast() throws Exception {
        var engine = engine();
        var run = failed(engine, Flows.sequence("broken"));
        retry(engine, run, null);
        outcome(engine, run);
        broken = false;
        retry(engine, run, null);
        outcome(engine, run);
        var read = new CopyOnWriteArrayList<Event>();
        try (var subscription = engine.subscribe(run, 1, recorded -> read.add(recorded.event()))) {
            subscription.done().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        assertThat(read).filteredOn(Event.Ended.class::isInstance).hasSize(3).last().isInstanceOf(
                Event.RunCompleted.class);
    }

    @Test
    void ofRetriesThatAreAskedForAtOnceOneIsMade() throws Exception {
        var engine = engine();
        var run = failed(engine, Flows.sequence("broken", "gate"));
        broken = false;
        var taken = IntStream.range(0, 8).parallel().filter(_ -> {
            try {
                return retry(engine, run, null);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }).count();
        gate.countDown();
        outcome(engine, run);
        assertThat(engine.history(run)).filteredOn(recorded -> recorded.event() instanceof Event.RunRetried)
                .hasSize(1);
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void whatCannotBeRetriedIsRefusedInASentence() throws Exception {
        var engine = engine();
        var run = failed(engine, Flows.sequence("broken"));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(engine, run, null, "nowhere"))
                .withMessageContaining("no node \"nowhere\"");
        var other = new Flows().start("start").end("end").way("start", "end").build("other");
        assertThatIllegalArgumentException().isThrownBy(() -> retry(engine, run, other))
                .withMessageContaining("can't go on as one of \"other\"");
        var asking = Flows.sequence("broken").withInputSchema(Json.Obj.of("type", Json.of("number")));
        assertThatThrownBy(() -> retry(engine, run, asking)).isInstanceOf(UnfitInputException.class);
        var completed = engine.start(Flows.sequence("first"), Json.NULL, null).run();
        outcome(engine, completed);
        assertThatIllegalArgumentException().isThrownBy(() -> retry(engine, completed, null))
                .withMessageContaining("completed");
        var going = engine.start(Flows.sequence("gate"), Json.NULL, null).run();
        assertThatIllegalArgumentException().isThrownBy(() -> retry(engine, going, null))
                .withMessageContaining("has not ended");
        assertThatThrownBy(() -> retry(engine, new RunId("nothing"), null)).isInstanceOf(NoSuchRunException.class);
    }

    /// What happens between what a retry finds out and its beginning, the first first.
    private final Queue<Runnable> planned = new ConcurrentLinkedQueue<>();
    private volatile Runnable replaying = () -> {};

    private Engine engineOn(Journal kept) {
        var engine = new Engine(new ForwardingJournal(kept) {
            @Override
            public List<RunId> resentBy(RunId run) {
                var found = super.resentBy(run);
                Objects.requireNonNullElse(planned.poll(), () -> {}).run();
                return found;
            }

            @Override
            public List<Recorded> read(RunId run, long from) {
                if (Thread.currentThread().getName().startsWith("flowloom-run")) {
                    replaying.run();
                }
                return super.read(run, from);
            }
        }, Work.types(this::work), EngineSettings.DEFAULT.withListener(new Heard()));
        engines.add(engine);
        return engine;
    }

    @Test
    void aRetryThatMeetsAnOvertakenOneIsDecidedByItsOwnDefinition() throws Exception {
        try (var kept = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE, new EventJsonCodec())) {
            var engine = engineOn(kept);
            var run = failed(engine, Flows.sequence("first", "broken", "last"));
            var isPlanned = new CountDownLatch(1);
            var goesOn = new CountDownLatch(1);
            var second = new FutureTask<>(() -> retry(engine, run, Flows.sequence("alpha", "beta")));
            planned.add(() -> {
                planned.add(() -> {});
                assertThat(retry(engine, run, null)).isTrue();
                engine.outcome(run).toCompletableFuture().join();
                planned.add(() -> {
                    isPlanned.countDown();
                    await(goesOn);
                });
                Thread.ofPlatform().start(second);
                await(isPlanned);
                replaying = () -> {
                    replaying = () -> {};
                    goesOn.countDown();
                    // Long enough for it to ask; if it isn't, the test says less, and nothing wrong.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                };
            });

            assertThat(retry(engine, run, null)).isFalse();
            assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("beta")));
            assertThat(done).containsExactly("first", "alpha", "beta");
            assertThat(engine.position(run).isOver()).isTrue();
            engine.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Flow outer() {
        return new Flows().start("start").subFlow("call", "inner").end("end").way("start", "call", "end")
                .build("outer");
    }

    private static Flow inner(String step) {
        return new Flows().start("begin").step(step).end("done").way("begin", step, "done").build("inner");
    }

    @Test
    void aCalledRunIsNotRetriedByItselfButCalledAnewByTheOneThatCalledIt() throws Exception {
        var engine = engine();
        var run = engine.start(outer(), Shelf.of(inner("broken")), Json.NULL, null).run();
        assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Failed.class);
        var called = engine.runs(2).stream().map(RunSummary::run).filter(each -> !each.equals(run)).findFirst()
                .orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> retry(engine, called, null))
                .withMessageContaining("Retry the run " + run);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.jump(called, "me", "", new NodeId("done"), null))
                .withMessageContaining("Retry the run " + run);

        assertThat(engine.retry(run, "me", "", outer(), Shelf.of(inner("first")), new TreeSet<>())).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("first")));
        assertThat(engine.runs(10)).hasSize(3);
    }

    @Test
    void aRunJumpsWhileItIsUnderWay() throws Exception {
        var engine = engine();
        var run = engine.start(Flows.sequence("gate", "middle", "last"), Json.of("in"), null).run();
        begun.await();
        assertThat(engine.jump(run, "me", "enough", new NodeId("last"), Json.of("mine"))).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
        assertThat(done).containsExactly("last");
    }

    @Test
    void aRunThatFailedGoesOnFromWhereItIsSent() throws Exception {
        var first = engine();
        var run = failed(first, Flows.sequence("first", "broken", "last"));
        first.close();
        var engine = engine();
        assertThat(engine.jump(run, "me", "by hand", new NodeId("last"), null)).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
    }

    @Test
    void whereARunCannotJumpIsSaid() throws Exception {
        var engine = engine();
        var run = failed(engine, Flows.sequence("broken"));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.jump(run, "me", "", new NodeId("nowhere"), null))
                .withMessageContaining("no node \"nowhere\"");
        var undoable = new Flows().start("start").step("first").step("broken").end("end").undo("first", "unFirst")
                .way("start", "first", "broken", "end").build("undoable");
        var other = failed(engine, undoable);
        assertThatIllegalArgumentException().isThrownBy(() -> engine.jump(other, "me", "", new NodeId("unFirst"), null))
                .withMessageContaining("only undoes");
    }
}
