package dev.flowloom.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// How much of the processor two threads have used so far: that of the user interface, and the one that renders. What
/// other programs do meanwhile is not in it.
final class Meter {
    private static final double NANOS_IN_A_MILLI = 1e6;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long fx;
    private final long renderer;

    /// In milliseconds.
    record Reading(double fx, double render) {
        Reading minus(Reading before) {
            return new Reading(fx - before.fx, render - before.render);
        }
    }

    /// To be made by the thread of the user interface, after the first window was shown.
    Meter() {
        fx = Thread.currentThread().threadId();
        renderer = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("QuantumRenderer")).mapToLong(Thread::threadId)
                .findFirst().orElseThrow(() -> new IllegalStateException("no thread renders"));
    }

    Reading read() {
        return new Reading(threads.getThreadCpuTime(fx) / NANOS_IN_A_MILLI,
                threads.getThreadCpuTime(renderer) / NANOS_IN_A_MILLI);
    }

    /// The memory in use after the garbage is gone, in MB.
    static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
