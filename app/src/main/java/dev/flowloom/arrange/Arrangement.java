package dev.flowloom.arrange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.document.Difference;
import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Edits;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Notes;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;

/// Places for some nodes of a diagram.
///
/// @param places the upper left corner of each node's shape
/// @param frames how large containers are to be, where they change
/// @param notes how notes are to be that change, other than by moving along with a container as well
public record Arrangement(SortedMap<NodeId, Point> places, SortedMap<NodeId, Frame> frames,
        SortedMap<NoteId, Note> notes) {
    private static final Point NOWHERE = new Point(0, 0);

    public Arrangement {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
        frames = Collections.unmodifiableSortedMap(new TreeMap<>(frames));
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    static Arrangement of(SortedMap<NodeId, Box> boxes) {
        var places = new TreeMap<NodeId, Point>();
        boxes.forEach((id, box) -> places.put(id, box.corner().rounded()));
        return new Arrangement(places, Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    /// What leads from one diagram to another whose nodes stand elsewhere. Which containers are collapsed stays.
    static Arrangement between(Diagram before, Diagram after) {
        var places = new TreeMap<NodeId, Point>();
        for (var id : Difference.of(before.layout().nodes(), after.layout().nodes())) {
            var place = after.layout().place(id);
            if (place != null && !place.equals(before.layout().place(id))) {
                places.put(id, place);
            }
        }
        var frames = new TreeMap<NodeId, Frame>();
        for (var id : Difference.of(before.layout().frames(), after.layout().frames())) {
            var old = before.layout().frame(id);
            var frame = after.layout().frame(id).withCollapsed(old.collapsed());
            if (!frame.equals(before.layout().frames().get(id))) {
                frames.put(id, frame);
            }
        }
        return new Arrangement(places, frames, notes(before.layout(), after.layout()));
    }

    private static SortedMap<NoteId, Note> notes(Layout before, Layout after) {
        var notes = new TreeMap<NoteId, Note>();
        for (var id : Difference.of(before.notes(), after.notes())) {
            var note = after.notes().get(id);
            if (note != null && !note.equals(before.notes().get(id))) {
                notes.put(id, note);
            }
        }
        return notes;
    }

    /// The diagram with the nodes in their places.
    Diagram applied(Diagram diagram) {
        return Edits.apply(diagram, edit("", diagram)) instanceof EditResult.Applied applied
                ? applied.diagram()
                : diagram;
    }

    /// Puts the nodes in their places as one step. What moves together keeps the shape of the wires in it.
    ///
    /// @param label what is done, for a menu
    public Edit edit(String label, Diagram diagram) {
        return new Edit.Together(label, moves(diagram));
    }

    /// The same, and the wires between these nodes lose the bends a hand gave them.
    public Edit editWithoutBends(String label, Diagram diagram) {
        var edits = moves(diagram);
        for (var wire : diagram.layout().bends().keySet()) {
            if (isWithin(wire, diagram)) {
                edits.add(new Edit.BendWire(wire, List.of()));
            }
        }
        return new Edit.Together(label, edits);
    }

    private boolean isWithin(WireId id, Diagram diagram) {
        var wire = diagram.flow().graph().wire(id);
        return wire != null && places.containsKey(wire.from()) && places.containsKey(wire.to());
    }

    /// Those that move the same way move together. What stands in a container moves with it, so that only the rest of its
    /// way is its own.
    private List<Edit> moves(Diagram diagram) {
        var graph = diagram.flow().graph();
        // Not together with what they stand in: they have its way before them as well.
        record Group(Point way, int depth) {}
        Map<Group, List<NodeId>> groups = new LinkedHashMap<>();
        for (var id : places.keySet()) {
            var way = way(id, diagram);
            var containers = graph.ancestors(id).stream().filter(holder -> places.get(holder) != null).toList();
            var along = containers.isEmpty() ? NOWHERE : way(containers.getFirst(), diagram);
            groups.computeIfAbsent(new Group(way.plus(-along.x(), -along.y()), containers.size()),
                    _ -> new ArrayList<>()).add(id);
        }
        var moves = new ArrayList<Edit>();
        var holders = Notes.holders(diagram);
        groups.forEach((group, nodes) -> {
            if (!group.way().equals(NOWHERE)) {
                moves.add(Edit.MoveNodes.of(Selection.ofNodes(nodes).plus(notesIn(nodes, holders, graph)),
                        group.way().x(), group.way().y()));
            }
        });
        frames.forEach((id, frame) -> moves.add(new Edit.Resize(id,
                places.getOrDefault(id, Objects.requireNonNullElse(diagram.layout().place(id), NOWHERE)), frame)));
        notes.forEach((id, note) -> moves.add(new Edit.ChangeNote(id, note)));
        return moves;
    }

    private static Selection notesIn(Collection<NodeId> nodes, Map<NoteId, NodeId> holders, Graph graph) {
        return Selection.ofNotes(holders.entrySet().stream()
                .filter(entry -> nodes.contains(entry.getValue())
                        || graph.ancestors(entry.getValue()).stream().anyMatch(nodes::contains))
                .map(Map.Entry::getKey).toList());
    }

    private Point way(NodeId id, Diagram diagram) {
        var old = Objects.requireNonNullElse(diagram.layout().place(id), NOWHERE);
        return places.getOrDefault(id, old).plus(-old.x(), -old.y());
    }
}
