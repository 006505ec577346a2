package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.NodeId;
import dev.flowloom.tool.PointerInput.Button;
import org.jspecify.annotations.Nullable;

/// The space tool: a drag to the side pushes all that stands to the right of where it began, one upwards or downwards
/// all that stands below.
///
/// @param anchor where the drag began, on the paper; null while the button is up
/// @param way how far it went, on the paper
/// @param pushed what is moved
record MakingRoom(@Nullable Vec anchor, Vec way, List<NodeId> pushed) implements Tool {
    static final MakingRoom READY = new MakingRoom(null, Vec.ZERO, List.of());

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it -> pointer(it, view);
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    private Outcome pointer(PointerInput input, View view) {
        var paper = view.camera().toPaper(input.at());
        return switch (input.action()) {
            case PRESS -> input.button() == Button.PRIMARY
                    ? Outcome.of(new MakingRoom(paper, Vec.ZERO, List.of()))
                    : Outcome.of(Idle.START);
            case MOVE -> Outcome.of(anchor == null ? this : to(anchor, paper, view));
            case RELEASE -> anchor == null ? Outcome.of(this) : to(anchor, paper, view).end();
        };
    }

    private static MakingRoom to(Vec anchor, Vec paper, View view) {
        var way = paper.minus(anchor);
        boolean sideways = Math.abs(way.x()) >= Math.abs(way.y());
        var beyond = view.drawing().nodes(box -> isBeyond(box, anchor, sideways));
        return new MakingRoom(anchor, sideways ? new Vec(Grid.snap(way.x()), 0) : new Vec(0, Grid.snap(way.y())),
                beyond);
    }

    private static boolean isBeyond(Box box, Vec anchor, boolean sideways) {
        return sideways ? box.centre().x() >= anchor.x() : box.centre().y() >= anchor.y();
    }

    private Outcome end() {
        return way.equals(Vec.ZERO) ? Outcome.of(READY) : Outcome.of(Idle.START, new Act.Do(edit()));
    }

    private Edit edit() {
        return Edit.MoveNodes.of(pushed, (int) way.x(), (int) way.y());
    }

    @Override
    public Preview preview() {
        return anchor == null ? Preview.NONE : new Preview.Provisional(edit());
    }

    @Override
    public Pose pose() {
        return Pose.MOVE;
    }
}
