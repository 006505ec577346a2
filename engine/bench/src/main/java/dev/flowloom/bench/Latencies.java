package dev.flowloom.bench;

import java.util.Arrays;

/// How long each of many things took, in nanoseconds. Used by several threads.
final class Latencies {
    private long[] all = new long[1 << 16];
    private int count;

    synchronized void add(long nanos) {
        if (count == all.length) {
            all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = nanos;
    }

    synchronized int count() {
        return count;
    }

    /// In milliseconds, what the given part of them didn't exceed.
    synchronized double percentile(double part) {
        if (count == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(all, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(part * count) - 1)] / 1e6;
    }
}
