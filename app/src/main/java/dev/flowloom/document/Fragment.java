package dev.flowloom.document;

import java.util.List;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import org.jspecify.annotations.Nullable;

/// A part of a diagram that stands for itself: nodes, the wires among them, and how they are laid out.
public record Fragment(Graph graph, Layout layout) {
    private static final List<Point> NO_BENDS = List.of();

    /// The selected nodes with the wires that lead from one of them to another.
    public static Fragment of(Diagram diagram, Selection selection) {
        var whole = diagram.flow().graph();
        var graph = Graph.EMPTY;
        var layout = Layout.EMPTY;
        for (var id : selection.nodes()) {
            var node = whole.node(id);
            if (node != null) {
                graph = graph.with(node);
                layout = copyPlaces(diagram.layout(), node, layout);
            }
        }
        for (var wire : whole.wires().values()) {
            if (selection.has(wire.from()) && selection.has(wire.to())) {
                graph = graph.with(wire);
                layout = layout.withBends(wire.id(), diagram.layout().bends().getOrDefault(wire.id(), NO_BENDS));
            }
        }
        return new Fragment(graph, layout);
    }

    public boolean isEmpty() {
        return graph.nodes().isEmpty();
    }

    /// The upper left corner of the whole; null where no node has a place.
    public @Nullable Point corner() {
        var places = layout.nodes().values();
        return places.isEmpty()
                ? null
                : new Point(places.stream().mapToInt(Point::x).min().orElseThrow(),
                        places.stream().mapToInt(Point::y).min().orElseThrow());
    }

    private static Layout copyPlaces(Layout from, Node node, Layout to) {
        var layout = to;
        for (var id : Nested.idsOf(node)) {
            var place = from.place(id);
            layout = place == null ? layout : layout.with(id, place);
        }
        return layout;
    }
}
