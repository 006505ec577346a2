package dev.flowloom.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Collects items of one loop by their index, some bytes for each.
final class ItemBook {
    private final BitSet known = new BitSet();
    private final List<@Nullable Json> outputs = new ArrayList<>();
    private long[] prints = new long[16];

    /// @param output what it gave; null where that isn't gathered
    void put(int index, long print, @Nullable Json output) {
        if (index >= prints.length) {
            prints = Arrays.copyOf(prints, Math.max(index + 1, prints.length + prints.length / 2));
        }
        known.set(index);
        prints[index] = print;
        while (output != null && outputs.size() <= index) {
            outputs.add(null);
        }
        if (index < outputs.size()) {
            outputs.set(index, output);
        }
    }

    void putAll(DoneItems items) {
        for (var stretch : items.stretches()) {
            for (int index = stretch.first(); index < stretch.first() + stretch.count(); index++) {
                put(index, stretch.print(index), items.output(index));
            }
        }
    }

    /// Null where it isn't known.
    @Nullable
    Long print(int index) {
        return known.get(index) ? prints[index] : null;
    }

    DoneItems items(Place loop) {
        var stretches = new ArrayList<DoneItems.Stretch>();
        int from = known.nextSetBit(0);
        while (from >= 0) {
            int to = from;
            while (known.get(to) && hasOutput(to) == hasOutput(from)) {
                to++;
            }
            stretches.add(stretch(from, to));
            from = known.nextSetBit(to);
        }
        return new DoneItems(loop, stretches);
    }

    private boolean hasOutput(int index) {
        return output(index) != null;
    }

    private @Nullable Json output(int index) {
        return index < outputs.size() ? outputs.get(index) : null;
    }

    private DoneItems.Stretch stretch(int from, int to) {
        var digits = new StringBuilder((to - from) * DoneItems.Stretch.DIGITS);
        var gave = new ArrayList<Json>();
        for (int index = from; index < to; index++) {
            var hex = Long.toHexString(prints[index]);
            digits.repeat('0', DoneItems.Stretch.DIGITS - hex.length()).append(hex);
            var output = output(index);
            if (output != null) {
                gave.add(output);
            }
        }
        return new DoneItems.Stretch(from, digits.toString(), gave);
    }
}
