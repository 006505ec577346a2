package dev.flowloom.tool;

import dev.flowloom.tool.PointerInput.Action;

/// The space bar is held, or the hand tool was taken: a drag moves the paper.
///
/// @param stays whether it stays until H or Escape puts it away
record Hand(boolean stays) implements Tool {

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.PRESS -> Outcome
                    .of(new Panning(it.at(), this, it.button()));
            case KeyInput key when key.key() == KeyInput.Key.SPACE && !key.down() && !stays ->
                Outcome.of(Idle.START);
            case KeyInput key when key.key() == KeyInput.Key.H && key.down() -> Outcome.of(Idle.START);
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case PointerInput _,KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    @Override
    public Pose pose() {
        return Pose.OPEN_HAND;
    }

    @Override
    public boolean outlivesEdits() {
        return true;
    }
}
