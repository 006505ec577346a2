package dev.flowloom.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// Who waits for a run's end is told of that one, whatever happens while it is looked up.
@Timeout(60)
final class EndsTest {
    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, new EventJsonCodec());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(kept));
    private final Interrupted journal = new Interrupted(kept);
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean broken = true;

    /// Has something happen while it is asked.
    private static final class Interrupted extends ForwardingJournal {
        private final Queue<Runnable> beforeFind = new ArrayDeque<>();
        private final Queue<Runnable> afterLast = new ArrayDeque<>();
        private final Thread asking = Thread.currentThread();

        Interrupted(Journal journal) {
            super(journal);
        }

        private void next(Queue<Runnable> happening) {
            var now = Thread.currentThread().equals(asking) ? happening.poll() : null;
            if (now != null) {
                now.run();
            }
        }

        @Override
        public @Nullable RunSummary find(RunId run) {
            next(beforeFind);
            return super.find(run);
        }

        @Override
        public @Nullable Recorded last(RunId run) {
            var last = super.last(run);
            next(afterLast);
            return last;
        }
    }

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private Engine engine(Journal journal, Work work) {
        var engine = new Engine(journal, Work.types(work), EngineSettings.DEFAULT.withListener(new Heard()));
        open.add(engine);
        return engine;
    }

    private RunId unfinished() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var first = engine(new ForwardingJournal(kept), (_, _) -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return Json.NULL;
        });
        var run = first.start(Flows.sequence("broken", "gate"), Json.NULL, null).run();
        begun.await();
        first.close();
        return run;
    }

    private static CompletableFuture<RunOutcome> outcome(Engine engine, RunId run) {
        return engine.outcome(run).toCompletableFuture();
    }

    @Test
    void ofALaterLifeOfTheRunTheEarlierEndIsNotTold() throws Exception {
        var run = unfinished();
        var engine = engine(journal, (step, _) -> {
            if (step.equals("broken") && broken) {
                throw Work.failure(Severity.CRITICAL);
            }
            gate.await();
            return Json.of(step);
        });
        var later = new AtomicReference<CompletableFuture<RunOutcome>>();
        journal.beforeFind.add(() -> {});
        journal.beforeFind.add(() -> {
            engine.resume(run);
            assertThat(outcome(engine, run).join()).isInstanceOf(RunOutcome.Failed.class);
            journal.afterLast.add(() -> {
                broken = false;
                engine.retry(run, "me", "mended", null, FlowLibrary.EMPTY, new TreeSet<>());
                later.set(outcome(engine, run));
            });
        });

        assertThat(outcome(engine, run).get(30, TimeUnit.SECONDS)).isInstanceOf(RunOutcome.Failed.class);
        assertThat(later.get()).isNotNull().isNotDone();
        gate.countDown();
        assertThat(later.get().get(30, TimeUnit.SECONDS)).isEqualTo(new RunOutcome.Completed(Json.of("gate")));
    }
}
