package dev.flowloom.arrange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Shape;
import dev.flowloom.geometry.Vec;
import dev.flowloom.geometry.WireLabel;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// A node with what must stand close to it, moved as one when a flow is laid out: below it the step that undoes it, and
/// around it room for its name and for what is written on its wires.
///
/// @param boxes the nodes, within the block
record Block(NodeId main, SortedMap<NodeId, Box> boxes, double width, double height) {
    /// So far below a step stands what undoes it: its wire bears a mark.
    private static final double UNDOING = 64;
    /// How far apart wires turn that leave a node side by side.
    private static final double LANE = 12;
    /// How much room the name below a small node needs from side to side.
    private static final double NAME = 140;

    Block {
        boxes = Collections.unmodifiableSortedMap(boxes);
    }

    /// The nodes in blocks, sorted by their main nodes.
    static List<Block> all(Drawing drawing, SortedSet<NodeId> nodes, Direction direction) {
        var below = new TreeMap<NodeId, NodeId>();
        for (var id : nodes) {
            var undone = undone(drawing, nodes, id);
            if (undone != null) {
                below.putIfAbsent(undone, id);
            }
        }
        var blocks = new ArrayList<Block>();
        for (var id : nodes) {
            if (!below.containsValue(id)) {
                blocks.add(of(drawing, id, below.get(id), direction));
            }
        }
        return blocks;
    }

    /// The first step that a node undoes; null where it does anything else, or what it undoes isn't laid out.
    private static @Nullable NodeId undone(Drawing drawing, SortedSet<NodeId> nodes, NodeId node) {
        NodeId first = null;
        for (var id : drawing.wiresAt(node)) {
            if (!(drawing.graph().wire(id) instanceof Wire.Compensation(_, var from, var to, _)) || !to.equals(node)) {
                return null;
            }
            first = first == null && nodes.contains(from) ? from : first;
        }
        return first;
    }

    private static Block of(Drawing drawing, NodeId main, @Nullable NodeId undoing, Direction direction) {
        var box = box(drawing, main);
        var lower = undoing == null ? null : box(drawing, undoing);
        double width = Math.max(Math.max(box.width(), direction.isLevel() ? 0 : NAME),
                lower == null ? 0 : lower.width());
        double height = Math.max(Shape.CARD_HEIGHT, box.height());
        var boxes = new TreeMap<NodeId, Box>();
        boxes.put(main, box.at(new Vec((width - box.width()) / 2, (height - box.height()) / 2)));
        if (undoing != null && lower != null) {
            boxes.put(undoing, lower.at(new Vec((width - lower.width()) / 2, height + UNDOING)));
            height += UNDOING + lower.height();
        }
        return new Block(main, boxes, width + roomForWires(drawing, main), height);
    }

    private static double roomForWires(Drawing drawing, NodeId node) {
        int ways = 0;
        double label = 0;
        for (var id : drawing.wiresAt(node)) {
            var wire = drawing.graph().wire(id);
            if (wire != null && wire.from().equals(node)) {
                ways += wire instanceof Wire.Sequence ? 1 : 0;
                label = Math.max(label, WireLabel.width(WireLabel.of(wire, drawing.graph())));
            }
        }
        return label + LANE * Math.max(0, ways - 1);
    }

    private static Box box(Drawing drawing, NodeId node) {
        return Objects.requireNonNull(drawing.box(node), node::value);
    }

    Box mainBox() {
        return Objects.requireNonNull(boxes.get(main));
    }

    boolean hasBelow() {
        return boxes.size() > 1;
    }
}
