package dev.flowloom.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A run that is paused begins nothing new, in this process or the next, until it is told to go on or to stop.
final class PausedRunsTest {
    @TempDir
    Path folder;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Engine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
    }

    private Engine engine() {
        var engine = Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.POWER_SAFE,
                Work.types(this::work), EngineSettings.DEFAULT.withListener(new Heard()));
        engines.add(engine);
        return engine;
    }

    private Json work(String step, StepCall call) throws InterruptedException {
        if (step.equals("gate")) {
            begun.countDown();
            gate.await();
        }
        done.add(step);
        return Json.of(step);
    }

    /// A run whose step at the gate is under way.
    private RunId started(Engine engine, Flow flow) throws InterruptedException {
        var run = engine.start(flow, Json.NULL, null).run();
        begun.await();
        return run;
    }

    private static Flow undoable() {
        return new Flows().start("start").step("first").step("gate").step("last").end("end").undo("first", "unFirst")
                .way("start", "first", "gate", "last", "end").build("saga");
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void awaitEvent(Engine engine, RunId run, Class<? extends Event> kind) throws Exception {
        var seen = new CountDownLatch(1);
        try (var _ = engine.subscribe(run, 1, recorded -> {
            if (kind.isInstance(recorded.event())) {
                seen.countDown();
            }
        })) {
            assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitLast(Engine engine, RunId run, Class<? extends Event> kind) throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!kind.isInstance(engine.history(run).getLast().event())) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    @Test
    void whatIsUnderWayEndsAndNothingFollowsUntilTheRunGoesOn() throws Exception {
        var engine = engine();
        var run = started(engine, Flows.sequence("gate", "last"));
        assertThat(engine.pause(run, "a test", "lunch")).isTrue();
        assertThat(engine.run(run).status()).isEqualTo(RunSummary.Status.PAUSED);
        gate.countDown();
        awaitLast(engine, run, Event.NodeCompleted.class);

        assertThat(done).containsExactly("gate");
        assertThat(engine.pause(run, "a test", "again")).isTrue();
        assertThat(engine.unpause(run, "a test", "back")).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
        assertThat(engine.pause(run, "a test", "late")).isFalse();
        assertThat(engine.unpause(run, "a test", "late")).isFalse();
    }

    @Test
    void aPauseOutlivesTheProcessAndWhatThatCutOffIsNotBegunAnewBeforeTheRunGoesOn() throws Exception {
        var first = engine();
        var run = started(first, undoable());
        first.pause(run, "a test", "lunch");
        first.close();
        done.clear();
        gate.countDown();

        var second = engine();
        assertThat(second.unfinished()).containsExactly(run);
        assertThat(second.run(run).isPaused()).isTrue();
        second.resume();
        // It has been gone on with when it answers a second time.
        assertThat(second.pause(run, "a test", "again")).isTrue();
        assertThat(second.pause(run, "a test", "again")).isTrue();
        assertThat(second.history(run).getLast().event()).isInstanceOf(Event.RunPaused.class);
        assertThat(done).isEmpty();
        second.unpause(run, "a test", "back");
        assertThat(outcome(second, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
        assertThat(done).containsExactly("gate", "last");
    }

    @Test
    void aRunThatNobodyGoesOnWithIsPausedWithoutDoingAnything() throws Exception {
        var first = engine();
        var run = started(first, undoable());
        first.close();
        done.clear();
        gate.countDown();

        var second = engine();
        assertThat(second.pause(run, "a test", "lunch")).isTrue();
        assertThat(second.run(run).isPaused()).isTrue();
        Thread.sleep(200);
        second.close();
        assertThat(done).isEmpty();

        var third = engine();
        assertThat(third.unpause(run, "a test", "back")).isTrue();
        assertThat(outcome(third, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
    }

    @Test
    void aWaitThatWasOverWhileTheRunWasPausedIsOverAtOnceWhenItGoesOn() throws Exception {
        var engine = engine();
        var flow = new Flows().start("start").waiting("short", "PT0.3S").end("end").way("start", "short", "end")
                .build("waits");
        var run = engine.start(flow, Json.of("in"), null).run();
        awaitEvent(engine, run, Event.WaitStarted.class);
        engine.pause(run, "a test", "lunch");
        Thread.sleep(500);
        assertThat(engine.history(run).getLast().event()).isInstanceOf(Event.RunPaused.class);

        engine.unpause(run, "a test", "back");
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("in")));
    }

    @Test
    void aPausedRunThatIsCancelledIsUndone() throws Exception {
        var engine = engine();
        var run = started(engine, undoable());
        engine.pause(run, "a test", "lunch");

        assertThat(engine.cancel(run, "a test", "enough")).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Cancelled("enough", Event.Compensation.COMPLETE));
        assertThat(done).containsExactly("first", "unFirst");
        assertThat(engine.remains(run)).isEmpty();
    }

    @Test
    void aRunThatIsTerminatedLeavesWhatItDid() throws Exception {
        var engine = engine();
        var run = started(engine, undoable());

        assertThat(engine.terminate(run, "a test", "enough")).isTrue();
        assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Cancelled("enough", Event.Compensation.WITHHELD));
        assertThat(done).containsExactly("first");
        assertThat(engine.remains(run)).containsExactly(new NodeId("first"));
        assertThat(engine.terminate(run, "a test", "again")).isFalse();
    }

    @Test
    void thereIsNothingToPauseWhereThereIsNoRun() {
        var engine = engine();
        assertThatThrownBy(() -> engine.pause(new RunId("none"), "a test", "lunch"))
                .isInstanceOf(NoSuchRunException.class);
        assertThatThrownBy(() -> engine.unpause(new RunId("none"), "a test", "back"))
                .isInstanceOf(NoSuchRunException.class);
    }

    @Test
    void whatBecomesDueBetweenAPauseAndItsEndIsNotLost() throws Exception {
        var engine = engine();
        var flow = new Flows().start("start").waiting("wait", "PT0.02S").step("last").end("end")
                .way("start", "wait", "last", "end").build("waiting");
        var runs = new ArrayList<RunId>();
        for (int i = 0; i < 60; i++) {
            var run = engine.start(flow, Json.NULL, null).run();
            runs.add(run);
            var pausing = Thread.ofVirtual().start(() -> engine.pause(run, "a test", "in between"));
            Thread.sleep(i % 7 * 4L);
            engine.unpause(run, "a test", "in between");
            pausing.join();
            engine.unpause(run, "a test", "at last");
        }
        for (var run : runs) {
            assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of("last")));
        }
    }
}
