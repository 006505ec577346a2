package dev.flowloom.model;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Where a flow's nodes stand, how its wires bend, and what is written beside them, in pixels at 100 %, y downwards. A
/// node without a place is put somewhere by whoever draws it.
///
/// @param nodes the upper left corner of each node's shape
/// @param frames how containers are drawn
/// @param bends the points a wire passes between its ends, in order, where a hand has bent it
/// @param labels how far a wire's label stands from where it would stand by itself, where a hand has moved it
/// @param extras the fields this version does not know
public record Layout(PSortedMap<NodeId, Point> nodes, PSortedMap<NodeId, Frame> frames,
        PSortedMap<WireId, List<Point>> bends, PSortedMap<WireId, Point> labels, PSortedMap<NoteId, Note> notes,
        Json.Obj extras) {
    public static final Layout EMPTY = new Layout(TreePMap.empty(), TreePMap.empty(), TreePMap.empty(),
            TreePMap.empty(), TreePMap.empty(), Json.Obj.EMPTY);

    /// A place on the paper, or a way from one to another.
    public record Point(int x, int y) {
        public static final Point ZERO = new Point(0, 0);

        public Point plus(int dx, int dy) {
            return new Point(x + dx, y + dy);
        }
    }

    public @Nullable Point place(NodeId id) {
        return nodes.get(id);
    }

    public Layout with(NodeId id, Point place) {
        return new Layout(nodes.plus(id, place), frames, bends, labels, notes, extras);
    }

    /// Without the node's place, and its frame.
    public Layout without(NodeId id) {
        return new Layout(nodes.minus(id), frames.minus(id), bends, labels, notes, extras);
    }

    /// How the container is drawn.
    public Frame frame(NodeId id) {
        return frames.getOrDefault(id, Frame.USUAL);
    }

    public Layout with(NodeId id, Frame frame) {
        return new Layout(nodes, frames.plus(id, frame), bends, labels, notes, extras);
    }

    public Layout withBends(WireId id, List<Point> points) {
        return new Layout(nodes, frames, points.isEmpty() ? bends.minus(id) : bends.plus(id, List.copyOf(points)),
                labels, notes, extras);
    }

    /// With the wire's label so far from where it would stand by itself.
    public Layout withLabel(WireId id, Point offset) {
        return new Layout(nodes, frames, bends, offset.equals(Point.ZERO) ? labels.minus(id) : labels.plus(id, offset),
                notes, extras);
    }

    /// Without what is said of the wire.
    public Layout without(WireId id) {
        return new Layout(nodes, frames, bends.minus(id), labels.minus(id), notes, extras);
    }

    public Layout with(NoteId id, Note note) {
        return new Layout(nodes, frames, bends, labels, notes.plus(id, note), extras);
    }

    public Layout without(NoteId id) {
        return new Layout(nodes, frames, bends, labels, notes.minus(id), extras);
    }

    public Layout withExtras(Json.Obj extras) {
        return new Layout(nodes, frames, bends, labels, notes, extras);
    }
}
