package dev.flowloom.bench;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoadTest {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void soManyRunAtATimeAndNoMore() throws Exception {
        var done = new Load(new Fake(5)).closed(7, 0.2);

        assertThat(most).hasValue(7);
        assertThat(done.latencies().count()).isGreaterThanOrEqualTo(7);
        assertThat(done.latencies().percentile(0)).isGreaterThanOrEqualTo(5);
        assertThat(done.perSecond()).isPositive().isLessThan(7 / 0.005);
    }

    @Test
    void runsThatAreDueDontWaitForEarlierOnes() throws Exception {
        var done = new Load(new Fake(100)).paced(100, 0.2);

        assertThat(done.latencies().count()).isEqualTo(20);
        assertThat(most).hasValueGreaterThan(1);
    }

    @Test
    void aRunThatFailsIsToldAndNotCounted() {
        assertThatThrownBy(() -> new Load(new Fake(-1)).closed(2, 0.1)).hasMessage("a run failed")
                .hasRootCauseMessage("it is negative");
    }

    @Test
    void percentilesAreOfWhatWasAdded() {
        var latencies = new Latencies();
        for (int i = 1; i <= 200_000; i++) {
            latencies.add(i * 1_000L);
        }

        assertThat(latencies.percentile(0.5)).isEqualTo(100);
        assertThat(latencies.percentile(0.99)).isEqualTo(198);
        assertThat(latencies.percentile(1)).isEqualTo(200);
    }

    /// Takes so many milliseconds for a run.
    private final class Fake implements Subject {
        private final int millis;

        Fake(int millis) {
            this.millis = millis;
        }

        @Override
        public void open(Place place, Shape shape) {}

        @Override
        public void run() throws InterruptedException {
            if (millis < 0) {
                throw new IllegalStateException("it is negative");
            }
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.sleep(millis);
            running.decrementAndGet();
        }

        @Override
        public long storeSize() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
