package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.PointerInput.Action;

/// A gesture that follows the pointer until the button is let go. The wheel, and the window's edge, move the paper under
/// it; Escape gives it up.
sealed interface Dragging extends Tool permits Moving, MovingLabel, Copying, Rewiring, Bending, Cutting, Resizing {

    /// Where the pointer is, in the window.
    Vec pointer();

    /// The gesture as it is when the pointer is there.
    ///
    /// @param camera which part of the paper the window shows then
    Dragging to(Vec at, Camera camera, View view);

    /// What comes of it where the button is let go now.
    List<Act> end();

    @Override
    default Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.RELEASE -> new Outcome(Idle.at(it.at()),
                    to(it.at(), view.camera(), view).end());
            case PointerInput it -> Outcome.of(to(it.at(), view.camera(), view));
            case Tick tick -> Looking.atEdge(pointer(), tick, view)
                    .map(camera -> Outcome.of(to(pointer(), camera, view), new Act.Look(camera)))
                    .orElseGet(() -> Outcome.of(this));
            case WheelInput wheel -> {
                var look = Looking.by(wheel, view);
                yield Outcome.of(to(pointer(), look.camera(), view), look);
            }
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case KeyInput _ -> Outcome.of(this);
        };
    }

    @Override
    default boolean wantsTicks() {
        return true;
    }
}
