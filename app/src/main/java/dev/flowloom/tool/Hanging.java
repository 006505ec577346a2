package dev.flowloom.tool;

import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.PointerInput.Action;

/// Something from the palette hangs at the pointer until the button is let go: on the paper it is put down, elsewhere, and
/// with Escape, it is given up.
public sealed interface Hanging extends Tool permits Placing, PlacingNote {

    /// The same at a place on the paper.
    Hanging at(Vec paper, View view);

    /// The same as long as the pointer is elsewhere.
    Hanging away();

    /// Puts it down at a place on the paper.
    Outcome putDown(Vec paper, View view);

    @Override
    default Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when !view.contains(it.at()) ->
                Outcome.of(it.action() == Action.RELEASE ? Idle.START : away());
            case PointerInput it -> {
                var paper = view.camera().toPaper(it.at());
                yield it.action() == Action.RELEASE ? putDown(paper, view) : Outcome.of(at(paper, view));
            }
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    @Override
    default Pose pose() {
        return Pose.CROSS;
    }

    @Override
    default boolean outlivesEdits() {
        return true;
    }
}
