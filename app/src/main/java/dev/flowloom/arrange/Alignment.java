package dev.flowloom.arrange;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Grid;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.NodeId;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// Ways of putting some nodes in line with each other, by their boxes alone.
public enum Alignment {
    LEFT(later("Align left"), 2),
    CENTRE(later("Align centres"), 2),
    RIGHT(later("Align right"), 2),
    TOP(later("Align top"), 2),
    MIDDLE(later("Align middles"), 2),
    BOTTOM(later("Align bottom"), 2),
    /// So that the gaps between them are alike, from side to side.
    HORIZONTALLY(later("Distribute horizontally"), 3),
    /// So that the gaps between them are alike, from top to bottom.
    VERTICALLY(later("Distribute vertically"), 3),
    /// What is nearly in line comes into line, and gaps that are nearly alike become alike.
    TIDY(later("Tidy"), 2);

    private final String label;
    private final int least;

    Alignment(String label, int least) {
        this.label = label;
        this.least = least;
    }

    /// What is done, for a menu.
    public String label() {
        return tr(label);
    }

    /// How many nodes it takes.
    public int least() {
        return least;
    }

    public Arrangement of(Diagram diagram, Collection<NodeId> nodes) {
        var drawing = new Drawing();
        drawing.show(diagram);
        var boxes = new TreeMap<NodeId, Box>();
        for (var id : nodes) {
            var box = drawing.box(id);
            // What stands in one of the others moves with it.
            if (box != null && diagram.flow().graph().ancestors(id).stream().noneMatch(nodes::contains)) {
                boxes.put(id, box);
            }
        }
        return Arrangement.of(boxes.size() < least ? boxes : of(boxes));
    }

    SortedMap<NodeId, Box> of(SortedMap<NodeId, Box> boxes) {
        return switch (this) {
            case LEFT -> aligned(boxes, Axis.LEVEL, 0);
            case CENTRE -> aligned(boxes, Axis.LEVEL, 0.5);
            case RIGHT -> aligned(boxes, Axis.LEVEL, 1);
            case TOP -> aligned(boxes, Axis.UPRIGHT, 0);
            case MIDDLE -> aligned(boxes, Axis.UPRIGHT, 0.5);
            case BOTTOM -> aligned(boxes, Axis.UPRIGHT, 1);
            case HORIZONTALLY -> distributed(boxes, Axis.LEVEL);
            case VERTICALLY -> distributed(boxes, Axis.UPRIGHT);
            case TIDY -> Tidying.tidied(boxes);
        };
    }

    /// @param where which part of each box is put in line: 0 its beginning, 1 its end
    private static SortedMap<NodeId, Box> aligned(SortedMap<NodeId, Box> boxes, Axis axis, double where) {
        double begin = axis.begin(boxes.values());
        double line = begin + where * (axis.end(boxes.values()) - begin);
        // Middles are where wires run.
        double onGrid = where == 0.5 ? Grid.snap(line) : line;
        var result = new TreeMap<NodeId, Box>();
        boxes.forEach((id, box) -> result.put(id, axis.moved(box, onGrid - where * axis.size(box))));
        return result;
    }

    /// The first and the last stay; where there is no room between them, the last gives way.
    private static SortedMap<NodeId, Box> distributed(SortedMap<NodeId, Box> boxes, Axis axis) {
        double room = axis.end(boxes.values()) - axis.begin(boxes.values());
        double filled = boxes.values().stream().mapToDouble(axis::size).sum();
        double gap = Math.max(Grid.STEP, (room - filled) / (boxes.size() - 1));
        var order = boxes.entrySet().stream()
                .sorted(Comparator.comparingDouble((Entry<NodeId, Box> entry) -> axis.centre(entry.getValue())))
                .toList();
        var result = new TreeMap<NodeId, Box>();
        double at = axis.begin(boxes.values());
        for (var entry : order) {
            result.put(entry.getKey(), axis.moved(entry.getValue(), at));
            at += axis.size(entry.getValue()) + gap;
        }
        return result;
    }
}
