package dev.flowloom.tool;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.PointerInput.Action;

/// A line is drawn across wires, which are cut when it ends.
///
/// @param from where it began, on the paper
/// @param to where it ends, on the paper
record Cutting(Vec from, Vec to, SequencedSet<WireId> wires) implements Tool {

    static Cutting of(Vec from, Vec to, View view) {
        var crossed = new LinkedHashSet<WireId>();
        for (var id : view.drawing().wiresTouching(Box.between(from, to))) {
            var route = view.drawing().route(id);
            if (route != null && route.isCrossedBy(from, to)) {
                crossed.add(id);
            }
        }
        return new Cutting(from, to, crossed);
    }

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.RELEASE -> of(from, view.camera().toPaper(it.at()), view)
                    .end();
            case PointerInput it -> Outcome.of(of(from, view.camera().toPaper(it.at()), view));
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START);
            case WheelInput _,KeyInput _,Tick _ -> Outcome.of(this);
        };
    }

    private Outcome end() {
        return wires.isEmpty()
                ? Outcome.of(Idle.START)
                : Outcome.of(Idle.START,
                        new Act.Do(new Edit.Delete(Selection.of(wires.toArray(WireId[]::new)), false)));
    }

    @Override
    public Preview preview() {
        return new Preview.Slash(from, to, wires);
    }

    @Override
    public Pose pose() {
        return Pose.CROSS;
    }
}
