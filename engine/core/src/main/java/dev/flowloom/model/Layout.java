package dev.flowloom.model;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Where a flow's nodes stand and how its wires bend, in pixels at 100 %, y downwards. A node without a place is put
/// somewhere by whoever draws it.
///
/// @param nodes the upper left corner of each node's shape
/// @param bends the points a wire passes between its ends, in order, where a hand has bent it
/// @param extras the fields this version does not know
public record Layout(PSortedMap<NodeId, Point> nodes, PSortedMap<WireId, List<Point>> bends, Json.Obj extras) {
    public static final Layout EMPTY = new Layout(TreePMap.empty(), TreePMap.empty(), Json.Obj.EMPTY);

    /// A place on the paper.
    public record Point(int x, int y) {
        public Point plus(int dx, int dy) {
            return new Point(x + dx, y + dy);
        }
    }

    public @Nullable Point place(NodeId id) {
        return nodes.get(id);
    }

    public Layout with(NodeId id, Point place) {
        return new Layout(nodes.plus(id, place), bends, extras);
    }

    public Layout without(NodeId id) {
        return new Layout(nodes.minus(id), bends, extras);
    }

    public Layout withBends(WireId id, List<Point> points) {
        return new Layout(nodes, points.isEmpty() ? bends.minus(id) : bends.plus(id, List.copyOf(points)), extras);
    }
}
