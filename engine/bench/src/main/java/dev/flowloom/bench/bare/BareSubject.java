package dev.flowloom.bench.bare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import org.jspecify.annotations.Nullable;

/// Appends the rows that Flowloom appends for such a run, one after the other, each durable before the next, and does
/// nothing else.
public class BareSubject implements Subject {
    // What Flowloom writes for such runs. The three results of a fork it keeps together where they come together.
    private static final int BEGIN = 502;
    private static final int BETWEEN = 264;
    private static final int LAST = 288;
    private static final List<Integer> FORKED = List.of(995, 812, 248, 284);
    private static final List<Integer> SAGA = List.of(486, 244, 244, 244, 256, 710, 277, 277, 279, 296);

    private final AtomicLong runs = new AtomicLong();
    private @Nullable BareWriter writer;
    private @Nullable Place place;
    private List<String> texts = List.of();

    @Override
    public void open(Place place, Shape shape) throws Exception {
        this.place = place;
        writer = BareWriter.open(place);
        texts = sizes(shape).stream().map("x"::repeat).toList();
    }

    /// How many characters each row has.
    List<Integer> sizes(Shape shape) {
        return switch (shape) {
            case Shape.Sequence(var steps) -> sequence(steps);
            case Shape.Forked() -> FORKED;
            case Shape.Saga() -> SAGA;
            case Shape.ForEach(var items) -> throw new IllegalArgumentException(items + " items are not drawn bare");
        };
    }

    private static List<Integer> sequence(int steps) {
        var sizes = new ArrayList<>(Collections.nCopies(steps + 1, BETWEEN));
        sizes.set(0, BEGIN);
        sizes.set(steps, LAST);
        return sizes;
    }

    @Override
    public void run() throws Exception {
        long run = runs.incrementAndGet();
        for (var text : texts) {
            Objects.requireNonNull(writer).append(run, text).join();
        }
    }

    @Override
    public long storeSize() throws Exception {
        return BareWriter.storeSize(Objects.requireNonNull(place));
    }

    @Override
    public void close() throws Exception {
        Objects.requireNonNull(writer).close();
    }
}
