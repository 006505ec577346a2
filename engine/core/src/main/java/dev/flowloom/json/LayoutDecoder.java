package dev.flowloom.json;

import dev.flowloom.model.Layout;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Reads how a flow is drawn. What can't be used of it is left over.
final class LayoutDecoder {
    private LayoutDecoder() {}

    static Layout layout(FieldReader in) {
        var places = in.object("nodes");
        var layout = places == null ? Layout.EMPTY : places(Layout.EMPTY, places);
        var bends = in.object("bends");
        layout = bends == null ? layout : bends(layout, bends);
        return new Layout(layout.nodes(), layout.bends(), in.rest());
    }

    private static Layout places(Layout layout, FieldReader in) {
        var placed = layout;
        for (var id : in.names()) {
            var entry = NodeId.isValid(id) ? in.object(id) : null;
            var place = entry == null ? null : place(entry);
            placed = place == null ? placed : placed.with(new NodeId(id), place);
        }
        return placed;
    }

    private static Layout.@Nullable Point place(FieldReader in) {
        var x = in.required("x", Want.WHOLE);
        var y = in.required("y", Want.WHOLE);
        if (x == null || y == null) {
            in.reject();
            return null;
        }
        return new Layout.Point(x, y);
    }

    private static Layout bends(Layout layout, FieldReader in) {
        var bent = layout;
        for (var id : in.names()) {
            var points = WireId.isValid(id) ? in.optional(id, Want.POINTS) : null;
            bent = points == null ? bent : bent.withBends(new WireId(id), points);
        }
        return bent;
    }
}
