package dev.flowloom.geometry;

import java.util.Collection;

/// An upright rectangle.
public record Box(double x, double y, double width, double height) {

    /// The box between two corners, whichever they are.
    public static Box between(Vec a, Vec b) {
        return new Box(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.abs(a.x() - b.x()),
                Math.abs(a.y() - b.y()));
    }

    /// The smallest box around all of the points, of which there must be one.
    public static Box around(Collection<Vec> points) {
        var first = points.iterator().next();
        double left = first.x();
        double top = first.y();
        double right = left;
        double bottom = top;
        for (var point : points) {
            left = Math.min(left, point.x());
            top = Math.min(top, point.y());
            right = Math.max(right, point.x());
            bottom = Math.max(bottom, point.y());
        }
        return new Box(left, top, right - left, bottom - top);
    }

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    public Vec corner() {
        return new Vec(x, y);
    }

    public Vec centre() {
        return new Vec(x + width / 2, y + height / 2);
    }

    /// A box of the same size elsewhere.
    public Box at(Vec corner) {
        return new Box(corner.x(), corner.y(), width, height);
    }

    public boolean contains(Vec point) {
        return point.x() >= x && point.x() <= right() && point.y() >= y && point.y() <= bottom();
    }

    /// Whether all of the other box lies in it.
    public boolean contains(Box other) {
        return other.x >= x && other.right() <= right() && other.y >= y && other.bottom() <= bottom();
    }

    public boolean intersects(Box other) {
        return x <= other.right() && other.x <= right() && y <= other.bottom() && other.y <= bottom();
    }

    public Box grown(double by) {
        return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
    }

    public Box union(Box other) {
        double left = Math.min(x, other.x);
        double top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }
}
