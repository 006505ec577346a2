package dev.flowloom.geometry;

import java.util.List;

/// A wire's label on the paper.
///
/// @param natural where it would begin by itself
/// @param at where it begins: at the left end of the line that its letters stand on
public record PlacedLabel(String text, Vec natural, Vec at) {
    private static final double ASCENT = 11;
    private static final double DESCENT = 4;
    /// How far from its wire a label needs a line that leads to it.
    private static final double FAR = 24;

    /// About the room that it takes.
    public Box box() {
        return new Box(at.x() - 4, at.y() - 2 - ASCENT, WireLabel.width(text) - 8, ASCENT + DESCENT);
    }

    /// From the label to the nearest point of its wire; empty where it stands near or where it would by itself.
    public List<Vec> leader(Route route) {
        var box = box();
        var wire = route.nearest(box.centre());
        var end = new Vec(Math.clamp(wire.x(), box.x(), box.right()), Math.clamp(wire.y(), box.y(), box.bottom()));
        return at.equals(natural) || end.distance(wire) < FAR ? List.of() : List.of(end, wire);
    }
}
