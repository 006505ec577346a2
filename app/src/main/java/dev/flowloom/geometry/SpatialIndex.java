package dev.flowloom.geometry;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// Finds what touches a box without looking at everything: each thing is filed under the squares it touches. What
/// touches very many squares, as a file with wild coordinates can have it, is looked at each time instead.
final class SpatialIndex<K extends Comparable<K>> {
    private static final double SQUARE = 512;
    private static final double MOST_SQUARES = 4_096;

    private final Map<Square, SortedSet<K>> squares = new HashMap<>();
    private final SortedSet<K> large = new TreeSet<>();
    private final Map<K, Box> boxes = new HashMap<>();

    private record Square(int column, int row) {}

    @Nullable
    Box box(K key) {
        return boxes.get(key);
    }

    void put(K key, Box box) {
        remove(key);
        boxes.put(key, box);
        if (isLarge(box)) {
            large.add(key);
        } else {
            forEachSquare(box, square -> squares.computeIfAbsent(square, _ -> new TreeSet<>()).add(key));
        }
    }

    void remove(K key) {
        var box = boxes.remove(key);
        if (box == null) {
            return;
        }
        if (!large.remove(key)) {
            forEachSquare(box, square -> squares.computeIfPresent(square, (_, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            }));
        }
    }

    /// What touches the box, sorted.
    SortedSet<K> touching(Box box) {
        var found = new TreeSet<K>();
        if (isLarge(box)) {
            boxes.keySet().stream().filter(key -> isTouching(key, box)).forEach(found::add);
            return found;
        }
        large.stream().filter(key -> isTouching(key, box)).forEach(found::add);
        forEachSquare(box, square -> {
            var keys = squares.get(square);
            if (keys != null) {
                keys.stream().filter(key -> isTouching(key, box)).forEach(found::add);
            }
        });
        return found;
    }

    /// The smallest box around everything; null where there is nothing.
    @Nullable
    Box bounds() {
        return boxes.values().stream().reduce(Box::union).orElse(null);
    }

    private boolean isTouching(K key, Box box) {
        var own = boxes.get(key);
        return own != null && own.intersects(box);
    }

    private static boolean isLarge(Box box) {
        return (box.width() / SQUARE + 1) * (box.height() / SQUARE + 1) > MOST_SQUARES;
    }

    private static void forEachSquare(Box box, Consumer<Square> action) {
        for (int column = square(box.x()); column <= square(box.right()); column++) {
            for (int row = square(box.y()); row <= square(box.bottom()); row++) {
                action.accept(new Square(column, row));
            }
        }
    }

    private static int square(double coordinate) {
        return (int) Math.floor(coordinate / SQUARE);
    }
}
