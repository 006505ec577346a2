package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.List;

/// The way a wire runs: from its port, upright and level by turns, to the rim of the node it leads to.
public record Route(List<Vec> points) {
    /// How far from an end or a corner a wire can jump over another.
    private static final double JUMP = 10;

    public Route {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("a route has two ends: " + points);
        }
    }

    public Vec start() {
        return points.getFirst();
    }

    public Vec end() {
        return points.getLast();
    }

    public Box bounds() {
        return Box.around(points);
    }

    public double distance(Vec point) {
        double nearest = Double.MAX_VALUE;
        for (int i = 1; i < points.size(); i++) {
            nearest = Math.min(nearest, point.distanceToLine(points.get(i - 1), points.get(i)));
        }
        return nearest;
    }

    /// The point of the route that is nearest to another.
    public Vec nearest(Vec point) {
        var nearest = start();
        for (int i = 1; i < points.size(); i++) {
            var candidate = point.nearestOnLine(points.get(i - 1), points.get(i));
            nearest = candidate.distance(point) < nearest.distance(point) ? candidate : nearest;
        }
        return nearest;
    }

    /// The part that runs nearest to a point, counted from the start.
    public int partAt(Vec point) {
        int nearest = 0;
        for (int i = 1; i < points.size() - 1; i++) {
            if (point.distanceToLine(points.get(i), points.get(i + 1)) < point
                    .distanceToLine(points.get(nearest), points.get(nearest + 1))) {
                nearest = i;
            }
        }
        return nearest;
    }

    /// Whether a straight line crosses it.
    public boolean isCrossedBy(Vec from, Vec to) {
        for (int i = 1; i < points.size(); i++) {
            if (Vec.cross(from, to, points.get(i - 1), points.get(i))) {
                return true;
            }
        }
        return false;
    }

    public double length() {
        double sum = 0;
        for (int i = 1; i < points.size(); i++) {
            sum += points.get(i - 1).distance(points.get(i));
        }
        return sum;
    }

    /// Half way along.
    public Vec middle() {
        var left = length() / 2;
        for (int i = 1; i < points.size(); i++) {
            var from = points.get(i - 1);
            var part = from.distance(points.get(i));
            if (part >= left && part > 0) {
                return from.plus(points.get(i).minus(from).times(left / part));
            }
            left -= part;
        }
        return end();
    }

    /// Where a label begins: above the first level part, just after the port; beside the first part where none is
    /// level.
    public Vec label() {
        for (int i = 1; i < points.size(); i++) {
            var from = points.get(i - 1);
            var to = points.get(i);
            if (Math.abs(to.y() - from.y()) < 0.5 && Math.abs(to.x() - from.x()) > 12) {
                return to.x() > from.x() ? from.plus(i == 1 ? 8 : 14, -4) : to.plus(14, -4);
            }
        }
        return start().plus(points.get(1)).times(0.5).plus(6, 4);
    }

    /// Where upright parts cross a level line well within both.
    List<Double> uprightsAcross(Vec from, Vec to) {
        var crossed = new ArrayList<Double>();
        double left = Math.min(from.x(), to.x()) + JUMP;
        double right = Math.max(from.x(), to.x()) - JUMP;
        for (int i = 1; i < points.size(); i++) {
            var a = points.get(i - 1);
            var b = points.get(i);
            if (a.x() == b.x() && a.x() >= left && a.x() <= right && Math.min(a.y(), b.y()) + JUMP <= from.y()
                    && Math.max(a.y(), b.y()) - JUMP >= from.y()) {
                crossed.add(a.x());
            }
        }
        return crossed;
    }

    /// The straight parts, as boxes without width or height.
    List<Box> parts() {
        var parts = new ArrayList<Box>();
        for (int i = 1; i < points.size(); i++) {
            parts.add(Box.between(points.get(i - 1), points.get(i)));
        }
        return parts;
    }

    /// Whether a part of the route runs through the box.
    boolean crosses(Box box) {
        return parts().stream().anyMatch(box::intersects);
    }

    /// A route through the points, corners put in where two of them are neither level nor upright, points that are no
    /// corners left out.
    static Route through(List<Vec> points, boolean levelFirst) {
        var corners = new ArrayList<Vec>();
        corners.add(points.getFirst());
        for (int i = 1; i < points.size(); i++) {
            var from = points.get(i - 1);
            var to = points.get(i);
            if (from.x() != to.x() && from.y() != to.y()) {
                corners.add(levelFirst ? new Vec(to.x(), from.y()) : new Vec(from.x(), to.y()));
            }
            corners.add(to);
        }
        return new Route(withoutStraight(corners));
    }

    private static List<Vec> withoutStraight(List<Vec> points) {
        var result = new ArrayList<Vec>();
        for (var point : points) {
            while (result.size() >= 2 && inLine(result.get(result.size() - 2), result.getLast(), point)) {
                result.removeLast();
            }
            if (result.isEmpty() || !result.getLast().equals(point)) {
                result.add(point);
            }
        }
        if (result.size() == 1) {
            result.add(result.getFirst());
        }
        return result;
    }

    private static boolean inLine(Vec a, Vec b, Vec c) {
        return (a.x() == b.x() && b.x() == c.x()) || (a.y() == b.y() && b.y() == c.y());
    }
}
