package dev.flowloom.geometry;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Finds what touches a box without looking at everything: each thing is filed under the squares that its parts touch.
/// What touches very many squares, as a file with wild coordinates can have it, is looked at each time instead.
final class SpatialIndex<K extends Comparable<K>> {
    private static final double SQUARE = 512;
    private static final double MOST_SQUARES = 4_096;

    private final Map<Square, Map<K, List<Box>>> squares = new HashMap<>();
    private final Map<K, List<Box>> large = new HashMap<>();
    private final Map<K, List<Box>> parts = new HashMap<>();

    private record Square(int column, int row) {}

    void put(K key, Box box) {
        put(key, List.of(box));
    }

    /// Files a thing that is made of several boxes.
    void put(K key, List<Box> boxes) {
        remove(key);
        parts.put(key, boxes);
        if (isLarge(boxes)) {
            large.put(key, boxes);
        } else {
            boxes.forEach(box -> forEachSquare(box,
                    square -> squares.computeIfAbsent(square, _ -> new HashMap<>()).put(key, boxes)));
        }
    }

    void remove(K key) {
        var boxes = parts.remove(key);
        if (boxes != null && large.remove(key) == null) {
            boxes.forEach(box -> forEachSquare(box, square -> squares.computeIfPresent(square, (_, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            })));
        }
    }

    /// What touches the box, sorted.
    SortedSet<K> touching(Box area) {
        var found = new TreeSet<K>();
        collect(area, found);
        return found;
    }

    /// Adds what touches the box to what was found already.
    void collect(Box area, Collection<K> found) {
        if (isLarge(List.of(area))) {
            addTouching(parts, area, found);
        } else {
            addTouching(large, area, found);
            forEachSquare(area, square -> addTouching(squares.getOrDefault(square, Map.of()), area, found));
        }
    }

    private void addTouching(Map<K, List<Box>> things, Box area, Collection<K> found) {
        things.forEach((key, boxes) -> {
            if (isTouching(boxes, area)) {
                found.add(key);
            }
        });
    }

    private static boolean isTouching(List<Box> boxes, Box area) {
        for (var box : boxes) {
            if (box.intersects(area)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLarge(List<Box> boxes) {
        return boxes.stream().mapToDouble(box -> (box.width() / SQUARE + 1) * (box.height() / SQUARE + 1))
                .sum() > MOST_SQUARES;
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
