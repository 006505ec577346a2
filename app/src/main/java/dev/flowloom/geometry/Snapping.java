package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.List;

/// Where something that is dragged comes to rest: where one of its edges or its middle is nearly on a line with that of a
/// neighbour on this line, else with its anchor on the grid. Each of the two directions for itself.
///
/// @param box where it was when the drag began
/// @param anchor the point of it that the grid draws
/// @param neighbours what it may come to stand level with
/// @param reach how far a neighbour's line draws, on the paper
public record Snapping(Box box, Vec anchor, List<Box> neighbours, double reach) {
    /// Coordinates are whole, and middles may lie between them.
    private static final double SAME = 0.75;

    public Snapping {
        neighbours = List.copyOf(neighbours);
    }

    /// Where it came to rest.
    ///
    /// @param dx how far to the right it came
    /// @param dy how far down it came
    /// @param guides the lines on which it now stands with neighbours
    public record Snapped(int dx, int dy, List<Guide> guides) {
        public Snapped {
            guides = List.copyOf(guides);
        }
    }

    /// Where it comes to rest when the hand has moved so far.
    public Snapped by(Vec way) {
        int dx = along(Axis.ACROSS, way.x());
        int dy = along(Axis.DOWN, way.y());
        var there = box.at(box.corner().plus(dx, dy));
        var guides = new ArrayList<Guide>();
        for (var axis : Axis.values()) {
            guides.addAll(guides(there, anchor.plus(dx, dy), axis));
        }
        return new Snapped(dx, dy, guides);
    }

    /// Left to right, or from the top down.
    private enum Axis {
        ACROSS, DOWN;

        double of(Vec point) {
            return this == ACROSS ? point.x() : point.y();
        }

        double begin(Box box) {
            return of(box.corner());
        }

        double middle(Box box) {
            return of(box.centre());
        }

        double end(Box box) {
            return this == ACROSS ? box.right() : box.bottom();
        }

        Axis other() {
            return this == ACROSS ? DOWN : ACROSS;
        }

        Vec point(double along, double aside) {
            return this == ACROSS ? new Vec(along, aside) : new Vec(aside, along);
        }
    }

    private int along(Axis axis, double way) {
        double least = Double.MAX_VALUE;
        for (var other : neighbours) {
            least = nearer(least, axis.middle(other) - axis.middle(box) - way);
            least = nearer(least, axis.middle(other) - axis.of(anchor) - way);
            least = nearer(least, axis.begin(other) - axis.begin(box) - way);
            least = nearer(least, axis.end(other) - axis.end(box) - way);
        }
        double from = axis.of(anchor);
        return (int) Math.round(Math.abs(least) <= reach ? way + least : Grid.snap(from + way) - from);
    }

    private static double nearer(double a, double b) {
        return Math.abs(b) < Math.abs(a) ? b : a;
    }

    /// Where middles are level, edges mostly are as well, and would say nothing more.
    private List<Guide> guides(Box there, Vec anchorThere, Axis axis) {
        var middles = new ArrayList<Guide>();
        addGuide(middles, axis, axis.middle(there), there, axis::middle);
        if (Math.abs(axis.of(anchorThere) - axis.middle(there)) >= SAME) {
            addGuide(middles, axis, axis.of(anchorThere), there, axis::middle);
        }
        if (!middles.isEmpty()) {
            return middles;
        }
        var edges = new ArrayList<Guide>();
        addGuide(edges, axis, axis.begin(there), there, axis::begin);
        addGuide(edges, axis, axis.end(there), there, axis::end);
        return edges;
    }

    private interface Line {
        double of(Box box);
    }

    private void addGuide(List<Guide> guides, Axis axis, double at, Box there, Line line) {
        neighbours.stream().filter(other -> Math.abs(line.of(other) - at) < SAME).reduce(Box::union)
                .ifPresent(level -> {
                    var aside = axis.other();
                    guides.add(new Guide(
                            axis.point(at, Math.min(aside.begin(level), aside.begin(there))),
                            axis.point(at, Math.max(aside.end(level), aside.end(there)))));
                });
    }
}
