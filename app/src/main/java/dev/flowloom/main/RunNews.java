package dev.flowloom.main;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flowloom.run.Recorded;
import org.jspecify.annotations.Nullable;

/// Events of a run on their way from the engine's thread to the one that shows them. Where many are waiting, the engine's
/// thread waits as well.
final class RunNews {
    private static final int MOST = 4_096;

    private final BlockingQueue<Recorded> waiting = new ArrayBlockingQueue<>(MOST);
    /// Whether somebody looks whether there is more.
    private final AtomicBoolean watched = new AtomicBoolean(true);
    private volatile Runnable wake = () -> {};

    /// @param wake is run, on a thread of the engine, when there is more after [#isAllTaken()] said that there isn't
    void onMore(Runnable wake) {
        this.wake = wake;
    }

    void put(Recorded event) {
        try {
            waiting.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts the thread that hands events over", e);
        }
        if (watched.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /// The next event; null where there is none yet.
    @Nullable
    Recorded take() {
        return waiting.poll();
    }

    /// Whether nothing is waiting. Whoever is told so is woken when there is more.
    boolean isAllTaken() {
        if (!waiting.isEmpty()) {
            return false;
        }
        watched.set(false);
        // What came in between may have woken nobody.
        return waiting.isEmpty() || !watched.compareAndSet(false, true);
    }

    /// Lets go of all, and of a thread that waits to put one more.
    void clear() {
        waiting.clear();
    }
}
