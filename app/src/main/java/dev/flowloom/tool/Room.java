package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Grid;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// Makes containers as large as what is put into them needs.
final class Room {
    private Room() {}

    /// The edit, and what makes room for the box in the container and those around it.
    static Edit with(Edit edit, Box box, @Nullable NodeId container, View view) {
        var resizes = resizes(box, container, view);
        if (resizes.isEmpty()) {
            return edit;
        }
        var all = new ArrayList<>(resizes);
        all.addFirst(edit);
        return new Edit.Together(edit.label(), all);
    }

    /// The edit, and what lets the container that is entered hold the box, and those around it hold that: a note is seen in
    /// there only if its frame holds it.
    static Edit withinEntered(Edit edit, Box box, View view) {
        var all = new ArrayList<Edit>(List.of(edit));
        var inner = box;
        for (var at = view.drawing().root(); at != null; at = view.graph().parent(at)) {
            var frame = view.frame(at);
            if (!frame.contains(inner)) {
                inner = Frames.holding(frame, inner);
                all.add(resize(at, inner));
            }
        }
        return all.size() == 1 ? edit : new Edit.Together(edit.label(), all);
    }

    static List<Edit> resizes(Box box, @Nullable NodeId container, View view) {
        var edits = new ArrayList<Edit>();
        var inner = box;
        // What is entered has no frame to be seen.
        for (var at = container; at != null && !at.equals(view.drawing().root()); at = view.graph().parent(at)) {
            var frame = view.frame(at);
            var holding = Frames.holding(frame, inner);
            if (!holding.equals(frame)) {
                edits.add(resize(at, holding));
            }
            inner = holding;
        }
        return edits;
    }

    static Edit resize(NodeId container, Box box) {
        var x = Math.floorDiv((int) Math.floor(box.x()), Grid.STEP) * Grid.STEP;
        var y = Math.floorDiv((int) Math.floor(box.y()), Grid.STEP) * Grid.STEP;
        return new Edit.Resize(container, new Point(x, y), Frame.of(up(box.right() - x), up(box.bottom() - y)));
    }

    private static int up(double length) {
        return Math.ceilDiv((int) Math.ceil(length), Grid.STEP) * Grid.STEP;
    }
}
