package dev.flowloom.document;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;

/// Keeps a bent wire's shape when both its ends move.
final class Bends {
    private Bends() {}

    static Layout moved(Graph graph, Layout layout, Edit.MoveNodes move) {
        var result = layout;
        for (var entry : layout.bends().entrySet()) {
            var wire = graph.wire(entry.getKey());
            if (wire != null && move.nodes().contains(wire.from()) && move.nodes().contains(wire.to())) {
                var points = entry.getValue().stream().map(point -> point.plus(move.dx(), move.dy())).toList();
                result = result.withBends(wire.id(), points);
            }
        }
        return result;
    }
}
