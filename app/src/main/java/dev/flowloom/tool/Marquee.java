package dev.flowloom.tool;

import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.PointerInput.Action;
import org.jspecify.annotations.Nullable;

/// A rubber band selects all nodes and notes it touches, and the wires among them; open containers and groups only where it
/// holds them whole.
///
/// @param from where it began, on the paper
/// @param pointer in the window
/// @param to the pointer on the paper
/// @param base what was selected before, and stays so
record Marquee(Vec from, Vec pointer, Vec to, Selection base) implements Tool {

    @Override
    public Outcome on(UserInput input, View view) {
        return switch (input) {
            case PointerInput it when it.action() == Action.RELEASE -> Outcome.of(Idle.at(it.at()), select(view));
            case PointerInput it -> stretchedTo(it.at(), view);
            case Tick tick -> Looking.atEdge(pointer, tick, view)
                    .map(camera -> Outcome.of(new Marquee(from, pointer, camera.toPaper(pointer), base),
                            new Act.Look(camera)))
                    .orElseGet(() -> Outcome.of(this));
            case WheelInput wheel -> Outcome.of(this, Looking.by(wheel, view));
            case KeyInput key when key.key() == KeyInput.Key.ESCAPE -> Outcome.of(Idle.START, new Act.Select(base));
            case KeyInput _ -> Outcome.of(this);
        };
    }

    private Outcome stretchedTo(Vec at, View view) {
        var next = new Marquee(from, at, view.camera().toPaper(at), base);
        return Outcome.of(next, next.select(view));
    }

    private Act select(View view) {
        var band = Box.between(from, to);
        var nodes = Selection.ofNodes(view.drawing().nodesTouching(band).stream()
                .filter(id -> !view.drawing().isOpen(id) || isWithin(view.drawing().box(id), band)).toList());
        var graph = view.graph();
        var within = nodes.nodes().stream().flatMap(node -> view.drawing().wiresAt(node).stream()).distinct()
                .filter(id -> {
                    var wire = graph.wire(id);
                    return wire != null && nodes.has(wire.from()) && nodes.has(wire.to());
                }).toList();
        var notes = view.drawing().notes();
        var touched = notes.touching(band).stream()
                .filter(id -> view.isNote(id) || isWithin(notes.box(id), band)).toList();
        return new Act.Select(base.plus(nodes).plus(Selection.ofWires(within)).plus(Selection.ofNotes(touched)));
    }

    private static boolean isWithin(@Nullable Box box, Box band) {
        return box != null && band.contains(box);
    }

    @Override
    public Preview preview() {
        return new Preview.Band(from, to);
    }

    @Override
    public boolean wantsTicks() {
        return true;
    }
}
