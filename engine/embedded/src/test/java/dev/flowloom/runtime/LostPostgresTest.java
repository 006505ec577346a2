package dev.flowloom.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.NeedsPostgres;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.TestCluster;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A PostgreSQL that is gone while a process only waits for what others do.
@NeedsPostgres
@Timeout(120)
final class LostPostgresTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    private Engine open(TestCluster cluster) {
        return Engine.open(StoreLocation.parse(cluster.url()), Durability.POWER_SAFE, Work.types((step, _) -> {
            gate.await();
            return Json.of(step);
        }), EngineSettings.DEFAULT.withListener(new EngineListener() {
            @Override
            public void runBroken(RunId run, Throwable cause) {}

            @Override
            public void storeFailed(StoreException cause) {}
        }));
    }

    @Test
    void whoOnlyWaitsLearnsOfItToo() throws Exception {
        assumeTrue(TestCluster.isPossible(), "no programs of PostgreSQL are here");
        try (var cluster = new TestCluster(); var one = open(cluster); var other = open(cluster)) {
            var run = one.start(Flows.sequence("a"), Json.of("in"), null).run();
            var outcome = other.outcome(run).toCompletableFuture();
            assertThat(outcome).isNotDone();
            cluster.stop();

            assertThatThrownBy(() -> outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                    .cause().isInstanceOfSatisfying(StoreException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.UNREACHABLE));
            gate.countDown();
        }
    }
}
