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

    /// How far this point is from a line between two others.
    public double distanceToLine(Vec from, Vec to) {
        var line = to.minus(from);
        var squared = line.x * line.x + line.y * line.y;
        if (squared == 0) {
            return distance(from);
        }
        var along = ((x - from.x) * line.x + (y - from.y) * line.y) / squared;
        return distance(from.plus(line.times(Math.clamp(along, 0, 1))));
    }
}
