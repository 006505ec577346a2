package dev.flowloom.expression;

import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Keeps one evaluation within bounds. Work is counted rather than timed, so that the same evaluation is refused on
/// every machine or on none. The clock only ends what the counting misses: it is the one clock in the core, and what it ends
/// fails on one machine and may not on another.
final class Guard {
    static final int MOST_WORK = 3_000_000;
    static final int DEEPEST = 400;
    /// Characters and values, of anything made on the way and of the result.
    static final int LARGEST = 5_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int WORK_BETWEEN_LOOKS = 1_000;
    /// So many characters are copied, or compared, in the time of a unit of work; looked at one by one, fewer.
    private static final int COPIED_A_UNIT = 4_096;
    private static final int READ_A_UNIT = 256;

    private long work;
    private long nextLook;
    private long began;
    private int depth;
    /// What lists and objects weigh that were made on the way. A value held twice weighs twice, as it would when
    /// written, so that few values can't stand for endless text.
    private @Nullable IdentityHashMap<Object, Weight> weights;

    void begin() {
        work = 0;
        nextLook = WORK_BETWEEN_LOOKS;
        began = System.nanoTime();
        depth = 0;
        weights = null;
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw new StatedException(
                    Sentence.of("The expression calls itself too deeply: more than %d levels.", DEEPEST));
        }
        spend(1);
    }

    void leave(@Nullable Object made) {
        depth--;
        if (made instanceof String text) {
            spend(text.length() / COPIED_A_UNIT);
        }
        if (made instanceof String || made instanceof Collection || made instanceof Map) {
            weigh(made);
        }
    }

    /// For a function that is given texts, or gives one.
    void spendOnReading(Collection<?> values) {
        spend(values.stream().filter(String.class::isInstance).mapToLong(text -> ((String) text).length()).sum()
                / READ_A_UNIT);
    }

    void spend(long amount) {
        work += amount;
        if (work > MOST_WORK) {
            throw new StatedException(Sentence.of("The expression does too much work. It may be in an endless loop."));
        }
        if (work >= nextLook) {
            nextLook = work + WORK_BETWEEN_LOOKS;
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new StatedException(
                        Sentence.of("The expression takes longer than %d seconds.", LONGEST.toSeconds()));
            }
        }
    }

    void refuseLargerThan(long size) {
        if (size > LARGEST) {
            throw new StatedException(
                    Sentence.of("The expression makes too much data: more than %d characters and values.", LARGEST));
        }
    }

    private Weight weigh(@Nullable Object value) {
        var weight = switch (value) {
            case String text -> new Weight(1L + text.length(), 0);
            case View _ -> Weight.ONE;
            case Collection<?> items -> weighOnce(items, items);
            case Map<?, ?> fields -> weighOnce(fields, fields.values());
            case null, default -> Weight.ONE;
        };
        refuseLargerThan(weight.size());
        return weight;
    }

    private Weight weighOnce(Object whole, Collection<?> parts) {
        if (weights == null) {
            weights = new IdentityHashMap<>();
        }
        var known = weights.get(whole);
        if (known != null) {
            return known;
        }
        refuseLargerThan(parts.size());
        spend(parts.size());
        long size = 1;
        int height = 0;
        for (var part : parts) {
            var weight = weigh(part);
            size += weight.size();
            height = Math.max(height, weight.height() + 1);
        }
        if (height > DEEPEST) {
            throw new StatedException(
                    Sentence.of("The expression nests data too deeply: more than %d levels.", DEEPEST));
        }
        var weight = new Weight(size, height);
        weights.put(whole, weight);
        return weight;
    }

    /// How much a value is when written, and how many levels it nests.
    private record Weight(long size, int height) {
        static final Weight ONE = new Weight(1, 0);
    }
}
