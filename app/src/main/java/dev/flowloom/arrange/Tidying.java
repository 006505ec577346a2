package dev.flowloom.arrange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Grid;
import dev.flowloom.model.NodeId;

/// Puts straight what nearly is: boxes whose middles are about in line become a row or a column, and gaps between those
/// that are about alike become alike.
final class Tidying {
    /// How far from alike is about alike.
    private static final double SLIGHT = 3 * Grid.STEP;

    /// Nodes that are in line, and how much room they take between other lines.
    private record Line(List<NodeId> nodes, double begin, double end) {
        static Line of(List<NodeId> nodes, SortedMap<NodeId, Box> boxes, Axis axis) {
            var line = nodes.stream().map(id -> box(boxes, id)).toList();
            return new Line(nodes, axis.begin(line), axis.end(line));
        }
    }

    private Tidying() {}

    /// What didn't overlap does not come to overlap: where even gaps would do that, only lines are straightened.
    static SortedMap<NodeId, Box> tidied(SortedMap<NodeId, Box> boxes) {
        var straight = straightened(straightened(boxes, Axis.LEVEL), Axis.UPRIGHT);
        var even = evened(evened(straight, Axis.LEVEL), Axis.UPRIGHT);
        int before = overlaps(boxes);
        if (overlaps(even) <= before) {
            return even;
        }
        return overlaps(straight) <= before ? straight : boxes;
    }

    private static SortedMap<NodeId, Box> straightened(SortedMap<NodeId, Box> boxes, Axis axis) {
        var result = new TreeMap<NodeId, Box>();
        for (var line : lines(boxes, axis)) {
            double middle = Grid.snap(line.stream().mapToDouble(id -> axis.centre(box(boxes, id))).average().orElse(0));
            line.forEach(id -> result.put(id,
                    axis.moved(box(boxes, id), middle - axis.size(box(boxes, id)) / 2)));
        }
        return result;
    }

    /// The boxes sorted into lines, by where they have their middle.
    private static List<List<NodeId>> lines(SortedMap<NodeId, Box> boxes, Axis axis) {
        var order = boxes.keySet().stream()
                .sorted(Comparator.comparingDouble(id -> axis.centre(box(boxes, id)))).toList();
        var lines = new ArrayList<List<NodeId>>();
        double first = Double.NEGATIVE_INFINITY;
        for (var id : order) {
            double centre = axis.centre(box(boxes, id));
            if (centre - first > SLIGHT) {
                lines.add(new ArrayList<>());
                first = centre;
            }
            lines.getLast().add(id);
        }
        return lines;
    }

    private static SortedMap<NodeId, Box> evened(SortedMap<NodeId, Box> boxes, Axis axis) {
        var lines = lines(boxes, axis).stream().map(line -> Line.of(line, boxes, axis)).toList();
        double usual = usualGap(lines);
        var result = new TreeMap<NodeId, Box>();
        double way = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                double gap = lines.get(i).begin - lines.get(i - 1).end;
                way += Math.abs(gap - usual) <= SLIGHT ? usual - gap : 0;
            }
            double onGrid = Grid.snap(way);
            lines.get(i).nodes.forEach(id -> result.put(id,
                    axis.moved(box(boxes, id), axis.begin(box(boxes, id)) + onGrid)));
        }
        return result;
    }

    private static double usualGap(List<Line> lines) {
        var gaps = new ArrayList<Double>();
        for (int i = 1; i < lines.size(); i++) {
            double gap = lines.get(i).begin - lines.get(i - 1).end;
            if (gap > 0) {
                gaps.add(gap);
            }
        }
        gaps.sort(Comparator.naturalOrder());
        return gaps.isEmpty() ? 0 : gaps.get((gaps.size() - 1) / 2);
    }

    private static int overlaps(SortedMap<NodeId, Box> boxes) {
        var all = List.copyOf(boxes.values());
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                count += all.get(i).intersects(all.get(j)) ? 1 : 0;
            }
        }
        return count;
    }

    private static Box box(SortedMap<NodeId, Box> boxes, NodeId id) {
        return Objects.requireNonNull(boxes.get(id), id::value);
    }
}
