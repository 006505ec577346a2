package dev.flowloom.geometry;

import dev.flowloom.model.Layout.Point;

/// A point, or the way from one point to another.
public record Vec(double x, double y) {
    public static final Vec ZERO = new Vec(0, 0);

    public static Vec of(Point point) {
        return new Vec(point.x(), point.y());
    }

    public Vec plus(Vec other) {
        return new Vec(x + other.x, y + other.y);
    }

    public Vec plus(double dx, double dy) {
        return new Vec(x + dx, y + dy);
    }

    public Vec minus(Vec other) {
        return new Vec(x - other.x, y - other.y);
    }

    public Vec times(double factor) {
        return new Vec(x * factor, y * factor);
    }

    public double distance(Vec other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /// The nearest point whose coordinates are whole.
    public Point rounded() {
        return new Point((int) Math.round(x), (int) Math.round(y));
    }

    /// Whether the straight lines from `a` to `b` and from `c` to `d` cross.
    static boolean cross(Vec a, Vec b, Vec c, Vec d) {
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }

    /// Above 0 on one side of the line from `a` to `b`, below 0 on the other.
    private static double side(Vec a, Vec b, Vec point) {
        return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
    }

    /// How far this point is from a line between two others.
    public double distanceToLine(Vec from, Vec to) {
        return distance(nearestOnLine(from, to));
    }

    /// The point on a line between two others that is nearest to this one.
    Vec nearestOnLine(Vec from, Vec to) {
        var line = to.minus(from);
        var squared = line.x * line.x + line.y * line.y;
        if (squared == 0) {
            return from;
        }
        var along = ((x - from.x) * line.x + (y - from.y) * line.y) / squared;
        return from.plus(line.times(Math.clamp(along, 0, 1)));
    }
}
