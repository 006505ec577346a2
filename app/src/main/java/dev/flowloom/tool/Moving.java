package dev.flowloom.tool;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.NodeId;
import dev.flowloom.tool.PointerInput.Action;
import org.pcollections.OrderedPSet;

/// Nodes are being dragged. They snap so that the middle of the one under the hand is on the grid: so nodes of different
/// heights come to stand level, and wires between them run straight.
///
/// @param middle where the node under the hand had its middle
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
record Moving(OrderedPSet<NodeId> nodes, Vec middle, Vec anchor, Vec pointer, int dx, int dy) implements Tool {

    static Moving begun(OrderedPSet<NodeId> nodes, NodeId held, Vec at, View view) {
        var box = view.drawing().box(held);
        return new Moving(nodes, box == null ? Vec.ZERO : box.centre(), view.camera().toPaper(at), at, 0, 0);
    }

    Moving to(Vec at, View view) {
        return to(at, view.camera());
    }

    private Moving to(Vec at, Camera camera) {
        var way = camera.toPaper(at).minus(anchor);
        return new Moving(nodes, middle, anchor, at, snapped(middle.x(), way.x()), snapped(middle.y(), way.y()));
    }

    private static int snapped(double from, double way) {
        return (int) Math.round(Grid.snap(from + way) - from);
    }

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.RELEASE -> Outcome.of(Idle.START,
                    new Act.Do(to(it.at(), view).edit()));
            case PointerInput it -> Outcome.of(to(it.at(), view));
            case Tick tick -> Looking.atEdge(pointer, tick, view)
                    .map(camera -> Outcome.of(to(pointer, camera), new Act.Look(camera)))
                    .orElseGet(() -> Outcome.of(this));
            case WheelInput wheel -> {
                var look = Looking.by(wheel, view);
                yield Outcome.of(to(pointer, look.camera()), look);
            }
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case KeyInput _ -> Outcome.of(this);
        };
    }

    private Edit edit() {
        return Edit.MoveNodes.of(nodes, dx, dy);
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(edit());
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }

    @Override
    public boolean wantsTicks() {
        return true;
    }
}
