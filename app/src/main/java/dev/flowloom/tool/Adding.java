package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Insertion;
import dev.flowloom.document.Reach;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Makes the one edit that adds a node where it was asked for, with its wires.
public final class Adding {
    private static final int GAP = 6 * Grid.STEP;

    private Adding() {}

    /// The container that what is asked for comes to stand in; null where that is none.
    public static @Nullable NodeId container(AddRequest request, View view) {
        return switch (request) {
            case AddRequest.Here(var at) -> view.containerAt(at, List.of());
            case AddRequest.After(_, var from) -> view.graph().parent(from.node());
            case AddRequest.Into(var at, var id) -> {
                var wire = view.graph().wire(id);
                yield wire == null ? view.containerAt(at, List.of()) : view.graph().parent(wire);
            }
        };
    }

    /// What adds the node.
    ///
    /// @param node under an id that the flow doesn't have
    public static Edit edit(AddRequest request, Node node, View view) {
        var container = container(request, view);
        return switch (request) {
            case AddRequest.Here(var at) ->
                added(node, Placing.freeBelow(node, Placing.corner(node, at), view), container, view);
            case AddRequest.After(var at, var from) -> after(from, at, node, view);
            case AddRequest.Into(var at, var id) -> {
                var wire = view.graph().wire(id);
                yield wire == null
                        ? added(node, Placing.corner(node, at), container, view)
                        : into(wire, at, node, view);
            }
        };
    }

    private static Edit added(Node node, Point at, @Nullable NodeId container, View view) {
        return Room.with(new Edit.AddNode(node, at, container), Drawing.boxOf(node, Vec.of(at)), container, view);
    }

    /// So that the wire's end stays at the hand.
    private static Edit after(Port from, Vec at, Node node, View view) {
        var size = Drawing.boxOf(node, Vec.ZERO);
        var middle = from.kind() == Port.Kind.SEQUENCE
                ? at.plus(size.width() / 2, 0)
                : at.plus(0, size.height() / 2);
        var container = view.graph().parent(from.node());
        var add = added(node, Placing.freeBelow(node, Placing.corner(node, middle), view), container, view);
        var wire = from.wire(Ids.forWire(view.graph(), from.node(), node.id()), node.id());
        return new Edit.Together(add.label(), List.of(add, new Edit.Connect(wire)));
    }

    private static Edit into(Wire wire, Vec at, Node node, View view) {
        var through = Insertion.through(view.graph(), wire, node);
        if (through.isEmpty()) {
            return added(node, Placing.corner(node, at), view.graph().parent(wire), view);
        }
        var edits = new ArrayList<Edit>();
        var place = room(wire, at, node, view, edits);
        var add = added(node, place, view.graph().parent(wire), view);
        edits.add(add);
        edits.addAll(through.get());
        return new Edit.Together(add.label(), edits);
    }

    /// Where a wire runs to the right, the node stands between its ends, and what follows makes room as far as needed.
    private static Point room(Wire wire, Vec at, Node node, View view, List<Edit> edits) {
        var from = view.drawing().box(wire.from());
        var to = view.drawing().box(wire.to());
        var place = Placing.corner(node, at);
        if (!(wire instanceof Wire.Sequence) || from == null || to == null || to.x() < from.right()) {
            return place;
        }
        var width = Drawing.boxOf(node, Vec.ZERO).width();
        var x = Math.max(Grid.snap(from.right() + GAP), Math.min(place.x(), Grid.snap(to.x() - GAP - width)));
        var push = Grid.snap(x + width + GAP - to.x());
        if (push > 0) {
            var following = Reach.downstream(view.graph(), List.of(wire.to())).stream()
                    .filter(id -> isRightOf(to, view.drawing().box(id))).toList();
            edits.add(Edit.MoveNodes.of(following, push, 0));
        }
        return new Point(x, place.y());
    }

    private static boolean isRightOf(Box first, @Nullable Box box) {
        return box != null && box.x() >= first.x();
    }
}
