package dev.flowloom.model;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/// Says which values are too large to be kept, or could not be read back.
///
/// @param largest in characters of JSON, without spaces
public record JsonLimit(int largest) {
    /// Of what a flow makes, and of a step's result where nothing else is said.
    public static final JsonLimit USUAL = new JsonLimit(16 * 1024 * 1024);

    private static final int DEEPEST = 400;
    private static final int MOST_DIGITS = 1_000;
    private static final int FARTHEST_POINT = 9_000;

    /// What is too large about a value, to be read after "it"; null where nothing is.
    public @Nullable String excess(Json value) {
        var measuring = new Measuring();
        measuring.add(value, 0);
        return measuring.excess;
    }

    /// Refuses a value that is too large.
    ///
    /// @param what is refused, as the beginning of a sentence
    /// @throws IllegalArgumentException when the value is too large
    public void require(String what, Json value) {
        var excess = excess(value);
        if (excess != null) {
            throw new IllegalArgumentException(
                    "%s %s. Give less, such as where the rest is.".formatted(what, excess));
        }
    }

    private final class Measuring {
        private long size;
        private @Nullable String excess;

        void add(Json value, int depth) {
            limit(depth, DEEPEST, "is nested more than %,d deep");
            if (excess != null) {
                return;
            }
            size += JsonSize.own(value);
            limit(size, largest, "has more than %,d characters as JSON");
            switch (value) {
                case Json.Obj(var fields) -> fields.values().forEach(field -> add(field, depth + 1));
                case Json.Arr(var items) -> items.forEach(item -> add(item, depth + 1));
                case Json.Num(var number) -> limit(number);
                case Json.Str _,Json.Bool _,Json.Null _ -> {
                }
            }
        }

        private void limit(BigDecimal number) {
            limit(number.precision(), MOST_DIGITS, "holds a number of more than %,d digits");
            limit(Math.abs((long) number.scale()), FARTHEST_POINT, "holds a number with an exponent beyond %,d");
        }

        private void limit(long found, int most, String otherwise) {
            if (found > most && excess == null) {
                excess = otherwise.formatted(most);
            }
        }
    }
}
