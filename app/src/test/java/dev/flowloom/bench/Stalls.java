package dev.flowloom.bench;

import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/// Knocks at the thread of the user interface all the time, and notes how long it was at most not answered.
final class Stalls implements AutoCloseable {
    private static final long PAUSE = 2;

    private final AtomicLong longest = new AtomicLong();
    private final Thread knocking = Thread.ofPlatform().daemon().name("knocking").start(this::knock);
    private volatile boolean over;

    private void knock() {
        var answered = new Object();
        try {
            while (!over) {
                long begin = System.nanoTime();
                synchronized (answered) {
                    Platform.runLater(() -> {
                        synchronized (answered) {
                            longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                            answered.notifyAll();
                        }
                    });
                    answered.wait();
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// In milliseconds.
    double longest() {
        return longest.get() / 1e6;
    }

    @Override
    public void close() {
        over = true;
        knocking.interrupt();
    }
}
