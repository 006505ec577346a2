package dev.flowloom.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does things when they are due. One thread waits for the earliest of them, and looks at the clock now and then: a
/// computer that slept, or whose clock was set, must not be late by that.
final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    /// @param number tells apart what is due at the same time
    private record Entry(Instant due, long number) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = due.compareTo(other.due);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    private final ConcurrentSkipListMap<Entry, Runnable> waiting = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final InstantSource clock;
    private final Duration clockCheck;
    private final Thread thread;
    private volatile boolean closed;

    Timers(InstantSource clock, Duration clockCheck) {
        this.clock = clock;
        this.clockCheck = clockCheck;
        thread = Thread.ofVirtual().name("flowloom-timers").start(this::run);
    }

    /// Does something when it is due, unless the answer is run before.
    ///
    /// @param action must be quick
    Runnable at(Instant due, Runnable action) {
        var entry = new Entry(due, numbers.incrementAndGet());
        waiting.put(entry, action);
        var first = waiting.firstEntry();
        if (first != null && first.getKey().equals(entry)) {
            LockSupport.unpark(thread);
        }
        return () -> waiting.remove(entry);
    }

    private void run() {
        while (!closed) {
            var first = waiting.firstEntry();
            if (first == null) {
                LockSupport.park(this);
                continue;
            }
            var left = Duration.between(clock.instant(), first.getKey().due());
            if (left.isPositive()) {
                LockSupport.parkNanos(this, left.compareTo(clockCheck) < 0 ? left.toNanos() : clockCheck.toNanos());
            } else if (waiting.remove(first.getKey()) != null) {
                run(first.getValue());
            }
        }
    }

    /// One that goes wrong must not keep the others from what is due.
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.error("What was due could not be done.", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
