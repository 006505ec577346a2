package dev.flowloom.document;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Puts a copy of a fragment into a diagram, under ids that the diagram does not have yet.
final class Pasting {
    private final Diagram diagram;
    private final Fragment fragment;
    private final @Nullable NodeId container;
    private final Point offset;
    private final Map<NodeId, NodeId> newIds = new TreeMap<>();
    private final Set<NodeId> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private Graph graph;
    private Layout layout;
    private Selection added = Selection.NONE;

    private Pasting(Diagram diagram, Fragment fragment, Point at, @Nullable NodeId container) {
        this.container = container;
        this.diagram = diagram;
        this.fragment = fragment;
        var corner = fragment.corner();
        this.offset = corner == null ? at : new Point(at.x() - corner.x(), at.y() - corner.y());
        this.graph = diagram.flow().graph();
        this.layout = diagram.layout();
        taken.addAll(graph.nodes().keySet());
    }

    static EditResult paste(Diagram diagram, Edit.Paste paste) {
        return new Pasting(diagram, paste.fragment(), paste.at(), paste.container()).paste();
    }

    private EditResult paste() {
        fragment.graph().nodes().keySet().stream().filter(id -> fragment.graph().parent(id) == null)
                .forEach(this::addOutermost);
        fragment.layout().notes().forEach(this::addNote);
        if (added.isEmpty()) {
            return new Refused(fragment.isEmpty()
                    ? tr("There is nothing to paste.")
                    : tr("A flow begins at one place, so its start can't be pasted again."));
        }
        addWires();
        return new Applied(diagram.withFlow(diagram.flow().withGraph(graph)).withLayout(layout), added);
    }

    private void addOutermost(NodeId id) {
        if (!(fragment.graph().node(id) instanceof Node.Start && Rules.hasStart(graph, container))) {
            var copy = add(id, container);
            added = added.plus(Selection.of(copy));
            // An outer one first: so those inside find what they stand in.
            fragment.graph().inside(id).stream()
                    .sorted(Comparator.comparingInt(inner -> fragment.graph().ancestors(inner).size()))
                    .forEach(inner -> add(inner, newIds.get(fragment.graph().parent(inner))));
        }
    }

    private NodeId add(NodeId old, @Nullable NodeId parent) {
        var node = Objects.requireNonNull(fragment.graph().node(old));
        var id = newId(old);
        graph = graph.with(node.withId(id)).withParent(id, parent);
        layout = layout.with(id,
                fragment.layout().nodes().getOrDefault(old, Point.ZERO).plus(offset.x(), offset.y()));
        var frame = fragment.layout().frames().get(old);
        layout = frame == null ? layout : layout.with(id, frame);
        return id;
    }

    private void addNote(NoteId old, Note note) {
        var id = Ids.forNote(layout, note.kind());
        layout = layout.with(id, note.withPlace(note.at().plus(offset.x(), offset.y())));
        added = added.plus(Selection.of(id));
    }

    private NodeId newId(NodeId old) {
        var id = Ids.forNode(withoutNumber(old.value()), numbers, taken::contains);
        taken.add(id);
        newIds.put(old, id);
        return id;
    }

    /// So that the copy of `charge2` is `charge3` and not `charge22`.
    private static String withoutNumber(String id) {
        var base = id.replaceFirst("[0-9]+$", "");
        return base.isEmpty() ? id : base;
    }

    private void addWires() {
        for (var wire : fragment.graph().wires().values()) {
            var from = newIds.get(wire.from());
            var to = newIds.get(wire.to());
            if (from != null && to != null) {
                var copy = Wires.withId(wire.between(from, to), Ids.forWire(graph, from, to));
                graph = graph.with(copy);
                if (Objects.equals(graph.parent(from), container)) {
                    added = added.plus(Selection.of(copy.id()));
                }
                layout = layout.withLabel(copy.id(),
                        fragment.layout().labels().getOrDefault(wire.id(), Point.ZERO));
                var bends = fragment.layout().bends().get(wire.id());
                layout = bends == null
                        ? layout
                        : layout.withBends(copy.id(),
                                bends.stream().map(point -> point.plus(offset.x(), offset.y())).toList());
            }
        }
    }
}
