package dev.flowloom.runtime;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

import dev.flowloom.run.RunId;

/// Makes run ids: 16 letters and digits, first the millisecond and then a number that begins by chance and counts up
/// within the millisecond. So they sort by time, two of one process never meet, and those of several hardly can.
final class RunIds {
    /// Crockford's: no letter that could be read as another letter or digit.
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_DIGITS = 9;
    private static final int COUNT_DIGITS = 7;

    private record Mark(long millis, long count) {}

    private final InstantSource clock;
    private final AtomicReference<Mark> last = new AtomicReference<>(new Mark(0, 0));

    RunIds(InstantSource clock) {
        this.clock = clock;
    }

    RunId next() {
        var mark = last.updateAndGet(before -> {
            long now = clock.millis();
            return now > before.millis ? new Mark(now, chance()) : new Mark(before.millis, before.count + 1);
        });
        return new RunId(digits(mark.millis, TIME_DIGITS) + digits(mark.count, COUNT_DIGITS));
    }

    /// In the lower half of what fits, so that there is room to count.
    private static long chance() {
        return ThreadLocalRandom.current().nextLong(1L << (COUNT_DIGITS * 5 - 1));
    }

    private static String digits(long number, int length) {
        var text = new char[length];
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }
}
