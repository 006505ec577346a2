package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.WireId;

/// A wire's label is being dragged. Near where it would stand by itself it snaps back to there.
///
/// @param before how far it stood from there
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
/// @param offset how far it would stand from there now
record MovingLabel(WireId wire, Point before, Vec anchor, Vec pointer, Point offset) implements Dragging {
    private static final double HOME = 6;

    static MovingLabel begun(WireId wire, Vec at, View view) {
        var before = view.state().diagram().layout().labels().getOrDefault(wire, Point.ZERO);
        return new MovingLabel(wire, before, view.camera().toPaper(at), at, before);
    }

    @Override
    public MovingLabel to(Vec at, Camera camera, View view) {
        var offset = Vec.of(before).plus(camera.toPaper(at).minus(anchor));
        return new MovingLabel(wire, before, anchor, at,
                offset.distance(Vec.ZERO) <= HOME ? Point.ZERO : offset.rounded());
    }

    @Override
    public List<Act> end() {
        return offset.equals(before) ? List.of() : List.of(new Act.Do(edit()));
    }

    private Edit edit() {
        return new Edit.MoveLabel(wire, offset);
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(edit(), wire, null);
    }

    @Override
    public Pose pose() {
        return Pose.CLOSED_HAND;
    }
}
