package dev.flowloom.tool;

import java.util.function.Predicate;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.PointerInput.Button;
import org.jspecify.annotations.Nullable;

/// The space tool: a drag to the side pushes all that stands to the right of where it began, one upwards or downwards
/// all that stands below.
///
/// @param anchor where the drag began, on the paper; null while the button is up
/// @param way how far it went, on the paper
/// @param right what stood to the right of where it began
/// @param below what stood below
record MakingRoom(@Nullable Vec anchor, Vec way, Selection right, Selection below) implements Tool {
    static final MakingRoom READY = new MakingRoom(null, Vec.ZERO, Selection.NONE, Selection.NONE);

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it -> pointer(it, view);
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case KeyInput key when key.down() && (key.key() == KeyInput.Key.ESCAPE || key.key() == KeyInput.Key.S) ->
                Outcome.of(Idle.START);
            case KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    private Outcome pointer(PointerInput input, View view) {
        var paper = view.camera().toPaper(input.at());
        return switch (input.action()) {
            case PRESS -> input.button() == Button.PRIMARY
                    ? Outcome.of(new MakingRoom(paper, Vec.ZERO,
                            all(box -> box.centre().x() >= paper.x(), view),
                            all(box -> box.centre().y() >= paper.y(), view)))
                    : Outcome.of(Idle.START);
            case MOVE -> Outcome.of(anchor == null ? this : to(anchor, paper));
            case RELEASE -> anchor == null ? Outcome.of(this) : to(anchor, paper).end(input.at());
        };
    }

    private static Selection all(Predicate<Box> test, View view) {
        return Selection.ofNodes(view.drawing().nodes(test))
                .plus(Selection.ofNotes(view.drawing().notes().all(test)));
    }

    private MakingRoom to(Vec from, Vec paper) {
        var drag = paper.minus(from);
        return new MakingRoom(from, Math.abs(drag.x()) >= Math.abs(drag.y())
                ? new Vec(Grid.snap(drag.x()), 0)
                : new Vec(0, Grid.snap(drag.y())), right, below);
    }

    private Outcome end(Vec at) {
        return way.equals(Vec.ZERO) ? Outcome.of(READY) : Outcome.of(Idle.at(at), new Act.Do(edit()));
    }

    private Edit edit() {
        return Edit.MoveNodes.of(way.y() == 0 ? right : below, (int) way.x(), (int) way.y());
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
