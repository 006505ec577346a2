package dev.flowloom.geometry;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.flowloom.document.Selection;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// Where the notes are that are seen. What a note belongs to is said by its place alone: to the innermost
/// container whose frame holds all of it.
public final class Notes {
    private static final double PADDING = 3 * Grid.STEP;
    private static final double HEADING = 3 * Grid.STEP;
    static final Notes NONE = new Notes(new TreeMap<>(), new TreeMap<>());

    private final SequencedMap<NoteId, Box> shown;
    private final SequencedMap<NoteId, NodeId> holders;
    private final Map<NoteId, Integer> ranks = new HashMap<>();
    private final SpatialIndex<NoteId> index = new SpatialIndex<>();

    /// @param shown in the order of painting
    /// @param holders the container that each belongs to, seen or not
    private Notes(SequencedMap<NoteId, Box> shown, SequencedMap<NoteId, NodeId> holders) {
        this.shown = Collections.unmodifiableSequencedMap(shown);
        this.holders = Collections.unmodifiableSequencedMap(holders);
        shown.forEach((id, box) -> {
            ranks.put(id, ranks.size());
            index.put(id, box);
        });
    }

    /// @param isSeen whether what a container holds is seen; null stands for what no container holds
    static Notes of(Diagram diagram, Predicate<@Nullable NodeId> isSeen) {
        var all = diagram.layout().notes();
        if (all.isEmpty()) {
            return NONE;
        }
        var shown = new LinkedHashMap<NoteId, Box>();
        var holders = holders(diagram);
        all.entrySet().stream().sorted(Comparator.comparingLong(entry -> rank(entry.getValue()))).forEach(entry -> {
            if (isSeen.test(holders.get(entry.getKey()))) {
                shown.put(entry.getKey(), box(entry.getValue()));
            }
        });
        return new Notes(shown, holders);
    }

    private static long rank(Note note) {
        return note.kind() == Note.Kind.NOTE ? 1 : -(long) note.width() * note.height();
    }

    /// The container that each note belongs to, of those that belong to one.
    public static SequencedMap<NoteId, NodeId> holders(Diagram diagram) {
        var holders = new TreeMap<NoteId, NodeId>();
        if (!diagram.layout().notes().isEmpty()) {
            var containers = containers(diagram.flow().graph());
            diagram.layout().notes().forEach((id, note) -> containers.stream()
                    .filter(container -> frame(container, diagram.layout()).contains(box(note))).findFirst()
                    .ifPresent(container -> holders.put(id, container)));
        }
        return holders;
    }

    /// The innermost first.
    private static List<NodeId> containers(Graph graph) {
        return graph.nodes().values().stream().filter(Node.Container.class::isInstance).map(Node::id)
                .sorted(Comparator.comparingInt((NodeId id) -> graph.ancestors(id).size()).reversed()).toList();
    }

    /// Where a container is while it is open.
    public static Box frame(NodeId container, Layout layout) {
        var at = layout.nodes().getOrDefault(container, Layout.Point.ZERO);
        var frame = layout.frame(container);
        return new Box(at.x(), at.y(), frame.width(), frame.height());
    }

    /// Where a group is that is put around something: on the grid, with room for its heading.
    public static Box groupAround(Box inner) {
        int x = Grid.snap(inner.x() - PADDING);
        int y = Grid.snap(inner.y() - PADDING - HEADING);
        return new Box(x, y, Grid.snap(inner.right() + PADDING) - x, Grid.snap(inner.bottom() + PADDING) - y);
    }

    /// Where a note is.
    public static Box box(Note note) {
        return new Box(note.at().x(), note.at().y(), note.width(), note.height());
    }

    /// Each that is seen with its box; groups before notes, larger groups before smaller ones, as they are painted.
    public SequencedMap<NoteId, Box> shown() {
        return shown;
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
            var inside = inGroup(id, drawing);
            nodes.addAll(inside.nodes());
            inside.notes().stream().filter(notes::add).forEach(waiting::add);
        }
        holders.forEach((note, holder) -> {
            if (nodes.contains(holder) || drawing.graph().ancestors(holder).stream().anyMatch(nodes::contains)) {
                notes.add(note);
            }
        });
        return Selection.ofNodes(nodes).plus(Selection.ofNotes(notes));
    }

    /// What lies in a group and stands in the same container; nothing where it is no group, or isn't seen.
    public Selection inGroup(NoteId group, Drawing drawing) {
        var box = shown.get(group);
        if (box == null || !isGroup(group, drawing)) {
            return Selection.NONE;
        }
        return Selection.ofNodes(drawing.nodes(other -> box.contains(other.centre())).stream()
                .filter(node -> Objects.equals(drawing.graph().parent(node), holder(group))).toList())
                .plus(Selection.ofNotes(all(other -> box.contains(other.centre()) && !other.contains(box))));
    }

    private static boolean isGroup(NoteId id, Drawing drawing) {
        var note = drawing.diagram().layout().notes().get(id);
        return note != null && note.kind() == Note.Kind.GROUP;
    }

    /// In the order of painting. Only those near the area are looked at.
    public List<NoteId> touching(Box area) {
        return index.touching(area).stream().sorted(Comparator.comparing(ranks::get)).toList();
    }

    /// Those whose boxes are of a kind.
    public List<NoteId> all(Predicate<Box> test) {
        return shown.entrySet().stream().filter(entry -> test.test(entry.getValue()))
                .map(Map.Entry::getKey).toList();
    }
}
