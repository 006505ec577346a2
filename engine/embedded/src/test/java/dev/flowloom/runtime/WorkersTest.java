package dev.flowloom.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.flowloom.runtime.Patience.awaitWhateverHappens;
import static org.assertj.core.api.Assertions.assertThat;

final class WorkersTest {
    private static final RunId RUN = new RunId("r");

    private final Workers workers = new Workers();

    @AfterEach
    void stop() {
        workers.stop(Duration.ofSeconds(10));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    /// @return the threads of the work, of what it leads to, and of the work that this begins
    private List<Thread> threads(Runnable between) throws Exception {
        var threads = new CopyOnWriteArrayList<Thread>();
        var done = new CompletableFuture<Boolean>();
        workers.start(RUN, () -> {
            threads.add(Thread.currentThread());
            return () -> done.complete(workers.goOn(() -> {
                threads.add(Thread.currentThread());
                workers.start(RUN, () -> {
                    threads.add(Thread.currentThread());
                    return () -> {};
                });
                between.run();
            }));
        });
        assertThat(get(done)).isTrue();
        Patience.await(() -> threads.size() == 3);
        return threads;
    }

    @Test
    void whatWorkLeadsToIsDoneInItsThreadAndSoIsWhatThatBegins() throws Exception {
        assertThat(threads(() -> {}).stream().distinct()).hasSize(1);
    }

    @Test
    void whatWasBegunWaitsForNobodyWhoWaits() throws Exception {
        var threads = threads(workers::handOver);

        assertThat(threads.get(1)).isEqualTo(threads.get(0));
        assertThat(threads.get(2)).isNotEqualTo(threads.get(0));
    }

    @Test
    void onlyOneGoesOnInItsOwnThreadAtATime() throws Exception {
        var going = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var first = new CompletableFuture<Boolean>();
        var second = new CompletableFuture<Boolean>();
        try {
            workers.start(RUN, () -> () -> first.complete(workers.goOn(() -> {
                going.countDown();
                awaitWhateverHappens(go);
            })));
            going.await();
            workers.start(RUN, () -> () -> second.complete(workers.goOn(() -> {
                throw new AssertionError();
            })));
            assertThat(get(second)).isFalse();
        } finally {
            go.countDown();
        }
        assertThat(get(first)).isTrue();
    }

    @Test
    void otherThreadsDontGoOn() {
        assertThat(workers.goOn(() -> {
            throw new AssertionError();
        })).isFalse();
    }

    @Test
    void anInterruptReachesTheWorkAndNotWhatItLeadsTo() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        var after = new CompletableFuture<Boolean>();
        var interrupt = workers.start(RUN, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                interrupted.complete(false);
            } catch (InterruptedException _) {
                interrupted.complete(true);
                Thread.currentThread().interrupt();
            }
            return () -> after.complete(Thread.currentThread().isInterrupted());
        });
        begun.await();
        interrupt.run();

        assertThat(get(interrupted)).isTrue();
        assertThat(get(after)).isFalse();
        assertThat(workers.interruptedEnd(RUN)).isCompleted();
    }

    @Test
    void theEndOfWhatWasInterruptedIsAwaited() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var interrupt = workers.start(RUN, () -> {
            begun.countDown();
            awaitWhateverHappens(go);
            return () -> {};
        });
        begun.await();
        assertThat(workers.interruptedEnd(RUN)).isCompleted();
        interrupt.run();

        var end = workers.interruptedEnd(RUN);
        assertThat(end).isNotDone();
        assertThat(workers.interruptedEnd(new RunId("other"))).isCompleted();
        go.countDown();
        get(end);
    }

    @Test
    void nothingIsBegunAfterItWasStopped() {
        workers.stop(Duration.ofSeconds(10));

        workers.start(RUN, () -> {
            throw new AssertionError();
        }).run();
        assertThat(workers.interruptedEnd(RUN)).isCompleted();
    }
}
