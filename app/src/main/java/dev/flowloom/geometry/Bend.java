package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flowloom.model.Layout.Point;

/// Bends made by hand: the corners a wire keeps between its ends.
public final class Bend {
    private Bend() {}

    /// The corners of a route one of whose parts is shifted across its direction. The first and the last part stay
    /// where they touch their node, and are split. Empty where the part isn't shifted at all.
    ///
    /// @param part counted from 0 at the wire's start
    public static Optional<List<Point>> shifted(Route route, int part, Vec shift) {
        var points = route.points();
        var from = points.get(part);
        var to = points.get(part + 1);
        var isLevel = from.y() == to.y();
        var across = isLevel ? new Vec(0, shift.y()) : new Vec(shift.x(), 0);
        if (across.equals(Vec.ZERO)) {
            return Optional.empty();
        }
        var corners = new ArrayList<Vec>(points.subList(1, Math.max(1, part)));
        if (part == 0) {
            from = towards(from, to);
            corners.add(from);
        }
        if (part == points.size() - 2) {
            to = towards(to, part == 0 ? points.getFirst() : points.get(part));
        }
        corners.add(from.plus(across));
        corners.add(to.plus(across));
        if (part == points.size() - 2) {
            corners.add(to);
        } else {
            corners.addAll(points.subList(part + 2, points.size() - 1));
        }
        return Optional.of(corners.stream().map(Vec::rounded).toList());
    }

    /// A little way from a wire's end, at most to the middle of the part.
    private static Vec towards(Vec end, Vec other) {
        double length = end.distance(other);
        return length == 0 ? end : end.plus(other.minus(end).times(Math.min(Router.STUB / length, 0.5)));
    }
}
