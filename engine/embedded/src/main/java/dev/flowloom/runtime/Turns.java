package dev.flowloom.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Threads in which runs take what arrived. There are more at once than the journal needs to fill its groups, and not as many as
/// runs may wake up at one moment, as when a hundred thousand have waited for it: what each has in hand then takes memory.
final class Turns {
    private static final int MOST = 1_000;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger going = new AtomicInteger();

    /// Does something in a thread, which must not wait for another one of these.
    ///
    /// @param name of the thread meanwhile
    void start(String name, Runnable something) {
        waiting.add(() -> {
            Thread.currentThread().setName(name);
            something.run();
        });
        begin();
    }

    private void begin() {
        int before = going.get();
        while (before < MOST && !waiting.isEmpty()) {
            if (going.compareAndSet(before, before + 1)) {
                Thread.ofVirtual().start(this::work);
                return;
            }
            before = going.get();
        }
    }

    private void work() {
        try {
            for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            going.decrementAndGet();
            // What came in between saw too many going.
            begin();
        }
    }
}
