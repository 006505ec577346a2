package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;

/// Finds how a wire runs: of a handful of simple shapes the one that is short, bends little, goes back nowhere and
/// keeps off other nodes. Only where the best of them runs over a node are ways around that node tried. Not the best
/// way there is, but found in little time, however many nodes there are.
final class Router {
    /// How far a wire runs straight out of a port, and into a node.
    static final double STUB = 16;
    /// The same downwards, where a mark stands at the port.
    private static final double MARKED_STUB = 30;
    /// How far a wire keeps off other nodes.
    private static final double OFF = 4;
    private static final double BEND = 24;
    private static final double OVER_A_NODE = 2_000;
    private static final double GOING_BACK = 5_000;
    /// So many nodes in the way are gone around; where there are more, some way over them is as good as any.
    private static final int MOST_OBSTACLES = 6;

    private final Function<Box, ? extends Iterable<Box>> nodesIn;

    /// One end of a wire.
    ///
    /// @param heading how the wire runs there
    /// @param node the box of the node at this end
    record End(Vec at, Direction heading, Box node) {}

    /// @param nodesIn the boxes of the nodes that touch a box
    Router(Function<Box, ? extends Iterable<Box>> nodesIn) {
        this.nodesIn = nodesIn;
    }

    /// The best route to one of several places where a wire may enter.
    ///
    /// @param turn how far from its start the wire had better not turn, for its label's sake
    Route route(End from, List<End> entries, double turn) {
        return entries.stream().map(to -> new Search(from, to, turn).best())
                .min(Comparator.comparingDouble(Rated::cost)).orElseThrow().route();
    }

    private record Rated(Route route, double cost) {}

    /// The search for a way between two ends.
    private final class Search {
        private final End from;
        private final End to;
        private final double turn;
        private final Vec start;
        private final Vec end;

        Search(End from, End to, double turn) {
            this.from = from;
            this.to = to;
            this.turn = turn;
            start = from.heading().from(from.at(), from.heading().isHorizontal() ? STUB : MARKED_STUB);
            end = to.heading().from(to.at(), -STUB);
        }

        Rated best() {
            var plain = best(routes(columns(), rows()));
            var inTheWay = obstacles(plain.route());
            if (inTheWay.isEmpty()) {
                return plain;
            }
            var around = best(routes(columnsBeside(inTheWay), rowsBeside(inTheWay)));
            return around.cost() < plain.cost() ? around : plain;
        }

        private Rated best(List<Route> routes) {
            return routes.stream().map(route -> new Rated(route, cost(route)))
                    .min(Comparator.comparingDouble(Rated::cost)).orElseThrow();
        }

        private List<Route> routes(List<Double> columns, List<Double> rows) {
            var routes = new ArrayList<Route>();
            for (double x : columns) {
                routes.add(through(new Vec(x, start.y()), new Vec(x, end.y())));
            }
            for (double y : rows) {
                routes.add(through(new Vec(start.x(), y), new Vec(end.x(), y)));
            }
            return routes;
        }

        private Route through(Vec first, Vec second) {
            return Route.through(List.of(from.at(), start, first, second, end, to.at()), true);
        }

        /// Where the upright part of a wire may run, the most welcome first.
        private List<Double> columns() {
            var columns = new ArrayList<Double>();
            if (from.heading().isHorizontal() && turn > 0) {
                columns.add(Math.max(start.x(), Math.min(end.x(), from.at().x() + turn)));
            }
            columns.add(Math.rint((start.x() + end.x()) / 2));
            columns.add(start.x());
            columns.add(end.x());
            return columns;
        }

        /// Where the level part of a wire may run that goes back, or leaves downwards.
        private List<Double> rows() {
            var rows = new ArrayList<Double>();
            var source = from.node();
            var target = to.node();
            if (source.bottom() < target.y()) {
                rows.add(Math.rint((source.bottom() + target.y()) / 2));
                rows.add(target.y() - 1.5 * STUB);
            } else if (target.bottom() < source.y()) {
                rows.add(Math.rint((target.bottom() + source.y()) / 2));
                rows.add(target.bottom() + 1.5 * STUB);
            }
            rows.add(start.y());
            rows.add(end.y());
            rows.add(Math.max(source.bottom(), target.bottom()) + 1.5 * STUB);
            rows.add(Math.min(source.y(), target.y()) - 1.5 * STUB);
            return rows;
        }

        private List<Double> columnsBeside(SequencedSet<Box> obstacles) {
            var columns = new ArrayList<Double>();
            obstacles.forEach(box -> {
                columns.add(box.x() - STUB);
                columns.add(box.right() + STUB);
            });
            return columns;
        }

        private List<Double> rowsBeside(SequencedSet<Box> obstacles) {
            var rows = new ArrayList<Double>();
            obstacles.forEach(box -> {
                rows.add(box.bottom() + STUB);
                rows.add(box.y() - STUB);
            });
            return rows;
        }

        private double cost(Route route) {
            var points = route.points();
            double cost = route.length() + BEND * (points.size() - 2);
            if (from.heading().isAgainst(points.get(0), points.get(1))
                    || to.heading().isAgainst(points.get(points.size() - 2), points.getLast())) {
                cost += GOING_BACK;
            }
            cost += route.crosses(from.node().grown(-2)) ? OVER_A_NODE : 0;
            cost += route.crosses(to.node().grown(-2)) ? OVER_A_NODE : 0;
            return cost + OVER_A_NODE * obstacles(route).size();
        }

        /// The other nodes that a route runs over: the first few.
        private SequencedSet<Box> obstacles(Route route) {
            var found = new LinkedHashSet<Box>();
            for (var part : route.parts()) {
                for (var box : nodesIn.apply(part.grown(OFF))) {
                    if (!box.equals(from.node()) && !box.equals(to.node()) && found.add(box)
                            && found.size() == MOST_OBSTACLES) {
                        return found;
                    }
                }
            }
            return found;
        }
    }
}
