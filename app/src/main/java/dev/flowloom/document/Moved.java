package dev.flowloom.document;

import dev.flowloom.model.Layout;

/// A layout elsewhere on the paper.
final class Moved {
    private Moved() {}

    static Layout by(Layout layout, int dx, int dy) {
        var moved = layout;
        for (var place : layout.nodes().entrySet()) {
            moved = moved.with(place.getKey(), place.getValue().plus(dx, dy));
        }
        for (var bends : layout.bends().entrySet()) {
            moved = moved.withBends(bends.getKey(),
                    bends.getValue().stream().map(point -> point.plus(dx, dy)).toList());
        }
        for (var note : layout.notes().entrySet()) {
            moved = moved.with(note.getKey(), note.getValue().withPlace(note.getValue().at().plus(dx, dy)));
        }
        return moved;
    }
}
