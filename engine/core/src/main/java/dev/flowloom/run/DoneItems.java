package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Items of a loop, or batches of them, that were done before a run is retried, and are not done again: each as a whole.
///
/// @param loop where the loop stands
/// @param stretches in order
public record DoneItems(Place loop, List<Stretch> stretches) {
    public DoneItems {
        stretches = List.copyOf(stretches);
    }

    /// Items that follow each other. There may be very many, and so what tells them apart is one text.
    ///
    /// @param first the index of the first
    /// @param prints what each is told by: sixteen hexadecimal digits
    /// @param outputs what each gave; empty where that is not gathered, as of a source
    public record Stretch(int first, String prints, List<Json> outputs) {
        static final int DIGITS = 16;

        public Stretch {
            outputs = List.copyOf(outputs);
            if (first < 0 || prints.isEmpty() || prints.length() % DIGITS != 0 || !prints.matches("[0-9a-f]*+")
                    || (!outputs.isEmpty() && outputs.size() != prints.length() / DIGITS)) {
                throw new IllegalArgumentException("not items that were done, from %d on".formatted(first));
            }
        }

        int count() {
            return prints.length() / DIGITS;
        }

        /// What one of them is told by.
        long print(int index) {
            int at = (index - first) * DIGITS;
            return Long.parseUnsignedLong(prints, at, at + DIGITS, 16);
        }
    }

    /// How many there are.
    public int count() {
        return stretches.stream().mapToInt(Stretch::count).sum();
    }

    /// Whether it is among them, which takes that it is the same item.
    boolean holds(int index, long print) {
        var stretch = find(index);
        return stretch != null && stretch.print(index) == print;
    }

    /// What an item gave; null where that was not gathered.
    @Nullable
    Json output(int index) {
        var stretch = find(index);
        return stretch == null || stretch.outputs().isEmpty() ? null : stretch.outputs().get(index - stretch.first());
    }

    private @Nullable Stretch find(int index) {
        int from = 0;
        int to = stretches.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            var stretch = stretches.get(middle);
            if (index < stretch.first()) {
                to = middle;
            } else if (index >= stretch.first() + stretch.count()) {
                from = middle + 1;
            } else {
                return stretch;
            }
        }
        return null;
    }
}
