package dev.flowloom.tool;

import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;

/// The paper is being dragged.
///
/// @param last where the pointer was, in the window
/// @param back what follows when the button goes up
/// @param button the one that is down
record Panning(Vec last, Tool back, Button button) implements Tool {

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.RELEASE && it.button() == button -> Outcome.of(back);
            case PointerInput it -> Outcome.of(new Panning(it.at(), back, button),
                    new Act.Look(view.camera().panned(it.at().minus(last))));
            case KeyInput key when key.key() == KeyInput.Key.SPACE && !key.down() && !back.equals(new Hand(true)) ->
                Outcome.of(new Panning(last, Idle.START, button));
            case KeyInput _,WheelInput _,Tick _ -> Outcome.of(this);
        };
    }

    @Override
    public Pose pose() {
        return Pose.CLOSED_HAND;
    }

    @Override
    public boolean outlivesEdits() {
        return true;
    }
}
