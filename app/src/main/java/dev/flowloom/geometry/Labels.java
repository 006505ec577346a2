package dev.flowloom.geometry;

import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Where what is written on the wires of a drawing stands. Most of it stands by its wire and is found there; what a hand
/// moved away is kept by its place.
final class Labels {
    private final Drawing drawing;
    private final SpatialIndex<WireId> moved = new SpatialIndex<>();

    Labels(Drawing drawing) {
        this.drawing = drawing;
    }

    /// A wire's label; null where it has none.
    @Nullable
    PlacedLabel of(WireId id) {
        var wire = drawing.graph().wire(id);
        var route = drawing.route(id);
        var text = wire == null ? "" : WireLabel.of(wire, drawing.graph());
        if (route == null || text.isEmpty()) {
            return null;
        }
        var natural = route.label();
        var offset = offset(id);
        return new PlacedLabel(text, natural, offset == null ? natural : natural.plus(Vec.of(offset)));
    }

    private @Nullable Point offset(WireId id) {
        return drawing.diagram().layout().labels().get(id);
    }

    /// Is to be called when a wire was led anew, or its label moved.
    void follow(WireId id) {
        var label = offset(id) == null ? null : of(id);
        var route = drawing.route(id);
        if (label == null || route == null) {
            moved.remove(id);
        } else {
            moved.put(id, label.leader(route).stream().map(end -> new Box(end.x(), end.y(), 0, 0))
                    .reduce(label.box(), Box::union));
        }
    }

    /// The wires whose labels may be in an area.
    SortedSet<WireId> near(Box area) {
        var wires = new TreeSet<>(drawing.wiresTouching(area.grown(WireLabel.WIDEST)));
        moved.collect(area.grown(WireLabel.WIDEST), wires);
        return wires;
    }
}
