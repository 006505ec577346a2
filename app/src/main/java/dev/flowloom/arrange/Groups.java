package dev.flowloom.arrange;

import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Notes;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// The groups whose nodes were laid out: each is put around them again, and takes along what is written in it.
final class Groups {
    private final Drawing before;
    private final Drawing after = new Drawing();
    /// Where notes come to be, as far as that is known.
    private final TreeMap<NoteId, Note> placed = new TreeMap<>();

    private Groups(Drawing before, Diagram laidOut) {
        this.before = before;
        after.show(laidOut);
    }

    /// The diagram after a layout with the groups of one container refitted.
    ///
    /// @param before what was laid out
    /// @param container whose groups these are; null for those of no container
    static Diagram refitted(Drawing before, Diagram laidOut, @Nullable NodeId container) {
        var groups = new Groups(before, laidOut);
        // The smaller ones first: larger ones may hold them.
        for (var id : before.notes().shown().sequencedKeySet().reversed()) {
            if (Objects.equals(before.notes().holder(id), container)) {
                groups.refit(id);
            }
        }
        return laidOut.withLayout(groups.layout());
    }

    private Layout layout() {
        var layout = after.diagram().layout();
        for (var entry : placed.entrySet()) {
            layout = layout.with(entry.getKey(), entry.getValue());
        }
        return layout;
    }

    private void refit(NoteId id) {
        var inside = before.notes().inGroup(id, before);
        var then = union(inside.nodes().stream().map(before::box));
        var now = union(inside.nodes().stream().map(after::box));
        var note = before.diagram().layout().notes().get(id);
        if (note == null || then == null || now == null || !hasMoved(inside) || hasOthersIn(now, id, inside)) {
            return;
        }
        var way = now.corner().minus(then.corner()).rounded();
        inside.notes().forEach(other -> moveAlong(other, way));
        // As closely as can be: what stands beside it may be nearer now, and would come to lie in it.
        placed.put(id, within(Notes.groupAround(withNotes(now, inside)), note));
    }

    private boolean hasMoved(Selection inside) {
        return inside.nodes().stream().anyMatch(id -> !Objects.equals(before.box(id), after.box(id)));
    }

    /// Whether its nodes stand so far apart now that others would come to lie in it. Then it stays where it was.
    private boolean hasOthersIn(Box inner, NoteId group, Selection inside) {
        var box = Notes.groupAround(inner);
        var container = before.notes().holder(group);
        return after.nodes(other -> box.contains(other.centre())).stream().anyMatch(
                id -> !inside.nodes().contains(id) && Objects.equals(after.graph().parent(id), container));
    }

    /// But what was put around nodes of its own already.
    private void moveAlong(NoteId id, Point way) {
        var note = before.diagram().layout().notes().get(id);
        if (note != null) {
            placed.putIfAbsent(id, note.withPlace(note.at().plus(way.x(), way.y())));
        }
    }

    private Box withNotes(Box nodes, Selection inside) {
        return inside.notes().stream().map(placed::get).filter(Objects::nonNull).map(Notes::box)
                .reduce(nodes, Box::union);
    }

    private static Note within(Box box, Note note) {
        return note.withPlace(box.corner().rounded()).withSize((int) box.width(), (int) box.height());
    }

    private static @Nullable Box union(Stream<@Nullable Box> boxes) {
        return boxes.filter(Objects::nonNull).reduce(Box::union).orElse(null);
    }
}
