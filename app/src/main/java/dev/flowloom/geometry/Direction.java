package dev.flowloom.geometry;

/// One of the four ways a wire can run.
enum Direction {
    RIGHT(1, 0), DOWN(0, 1), LEFT(-1, 0), UP(0, -1);

    private final int dx;
    private final int dy;

    Direction(int dx, int dy) {
        this.dx = dx;
        this.dy = dy;
    }

    Vec from(Vec point, double distance) {
        return point.plus(dx * distance, dy * distance);
    }

    boolean isHorizontal() {
        return dy == 0;
    }

    /// Whether going from one point to the other is going back this way.
    boolean isAgainst(Vec from, Vec to) {
        return dx * (to.x() - from.x()) + dy * (to.y() - from.y()) < 0;
    }
}
