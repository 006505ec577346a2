package dev.flowloom.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is promised of a cancel is promised by the journal.
final class CancelTest {
    @TempDir
    Path folder;

    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final HeldJournal journal = new HeldJournal(kept);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final EngineSettings settings = EngineSettings.DEFAULT.withListener(new Heard());

    private final List<Engine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        journal.letGo();
        engines.forEach(Engine::close);
        kept.close();
    }

    private Engine engine(Journal on) {
        var engine = new Engine(on, Work.types(this::work), settings);
        engines.add(engine);
        return engine;
    }

    private Json work(String step, StepCall call) throws InterruptedException {
        if (step.equals("gate")) {
            begun.countDown();
            gate.await();
        }
        return Json.of(step);
    }

    /// A run whose step is under way.
    private RunId started(Engine engine, Flow flow) throws InterruptedException {
        var run = engine.start(flow, Json.NULL, null).run();
        begun.await();
        return run;
    }

    private static CompletableFuture<Boolean> cancelling(Engine engine, RunId run) {
        return CompletableFuture.supplyAsync(() -> engine.cancel(run, "a test", "enough"),
                task -> Thread.ofVirtual().start(task));
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void isAnsweredWhenItIsDurable() throws Exception {
        var engine = engine(journal);
        var run = started(engine, Flows.sequence("gate"));
        journal.hold();
        var cancelling = cancelling(engine, run);
        journal.awaitAppend();

        assertThatThrownBy(() -> cancelling.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        journal.letGo();
        assertThat(cancelling.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.history(run)).extracting(event -> event.event().getClass().getSimpleName())
                .contains("RunStopping");
    }

    @Test
    void outlivesTheProcess() throws Exception {
        var location = new StoreLocation.OnDisk(folder.resolve("store"));
        RunId run;
        try (var store = Stores.open(location, Durability.POWER_SAFE, new EventJsonCodec())) {
            var slow = new HeldJournal(store);
            // Never closed: killed.
            var killed = new Engine(slow, Work.types(this::work), settings);
            run = started(killed, Flows.sequence("gate"));
            slow.hold();
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(slow::letGo);
            assertThat(killed.cancel(run, "a test", "enough")).isTrue();
            // What is appended from now on is lost.
            slow.hold();
        }
        gate.countDown();
        try (var engine = Engine.open(location, Durability.POWER_SAFE, Work.types(Work.ECHO), settings)) {
            engine.resume();
            assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Cancelled("enough", Event.Compensation.NONE));
        }
    }

    @Test
    void isRefusedWhereTheRunEndedFirst() throws Exception {
        var engine = engine(journal);
        var run = started(engine, Flows.sequence("gate"));
        journal.hold();
        gate.countDown();
        journal.awaitAppend();
        var cancelling = cancelling(engine, run);
        assertThatThrownBy(() -> cancelling.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        journal.letGo();

        assertThat(cancelling.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("gate")));
    }

    @Test
    void isAnsweredLikeTheFirstWhereTheRunIsStoppingAlready() throws Exception {
        var flow = new Flows().start("start").step("reserve").waiting("pause", "PT1H").end("end")
                .undo("reserve", "gate").way("start", "reserve", "pause", "end").build("saga");
        var engine = engine(journal);
        var run = engine.start(flow, Json.NULL, null).run();
        assertThat(engine.cancel(run, "a test", "enough")).isTrue();
        begun.await();

        assertThat(engine.cancel(run, "a test", "again")).isTrue();
        gate.countDown();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Cancelled("enough", Event.Compensation.COMPLETE));
        assertThat(engine.cancel(run, "a test", "at last")).isFalse();
    }

    @Test
    void failsAsTheStoreDoes() throws Exception {
        var engine = engine(new FaultyJournal(kept, 2));
        var run = started(engine, Flows.sequence("a", "gate"));

        assertThatThrownBy(() -> engine.cancel(run, "a test", "enough")).isInstanceOf(StoreException.class)
                .hasMessage("There is no room left. Make room.");
    }
}
