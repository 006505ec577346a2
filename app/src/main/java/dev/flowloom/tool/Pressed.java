package dev.flowloom.tool;

import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.PointerInput.Action;

/// The button is down, and it is not yet clear whether this becomes a click or a drag.
///
/// @param at where it went down
/// @param hit what lay there
record Pressed(Vec at, Hit hit, Modifiers modifiers) implements Tool {
    /// How far a hand may tremble within a click.
    static final double TREMBLE = 4;

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput pointer when pointer.action() == Action.RELEASE -> click(view);
            case PointerInput pointer when pointer.at().distance(at) > TREMBLE -> drag(pointer, view);
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case PointerInput _,WheelInput _,KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    private Outcome click(View view) {
        var selection = view.selection();
        var next = switch (hit) {
            case Hit.OnNode(var node) -> modifiers.adds() ? selection.toggled(node) : Selection.of(node);
            case Hit.OnWire(var wire) -> modifiers.adds() ? selection.toggled(wire) : Selection.of(wire);
            case Hit.OnGround _ -> modifiers.adds() ? selection : Selection.NONE;
            case Hit.OnPort _ -> selection;
        };
        return Outcome.of(new Idle(at, hit), new Act.Select(next));
    }

    private Outcome drag(PointerInput pointer, View view) {
        if (hit instanceof Hit.OnNode(var node)) {
            if (view.state().readOnly()) {
                return Outcome.of(this);
            }
            var moving = view.selection().has(node) ? view.selection().nodes() : Selection.of(node).nodes();
            return Outcome.of(Moving.begun(moving, node, at, view).to(pointer.at(), view));
        }
        var base = modifiers.adds() ? view.selection() : Selection.NONE;
        return new Marquee(view.camera().toPaper(at), pointer.at(), view.camera().toPaper(pointer.at()), base)
                .on(pointer, view);
    }
}
