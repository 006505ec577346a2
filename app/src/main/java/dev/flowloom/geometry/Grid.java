package dev.flowloom.geometry;

/// The grid that nodes snap to.
public final class Grid {
    public static final int STEP = 8;

    private Grid() {}

    public static int snap(double value) {
        return (int) Math.round(value / STEP) * STEP;
    }
}
