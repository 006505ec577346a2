package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Bend;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Route;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.WireId;

/// A straight part of a wire is being shifted across its direction.
///
/// @param route how the wire ran before
/// @param part which of its parts is shifted
/// @param anchor where the drag began, on the paper
/// @param pointer in the window
/// @param before where the wire was bent before
/// @param bends where the wire bends now
record Bending(WireId wire, Route route, int part, Vec anchor, Vec pointer, List<Point> before,
        List<Point> bends) implements Dragging {

    static Bending begun(WireId wire, Route route, Vec at, View view) {
        var paper = view.camera().toPaper(at);
        var kept = view.state().diagram().layout().bends().getOrDefault(wire, List.of());
        return new Bending(wire, route, route.partAt(paper), paper, at, kept, kept);
    }

    @Override
    public Bending to(Vec at, Camera camera, View view) {
        var way = camera.toPaper(at).minus(anchor);
        var shift = new Vec(Grid.snap(way.x()), Grid.snap(way.y()));
        return new Bending(wire, route, part, anchor, at, before, Bend.shifted(route, part, shift).orElse(before));
    }

    @Override
    public List<Act> end() {
        return bends.equals(before) ? List.of() : List.of(new Act.Do(edit()));
    }

    private Edit edit() {
        return new Edit.BendWire(wire, bends);
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(edit(), wire, null);
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }
}
