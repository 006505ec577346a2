package dev.flowloom.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Runs that can't go on: nobody waits for them in vain.
final class BrokenRunsTest {
    private static final RunId ODD = new RunId("odd");

    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final Heard heard = new Heard();
    private final List<Recorded> seen = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void close() {
        kept.close();
    }

    private Engine engine(Journal journal, EngineListener listener) {
        return new Engine(journal, Work.types((step, call) -> {
            if (step.equals("endless")) {
                awaitInterrupt();
            } else if (step.equals("other")) {
                begun.await();
            }
            return Json.of(step);
        }), EngineSettings.DEFAULT.withListener(listener));
    }

    private void awaitInterrupt() throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } finally {
            interrupted.countDown();
        }
    }

    /// A run of a definition that isn't there.
    private Engine engineWithAnOddRun() {
        kept.append(new Batch(ODD, 1, Instant.EPOCH, List.of(new Event.RunStarted(ODD, "odd", "no such definition", 1,
                null, Json.NULL, 0, Instant.EPOCH)))).join();
        return engine(FaultyJournal.sound(kept), heard);
    }

    private static void awaitEnd(Subscription subscription) throws Exception {
        subscription.done().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void areToldToThoseWhoListen() throws Exception {
        try (var engine = engineWithAnOddRun()) {
            var subscription = engine.subscribe(ODD, 1, seen::add);
            engine.resume();

            assertThatThrownBy(() -> awaitEnd(subscription)).rootCause().hasMessageContaining(
                    "the definition no such definition is not in the store");
            assertThat(seen).isEqualTo(kept.read(ODD, 1));
        }
    }

    @Test
    void areToldToThoseWhoListenLater() throws Exception {
        try (var engine = engineWithAnOddRun()) {
            engine.resume();
            heard.next();
            var subscription = engine.subscribe(ODD, 1, seen::add);

            assertThatThrownBy(() -> awaitEnd(subscription)).rootCause().hasMessageContaining(
                    "the definition no such definition is not in the store");
            assertThat(seen).isEqualTo(kept.read(ODD, 1));
        }
    }

    @Test
    void thatAreListedWronglyDoNotKeepOthersFromBeingGoneOnWith() throws Exception {
        var next = new RunId("next");
        for (var run : List.of(ODD, next)) {
            kept.append(new Batch(run, 1, Instant.EPOCH, List.of(new Event.RunStarted(run, "odd",
                    "no such definition", 1, null, Json.NULL, 0, Instant.EPOCH)))).join();
        }
        var journal = new ForwardingJournal(kept) {
            @Override
            public @Nullable RunSummary find(RunId run) {
                if (run.equals(ODD)) {
                    throw new StoreException(StoreException.Kind.DAMAGED, "It is damaged.", "Mend it.");
                }
                return super.find(run);
            }
        };
        try (var engine = engine(journal, heard)) {
            engine.resume();

            assertThat(List.of(heard.next().run(), heard.next().run())).containsExactly(ODD, next);
        }
    }

    @Test
    void areAllRunsWhoseStoreFailed() throws Exception {
        try (var engine = engine(new FaultyJournal(kept, 2), heard)) {
            var waiting = engine.start(Flows.sequence("endless"), Json.NULL, null).run();
            var outcome = engine.outcome(waiting);
            var subscription = engine.subscribe(waiting, 1, seen::add);
            engine.start(Flows.sequence("other"), Json.NULL, null);

            assertThatThrownBy(() -> awaitEnd(subscription)).hasCauseInstanceOf(StoreException.class);
            assertThatThrownBy(() -> outcome.toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(StoreException.class);
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.next().run()).isNull();
            assertThat(heard.isSilent()).isTrue();
        }
    }

    @Test
    void haveNothingUnderWayWhenThatIsTold() throws Exception {
        var stopped = new CompletableFuture<Boolean>();
        var flow = new Flows().start("start").fork("fork").step("endless").step("other").join("join").end("end")
                .way("start", "fork", "endless", "join", "end").way("fork", "other", "join").build("forked");
        try (var engine = engine(new FaultyJournal(kept, 1), new EngineListener() {
            @Override
            public void runBroken(RunId run, Throwable cause) {}

            @Override
            public void storeFailed(StoreException cause) {
                try {
                    stopped.complete(interrupted.await(5, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    stopped.completeExceptionally(e);
                }
            }
        })) {
            engine.start(flow, Json.NULL, null);

            assertThat(stopped.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
