package dev.flowloom.geometry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.flowloom.document.Selection;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// Where the notes are that are seen. What a note belongs to is said by its place alone: to the innermost
/// container whose frame holds all of it.
///
/// @param shown each with its box; groups before notes, larger groups before smaller ones, as they are painted
/// @param holders the container that each belongs to, seen or not
public record Notes(SequencedMap<NoteId, Box> shown, SequencedMap<NoteId, NodeId> holders) {
    static final Notes NONE = new Notes(new TreeMap<>(), new TreeMap<>());

    public Notes {
        shown = Collections.unmodifiableSequencedMap(shown);
        holders = Collections.unmodifiableSequencedMap(holders);
    }

    /// @param isSeen whether what a container holds is seen; null stands for what no container holds
    static Notes of(Drawing drawing, Predicate<@Nullable NodeId> isSeen) {
        var all = drawing.diagram().layout().notes();
        if (all.isEmpty()) {
            return NONE;
        }
        var containers = containers(drawing);
        var shown = new LinkedHashMap<NoteId, Box>();
        var holders = new TreeMap<NoteId, NodeId>();
        all.entrySet().stream().sorted(Comparator.comparingLong(entry -> rank(entry.getValue()))).forEach(entry -> {
            var box = box(entry.getValue());
            var holder = holder(box, containers, drawing);
            if (isSeen.test(holder)) {
                shown.put(entry.getKey(), box);
            }
            if (holder != null) {
                holders.put(entry.getKey(), holder);
            }
        });
        return new Notes(shown, holders);
    }

    private static long rank(Note note) {
        return note.kind() == Note.Kind.NOTE ? 1 : -(long) note.width() * note.height();
    }

    /// The innermost first.
    private static List<NodeId> containers(Drawing drawing) {
        var containers = new ArrayList<NodeId>();
        drawing.graph().nodes().forEach((id, node) -> {
            if (node instanceof Node.Container) {
                containers.add(id);
            }
        });
        containers.sort(Comparator.comparingInt((NodeId id) -> drawing.graph().ancestors(id).size()).reversed());
        return containers;
    }

    private static @Nullable NodeId holder(Box note, List<NodeId> containers, Drawing drawing) {
        for (var container : containers) {
            if (drawing.frame(container).contains(note)) {
                return container;
            }
        }
        return null;
    }

    /// Where a note is.
    public static Box box(Note note) {
        return new Box(note.at().x(), note.at().y(), note.width(), note.height());
    }

    /// Where a note is that is seen; null where it isn't.
    public @Nullable Box box(NoteId id) {
        return shown.get(id);
    }

    /// The container that a note belongs to; null where that is none.
    public @Nullable NodeId holder(NoteId id) {
        return holders.get(id);
    }

    /// The selected nodes and notes with what moves along with them: a group takes along what lies in it and stands in the
    /// same container, a container the notes that belong to it.
    public Selection withTakenAlong(Selection selection, Drawing drawing) {
        var nodes = new LinkedHashSet<>(selection.nodes());
        var notes = new LinkedHashSet<>(selection.notes());
        var waiting = new ArrayDeque<>(notes);
        while (!waiting.isEmpty()) {
            var id = waiting.poll();
            var box = shown.get(id);
            if (box != null && isGroup(id, drawing)) {
                drawing.nodes(other -> box.contains(other.centre())).stream()
                        .filter(node -> Objects.equals(drawing.graph().parent(node), holder(id))).forEach(nodes::add);
                all(other -> box.contains(other.centre()) && !other.contains(box)).stream().filter(notes::add)
                        .forEach(waiting::add);
            }
        }
        holders.forEach((note, holder) -> {
            if (nodes.contains(holder) || drawing.graph().ancestors(holder).stream().anyMatch(nodes::contains)) {
                notes.add(note);
            }
        });
        return Selection.ofNodes(nodes).plus(Selection.ofNotes(notes));
    }

    private static boolean isGroup(NoteId id, Drawing drawing) {
        var note = drawing.diagram().layout().notes().get(id);
        return note != null && note.kind() == Note.Kind.GROUP;
    }

    public List<NoteId> touching(Box area) {
        return shown.entrySet().stream().filter(entry -> entry.getValue().intersects(area))
                .map(Map.Entry::getKey).toList();
    }

    /// Those whose boxes are of a kind.
    public List<NoteId> all(Predicate<Box> test) {
        return shown.entrySet().stream().filter(entry -> test.test(entry.getValue()))
                .map(Map.Entry::getKey).toList();
    }
}
