package dev.flowloom.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Json;
import dev.flowloom.model.Retry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Steps that compute and take no notice of being interrupted.
final class BusyStepsTest {
    private static final int MANY = 2 * Runtime.getRuntime().availableProcessors() + 1;

    @Test
    void moreOfThemThanThereAreProcessorsKeepNothingElseFromGoingOn() throws Exception {
        var enough = new AtomicBoolean();
        var onCarriers = new AtomicBoolean();
        var flows = new Flows().start("start").fork("fork").waiting("wait", "PT0.05S").end("end")
                .way("start", "fork", "wait", "end");
        for (int i = 0; i < MANY; i++) {
            flows.step("busy" + i, Retry.NEVER, Duration.ofMillis(200)).way("fork", "busy" + i, "end");
        }
        try (var journal = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE, new EventJsonCodec());
                var engine = new Engine(journal, Work.types((_, _) -> {
                    onCarriers.compareAndSet(false, Thread.currentThread().isVirtual());
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                    return Json.NULL;
                }), EngineSettings.DEFAULT)) {
            var run = engine.start(flows.build("busy"), Json.NULL, null).run();
            var outcome = engine.outcome(run).toCompletableFuture().get(60, TimeUnit.SECONDS);
            enough.set(true);

            // On virtual threads the rest goes on or not, as the JVM happens to help out with carriers.
            assertThat(onCarriers).isFalse();
            assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Failed.class,
                    failed -> assertThat(failed.error().code()).isEqualTo("step.timeout"));
        }
    }
}
