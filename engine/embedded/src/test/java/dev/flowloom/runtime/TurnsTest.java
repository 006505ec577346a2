package dev.flowloom.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
final class TurnsTest {
    private static final int MANY = 20_000;

    private final Turns turns = new Turns();

    @Test
    void ofVeryManyAThousandAreDoneAtOnceAndAllInTheEnd() throws InterruptedException {
        var gate = new CountDownLatch(1);
        var done = new CountDownLatch(MANY);
        var begun = new AtomicInteger();
        for (int i = 0; i < MANY; i++) {
            turns.start("turn", () -> {
                begun.incrementAndGet();
                Patience.awaitWhateverHappens(gate);
                done.countDown();
            });
        }
        Patience.await(() -> begun.get() == 1_000);
        gate.countDown();
        assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatComesWhileTheLastEndsIsDone() throws InterruptedException {
        for (int round = 0; round < MANY; round++) {
            var done = new CountDownLatch(2);
            turns.start("turn", done::countDown);
            turns.start("turn", done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatGoesWrongKeepsNothingFromBeingDone() throws Exception {
        var done = new CountDownLatch(1);
        turns.start("turn", () -> {
            throw new IllegalStateException("expected here");
        });
        turns.start("turn", done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
