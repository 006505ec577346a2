package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// What stands beside a node that becomes larger goes aside, and the containers around them grow with that.
final class GivingWay {
    /// Nearer than this, something is in the way.
    private static final double NEAR = 24;

    private final View view;
    private final @Nullable NodeId container;
    private final NodeId node;
    private final List<Edit> edits = new ArrayList<>();
    private Box held;

    private GivingWay(NodeId node, Box after, View view) {
        this.view = view;
        this.node = node;
        container = view.graph().parent(node);
        held = after;
    }

    /// What has others go aside for a node.
    ///
    /// @param before what the node took up
    /// @param after what it takes up now, from the same corner on
    static List<Edit> to(NodeId node, Box before, Box after, View view) {
        var here = new GivingWay(node, after, view);
        here.makeWay(before, after);
        return here.edits;
    }

    private void makeWay(Box before, Box after) {
        var right = beside(box -> box.x() >= before.right());
        boolean hasRight = right.stream().map(this::box).anyMatch(
                box -> box.x() < after.right() + NEAR && box.y() < after.bottom() && box.bottom() > after.y());
        var moved = hasRight ? right : List.<NodeId>of();
        move(moved, new Vec(up(after.right() - before.right()), 0));
        var below = beside(box -> box.y() >= before.bottom()).stream().filter(id -> !moved.contains(id)).toList();
        boolean hasBelow = below.stream().map(this::box).anyMatch(
                box -> box.y() < after.bottom() + NEAR && box.x() < after.right() && box.right() > after.x());
        move(hasBelow ? below : List.of(), new Vec(0, up(after.bottom() - before.bottom())));
        growContainer();
    }

    private List<NodeId> beside(Predicate<Box> test) {
        return view.drawing().nodes(test).stream()
                .filter(id -> !id.equals(node) && Objects.equals(view.graph().parent(id), container)).toList();
    }

    private void move(List<NodeId> nodes, Vec way) {
        if (!nodes.isEmpty() && !way.equals(Vec.ZERO)) {
            edits.add(Edit.MoveNodes.of(Selection.ofNodes(nodes), (int) way.x(), (int) way.y()));
            nodes.forEach(id -> held = held.union(box(id).at(box(id).corner().plus(way))));
        }
    }

    /// What is entered has no frame to be seen.
    private void growContainer() {
        if (container != null && !container.equals(view.drawing().root())) {
            var frame = view.frame(container);
            var holding = Frames.holding(frame, held);
            if (!holding.equals(frame)) {
                edits.add(Room.resize(container, holding));
                edits.addAll(to(container, frame, holding, view));
            }
        }
    }

    private static double up(double length) {
        return Math.max(0, Grid.STEP * Math.ceil(length / Grid.STEP));
    }

    private Box box(NodeId id) {
        return Objects.requireNonNull(view.drawing().box(id), id::value);
    }
}
