package dev.flowloom.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// A part of a diagram that stands for itself: nodes, the wires among them, how they are laid out, and notes.
public record Fragment(Graph graph, Layout layout) {
    private static final List<Point> NO_BENDS = List.of();

    /// The selected nodes, with what they hold, and the wires that lead from one of all these to another; and the selected
    /// notes.
    public static Fragment of(Diagram diagram, Selection selection) {
        var whole = diagram.flow().graph();
        var graph = Graph.EMPTY;
        var layout = Layout.EMPTY;
        var chosen = new LinkedHashSet<>(selection.nodes());
        selection.nodes().forEach(id -> chosen.addAll(whole.inside(id)));
        for (var id : chosen) {
            var node = whole.node(id);
            if (node != null) {
                var parent = whole.parent(id);
                graph = graph.with(node).withParent(id, parent == null || !chosen.contains(parent) ? null : parent);
                layout = withPlace(layout, id, diagram.layout());
            }
        }
        for (var wire : whole.wires().values()) {
            if (chosen.contains(wire.from()) && chosen.contains(wire.to())) {
                graph = graph.with(wire);
                layout = layout.withBends(wire.id(), diagram.layout().bends().getOrDefault(wire.id(), NO_BENDS))
                        .withLabel(wire.id(), diagram.layout().labels().getOrDefault(wire.id(), Point.ZERO));
            }
        }
        for (var id : selection.notes()) {
            var note = diagram.layout().notes().get(id);
            layout = note == null ? layout : layout.with(id, note);
        }
        return new Fragment(graph, layout);
    }

    private static Layout withPlace(Layout layout, NodeId id, Layout from) {
        var place = from.place(id);
        var frame = from.frames().get(id);
        var placed = place == null ? layout : layout.with(id, place);
        return frame == null ? placed : placed.with(id, frame);
    }

    public boolean isEmpty() {
        return graph.nodes().isEmpty() && layout.notes().isEmpty();
    }

    /// The upper left corner of the whole; null where nothing has a place.
    public @Nullable Point corner() {
        var places = new ArrayList<>(layout.nodes().values());
        layout.notes().values().forEach(note -> places.add(note.at()));
        return places.isEmpty()
                ? null
                : new Point(places.stream().mapToInt(Point::x).min().orElseThrow(),
                        places.stream().mapToInt(Point::y).min().orElseThrow());
    }
}
