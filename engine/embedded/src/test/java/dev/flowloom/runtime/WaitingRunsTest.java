package dev.flowloom.runtime;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs that wait for a time.
final class WaitingRunsTest {
    private final ManualClock clock = new ManualClock();
    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final BlockingQueue<Event> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        kept.close();
    }

    private Engine engine(Work work) {
        return new Engine(FaultyJournal.sound(kept), Work.types(work),
                EngineSettings.DEFAULT.withClock(clock, Duration.ofMillis(1)));
    }

    private RunId start(Engine engine, Flow flow) {
        var run = engine.start(flow, Json.NULL, null).run();
        engine.subscribe(run, 1, event -> seen.add(event.event()));
        return run;
    }

    private void await(Class<? extends Event> type) throws InterruptedException {
        for (var event = next(); !type.isInstance(event); event = next()) {
            assertThat(RunOutcome.of(event)).isNull();
        }
    }

    private Event next() throws InterruptedException {
        var event = seen.poll(30, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened");
        }
        return event;
    }

    private static RunOutcome outcome(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Flow waiting() {
        return new Flows().start("start").waiting("pause", "PT1H").end("end").way("start", "pause", "end")
                .build("waiting");
    }

    @Test
    void waitsForTheTimeAFlowSays() throws Exception {
        try (var engine = engine(Work.ECHO)) {
            var run = start(engine, waiting());
            await(Event.WaitStarted.class);
            clock.advance(Duration.ofMinutes(59));
            assertThat(engine.run(run).isOver()).isFalse();
            clock.advance(Duration.ofMinutes(1));

            assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Completed.class);
        }
    }

    @Test
    void endsAWaitThatWasOverWhileNobodyWasThere() throws Exception {
        RunId run;
        try (var engine = engine(Work.ECHO)) {
            run = start(engine, waiting());
            await(Event.WaitStarted.class);
        }
        clock.advance(Duration.ofHours(2));
        try (var engine = engine(Work.ECHO)) {
            engine.resume();
            assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Completed.class);
        }
    }

    @Test
    void waitsBeforeItTriesAgain() throws Exception {
        var retry = new Retry(2, Duration.ofMinutes(5), 1, Duration.ofMinutes(5), 0);
        var flow = new Flows().start("start").step("a", retry, null).end("end").way("start", "a", "end").build("retry");
        try (var engine = engine((step, call) -> {
            if (call.attempt() == 1) {
                throw Work.failure(Severity.RECOVERABLE);
            }
            return Json.of(call.attempt());
        })) {
            var run = start(engine, flow);
            await(Event.RetryScheduled.class);
            clock.advance(Duration.ofMinutes(5));

            assertThat(outcome(engine, run)).isEqualTo(new RunOutcome.Completed(Json.of(2)));
        }
    }

    @Test
    void interruptsAnAttemptWhoseTimeIsUp() throws Exception {
        var interrupted = new CountDownLatch(1);
        var flow = new Flows().start("start").step("a", Retry.NEVER, Duration.ofMinutes(1)).end("end")
                .way("start", "a", "end").build("deadline");
        try (var engine = engine((step, call) -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return Json.NULL;
        })) {
            var run = start(engine, flow);
            await(Event.AttemptStarted.class);
            clock.advance(Duration.ofMinutes(1));

            assertThat(outcome(engine, run)).isInstanceOf(RunOutcome.Failed.class);
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
