package dev.flowloom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/// Asks a subject for runs.
final class Load {
    private final Subject subject;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Load(Subject subject) {
        this.subject = subject;
    }

    /// What came of it.
    ///
    /// @param seconds from the first request to the last end
    record Done(Latencies latencies, double seconds) {
        double perSecond() {
            return latencies.count() / seconds;
        }
    }

    /// So many callers, each of which asks for the next run when its last has ended; each at least for one.
    Done closed(int atOnce, double seconds) throws Exception {
        var latencies = new Latencies();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < atOnce; i++) {
            threads.add(subject.callers().newThread(() -> {
                do {
                    runOnce(latencies, System.nanoTime());
                } while (System.nanoTime() < end && failure.get() == null);
            }));
        }
        threads.forEach(Thread::start);
        join(threads);
        return done(latencies, begin);
    }

    /// So many callers, that ask for so many runs together.
    Done counted(int atOnce, int runs) throws Exception {
        var latencies = new Latencies();
        var left = new AtomicInteger(runs);
        long begin = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < atOnce; i++) {
            threads.add(subject.callers().newThread(() -> {
                while (left.getAndDecrement() > 0 && failure.get() == null) {
                    runOnce(latencies, System.nanoTime());
                }
            }));
        }
        threads.forEach(Thread::start);
        join(threads);
        return done(latencies, begin);
    }

    /// So many runs a second, whether the earlier ones have ended or not. A run takes from when it was due.
    Done paced(double perSecond, double seconds) throws Exception {
        var latencies = new Latencies();
        var running = new Phaser(1);
        long begin = System.nanoTime();
        int runs = (int) (perSecond * seconds);
        for (int i = 0; i < runs && failure.get() == null; i++) {
            long due = begin + (long) (i / perSecond * 1e9);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            running.register();
            subject.callers().newThread(() -> {
                runOnce(latencies, due);
                running.arriveAndDeregister();
            }).start();
        }
        running.arriveAndAwaitAdvance();
        return done(latencies, begin);
    }

    private void runOnce(Latencies latencies, long begin) {
        try {
            subject.run();
            latencies.add(System.nanoTime() - begin);
        } catch (Exception | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }

    private Done done(Latencies latencies, long begin) {
        var cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a run failed", cause);
        }
        return new Done(latencies, (System.nanoTime() - begin) / 1e9);
    }
}
