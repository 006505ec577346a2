package dev.flowloom.tool;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.WireId;

/// A line is drawn across wires, which are cut when it ends.
///
/// @param from where it began, on the paper
/// @param pointer in the window
/// @param to where it ends, on the paper
record Cutting(Vec from, Vec pointer, Vec to, SequencedSet<WireId> wires) implements Dragging {

    static Cutting begun(Vec at, View view) {
        return new Cutting(view.camera().toPaper(at), at, view.camera().toPaper(at), new LinkedHashSet<>());
    }

    @Override
    public Cutting to(Vec at, Camera camera, View view) {
        var to = camera.toPaper(at);
        var crossed = new LinkedHashSet<WireId>();
        for (var id : view.drawing().wiresTouching(Box.between(from, to))) {
            var route = view.drawing().route(id);
            if (route != null && route.isCrossedBy(from, to)) {
                crossed.add(id);
            }
        }
        return new Cutting(from, at, to, crossed);
    }

    @Override
    public List<Act> end() {
        return wires.isEmpty()
                ? List.of()
                : List.of(new Act.Do(new Edit.Delete(Selection.of(wires.toArray(WireId[]::new)), false)));
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
