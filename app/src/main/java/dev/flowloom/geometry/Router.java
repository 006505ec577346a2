package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Finds how a wire runs: of a handful of simple shapes the one that is short, bends little, goes back nowhere and
/// keeps off other nodes. Not the best way there is, but the same way each time, in little time.
final class Router {
    /// How far a wire runs straight out of a port, and into a node.
    static final double STUB = 16;
    /// The same downwards, where a mark stands at the port.
    private static final double MARKED_STUB = 30;
    private static final double BEND = 24;
    private static final double OVER_A_NODE = 2_000;
    private static final double GOING_BACK = 5_000;
    private static final int MOST_OBSTACLES = 8;

    private final Function<Box, List<Box>> nodesIn;

    /// One end of a wire.
    ///
    /// @param heading how the wire runs there
    /// @param node the box of the node at this end
    record End(Vec at, Direction heading, Box node) {}

    /// @param nodesIn the boxes of the nodes that touch a box
    Router(Function<Box, List<Box>> nodesIn) {
        this.nodesIn = nodesIn;
    }

    /// The best route to one of several places where a wire may enter.
    ///
    /// @param turn how far from its start the wire had better not turn, for its label's sake
    Route route(End from, List<End> entries, double turn) {
        return entries.stream().map(to -> best(from, to, turn)).min(Comparator.comparingDouble(Rated::cost))
                .orElseThrow().route();
    }

    private record Rated(Route route, double cost) {}

    private Rated best(End from, End to, double turn) {
        var start = from.heading().from(from.at(), from.heading().isHorizontal() ? STUB : MARKED_STUB);
        var end = to.heading().from(to.at(), -STUB);
        var obstacles = nodesIn.apply(from.node().union(to.node()).grown(STUB)).stream()
                .filter(box -> !box.equals(from.node()) && !box.equals(to.node())).toList();
        var candidates = new ArrayList<Route>();
        for (double x : columns(from, start, end, turn, obstacles)) {
            candidates.add(route(from, to, start, new Vec(x, start.y()), new Vec(x, end.y()), end));
        }
        for (double y : rows(from.node(), to.node(), start, end, obstacles)) {
            candidates.add(route(from, to, start, new Vec(start.x(), y), new Vec(end.x(), y), end));
        }
        return candidates.stream().map(route -> new Rated(route, cost(route, from, to, obstacles)))
                .min(Comparator.comparingDouble(Rated::cost)).orElseThrow();
    }

    private static Route route(End from, End to, Vec... between) {
        var points = new ArrayList<Vec>();
        points.add(from.at());
        points.addAll(List.of(between));
        points.add(to.at());
        return Route.through(points, true);
    }

    /// Where the upright part of a wire may run, the most welcome first.
    private static List<Double> columns(End from, Vec start, Vec end, double turn, List<Box> obstacles) {
        var columns = new ArrayList<Double>();
        if (from.heading().isHorizontal() && turn > 0) {
            columns.add(Math.max(start.x(), Math.min(end.x(), from.at().x() + turn)));
        }
        columns.add((double) Math.round((start.x() + end.x()) / 2));
        columns.add(start.x());
        columns.add(end.x());
        obstacles.stream().limit(MOST_OBSTACLES).forEach(box -> {
            columns.add(box.x() - STUB);
            columns.add(box.right() + STUB);
        });
        return columns;
    }

    /// Where the level part of a wire may run that goes back, or around something.
    private static List<Double> rows(Box source, Box target, Vec start, Vec end, List<Box> obstacles) {
        var rows = new ArrayList<Double>();
        if (source.bottom() < target.y()) {
            rows.add((double) Math.round((source.bottom() + target.y()) / 2));
        } else if (target.bottom() < source.y()) {
            rows.add((double) Math.round((target.bottom() + source.y()) / 2));
        }
        rows.add(start.y());
        rows.add(end.y());
        rows.add(Math.max(source.bottom(), target.bottom()) + 1.5 * STUB);
        rows.add(Math.min(source.y(), target.y()) - 1.5 * STUB);
        obstacles.stream().limit(MOST_OBSTACLES).forEach(box -> {
            rows.add(box.bottom() + STUB);
            rows.add(box.y() - STUB);
        });
        return rows;
    }

    private static double cost(Route route, End from, End to, List<Box> obstacles) {
        var points = route.points();
        double cost = route.length() + BEND * (points.size() - 2);
        if (from.heading().isAgainst(points.get(0), points.get(1))
                || to.heading().isAgainst(points.get(points.size() - 2), points.getLast())) {
            cost += GOING_BACK;
        }
        for (var box : obstacles) {
            cost += route.crosses(box.grown(4)) ? OVER_A_NODE : 0;
        }
        cost += route.crosses(from.node().grown(-2)) ? OVER_A_NODE : 0;
        cost += route.crosses(to.node().grown(-2)) ? OVER_A_NODE : 0;
        return cost;
    }
}
