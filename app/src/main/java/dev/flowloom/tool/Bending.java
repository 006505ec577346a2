package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Bend;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Route;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.PointerInput.Action;

/// A straight part of a wire is being shifted across its direction.
///
/// @param route how the wire ran before
/// @param part which of its parts is shifted
/// @param anchor where the drag began, on the paper
/// @param bends where the wire bends now
record Bending(WireId wire, Route route, int part, Vec anchor, List<Point> bends) implements Tool {

    static Bending begun(WireId wire, Route route, Vec at, View view) {
        var paper = view.camera().toPaper(at);
        var kept = view.state().diagram().layout().bends().getOrDefault(wire, List.of());
        return new Bending(wire, route, route.partAt(paper), paper, kept);
    }

    Bending to(Vec at, View view) {
        var way = view.camera().toPaper(at).minus(anchor);
        var shift = new Vec(Grid.snap(way.x()), Grid.snap(way.y()));
        return new Bending(wire, route, part, anchor, Bend.shifted(route, part, shift));
    }

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.RELEASE -> Outcome.of(Idle.START,
                    new Act.Do(to(it.at(), view).edit()));
            case PointerInput it -> Outcome.of(to(it.at(), view));
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    private Edit edit() {
        return new Edit.BendWire(wire, bends);
    }

    @Override
    public Preview preview() {
        return new Preview.Provisional(edit(), wire);
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }
}
