package dev.flowloom.document;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;

import static dev.flowloom.language.Texts.tr;

/// Applies edits: a diagram and an edit make a new diagram, or a refusal. The new diagram shares with the old one all
/// that the edit did not touch.
public final class Edits {
    private Edits() {}

    public static EditResult apply(Diagram diagram, Edit edit) {
        var result = change(diagram, edit);
        return result instanceof Applied(Diagram changed, Selection added)
                ? new Applied(mended(diagram, changed, repairsAfter(edit)), added)
                : result;
    }

    /// The consequences of an edit, in the order in which they are drawn. Most edits have none.
    private static List<Repair> repairsAfter(Edit edit) {
        return switch (edit) {
            case Edit.Delete(_, boolean heal) -> heal
                    ? List.of(Repair.HEAL_WIRES, Repair.DROP_DANGLING_WIRES, Repair.DROP_LAYOUT_OF_GONE)
                    : List.of(Repair.DROP_DANGLING_WIRES, Repair.DROP_LAYOUT_OF_GONE);
            case Edit.Reparent _,Edit.Enclose _,Edit.Extract _,Edit.Inline _,Edit.Dissolve _ ->
                List.of(Repair.DROP_LAYOUT_OF_GONE);
            case Edit.ReplaceNode _ -> List.of(Repair.DROP_WIRES_OF_GONE_BRANCHES, Repair.DROP_LAYOUT_OF_GONE);
            case Edit.AddNode _,Edit.Paste _,Edit.Rename _,Edit.ChangeId _,Edit.MoveNodes _,Edit.Resize _,Edit.Collapse _,Edit.Connect _,Edit.ChangeWire _,Edit.BendWire _,Edit.MoveLabel _,Edit.AddNote _,Edit.ChangeNote _,Edit.ChangeFlow _,Edit.Together _ ->
                List.of();
        };
    }

    private static Diagram mended(Diagram before, Diagram changed, List<Repair> repairs) {
        var now = changed;
        for (var repair : repairs) {
            now = repair.mend(before, now);
        }
        return now;
    }

    private static EditResult change(Diagram diagram, Edit edit) {
        var graph = diagram.flow().graph();
        return switch (edit) {
            case Edit.AddNode add ->
                unless(Rules.refusal(graph, add.node(), add.container()), () -> added(diagram, add));
            case Edit.ReplaceNode(var node) -> graph.node(node.id()) == null
                    ? gone(node.id())
                    : unless(Rules.changeRefusal(graph, node), () -> changed(withGraph(diagram, graph.with(node))));
            case Edit.Rename(var id, var name) -> renamed(diagram, id, name);
            case Edit.ChangeId change -> withId(diagram, change);
            case Edit.MoveNodes move -> changed(moved(diagram, move));
            case Edit.Reparent reparent -> Reparenting.reparent(diagram, reparent);
            case Edit.Resize(var container, var at, var frame) -> changed(
                    diagram.withLayout(diagram.layout().with(container, at).with(container, frame)));
            case Edit.Collapse(var container, var collapsed) -> changed(diagram.withLayout(
                    diagram.layout().with(container, diagram.layout().frame(container).withCollapsed(collapsed))));
            case Edit.Extract extract -> Extracting.around(diagram, extract);
            case Edit.Inline inline -> Inlining.inline(diagram, inline);
            case Edit.Enclose enclose -> Enclosing.enclose(diagram, enclose);
            case Edit.Dissolve(var container) -> Dissolving.dissolve(diagram, container);
            case Edit.Connect(var wire) -> unless(connectRefusal(graph, wire),
                    () -> new Applied(withGraph(diagram, graph.with(wire)), Selection.of(wire.id())));
            case Edit.ChangeWire(var wire) -> unless(changeRefusal(graph, wire),
                    () -> changed(withGraph(diagram, graph.with(wire))));
            case Edit.BendWire(var wire, var points) -> graph.wire(wire) == null
                    ? new Refused(tr("There is no wire %s to bend.", wire))
                    : changed(diagram.withLayout(diagram.layout().withBends(wire, points)));
            case Edit.MoveLabel(var wire, var offset) -> graph.wire(wire) == null
                    ? new Refused(tr("There is no wire %s whose label could move.", wire))
                    : changed(diagram.withLayout(diagram.layout().withLabel(wire, offset)));
            case Edit.AddNote(var id, var note) -> diagram.layout().notes().containsKey(id)
                    ? new Refused(tr("There is already a note with the id %s.", id))
                    : new Applied(diagram.withLayout(diagram.layout().with(id, note)), Selection.of(id));
            case Edit.ChangeNote(var id, var note) -> changed(id, note, diagram);
            case Edit.Delete(var selection, _) -> changed(withGraph(diagram, without(graph, selection))
                    .withLayout(without(diagram.layout(), selection)));
            case Edit.Paste paste -> Pasting.paste(diagram, paste);
            case Edit.ChangeFlow(var header) -> changed(diagram.withFlow(header.withGraph(graph)));
            case Edit.Together(_, var edits) -> oneByOne(diagram, edits);
        };
    }

    private static Applied added(Diagram diagram, Edit.AddNode add) {
        var graph = diagram.flow().graph().with(add.node()).withParent(add.node().id(), add.container());
        var layout = diagram.layout().with(add.node().id(), add.at());
        return new Applied(withGraph(diagram, graph).withLayout(layout), Selection.of(add.node().id()));
    }

    private static EditResult renamed(Diagram diagram, NodeId id, String name) {
        var node = diagram.flow().graph().node(id);
        if (node == null) {
            return gone(id);
        }
        return node.name().equals(name)
                ? changed(diagram)
                : changed(withGraph(diagram, diagram.flow().graph().with(node.withName(name))));
    }

    private static EditResult withId(Diagram diagram, Edit.ChangeId change) {
        var flow = diagram.flow();
        var node = flow.graph().node(change.node());
        if (node == null || change.node().equals(change.to())) {
            return node == null ? gone(change.node()) : changed(diagram);
        }
        if (flow.graph().node(change.to()) != null) {
            return new Refused(tr("There is already a node with the id %s. Choose another.", change.to()));
        }
        var graph = change.uses() ? Uses.renamed(flow, change.node(), change.to()) : flow.graph();
        var renamed = Objects.requireNonNull(graph.node(change.node())).withId(change.to());
        var parent = graph.parent(change.node());
        for (var inner : graph.parents().entrySet()) {
            graph = inner.getValue().equals(change.node()) ? graph.withParent(inner.getKey(), change.to()) : graph;
        }
        graph = graph.without(change.node()).with(renamed).withParent(change.to(), parent);
        for (var wire : flow.graph().wires().values()) {
            if (wire.from().equals(change.node()) || wire.to().equals(change.node())) {
                graph = graph.with(Wires.withEnd(wire, change.node(), change.to()));
            }
        }
        return new Applied(withGraph(diagram, graph).withLayout(renamed(diagram.layout(), change)),
                Selection.of(change.to()));
    }

    private static Layout renamed(Layout before, Edit.ChangeId change) {
        var place = before.place(change.node());
        var frame = before.frames().get(change.node());
        var layout = before.without(change.node());
        layout = place == null ? layout : layout.with(change.to(), place);
        return frame == null ? layout : layout.with(change.to(), frame);
    }

    private static EditResult changed(NoteId id, Note note, Diagram diagram) {
        var present = diagram.layout().notes().get(id);
        if (present == null) {
            return new Refused(tr("There is no note %s to change.", id));
        }
        return changed(present.equals(note) ? diagram : diagram.withLayout(diagram.layout().with(id, note)));
    }

    static Diagram moved(Diagram diagram, Edit.MoveNodes move) {
        if (move.dx() == 0 && move.dy() == 0) {
            return diagram;
        }
        var graph = diagram.flow().graph();
        var all = graph.parents().isEmpty() ? move : move.withInside(graph);
        var layout = diagram.layout();
        for (var id : all.nodes()) {
            layout = layout.with(id, layout.nodes().getOrDefault(id, Point.ZERO).plus(all.dx(), all.dy()));
        }
        for (var id : all.notes()) {
            var note = layout.notes().get(id);
            layout = note == null ? layout : layout.with(id, note.withPlace(note.at().plus(all.dx(), all.dy())));
        }
        return diagram.withLayout(all.nodes().size() < 2 ? layout : Bends.moved(graph, layout, all));
    }

    private static Layout without(Layout layout, Selection selection) {
        var rest = layout;
        for (var note : selection.notes()) {
            rest = rest.without(note);
        }
        return rest;
    }

    private static Graph without(Graph graph, Selection selection) {
        var rest = graph;
        for (var node : selection.nodes()) {
            for (var inner : graph.inside(node)) {
                rest = rest.without(inner);
            }
            rest = rest.without(node);
        }
        for (var wire : selection.wires()) {
            rest = rest.without(wire);
        }
        return rest;
    }

    private static EditResult oneByOne(Diagram diagram, List<Edit> edits) {
        var now = diagram;
        var added = Selection.NONE;
        for (var edit : edits) {
            switch (apply(now, edit)) {
                case Applied applied -> {
                    now = applied.diagram();
                    added = added.plus(applied.added());
                }
                case Refused refused -> {
                    return refused;
                }
            }
        }
        return new Applied(now, added.within(now));
    }

    private static Optional<String> connectRefusal(Graph graph, Wire wire) {
        return graph.wire(wire.id()) == null
                ? Rules.refusal(graph, wire)
                : Optional.of(tr("There is already a wire with the id %s.", wire.id()));
    }

    private static Optional<String> changeRefusal(Graph graph, Wire wire) {
        return graph.wire(wire.id()) == null
                ? Optional.of(tr("There is no wire %s to change.", wire.id()))
                : Rules.refusal(graph, wire);
    }

    private static EditResult unless(Optional<String> refusal, Supplier<EditResult> otherwise) {
        return refusal.<EditResult>map(Refused::new).orElseGet(otherwise);
    }

    private static EditResult gone(NodeId id) {
        return new Refused(tr("There is no node %s to change.", id));
    }

    static EditResult changed(Diagram diagram) {
        return new Applied(diagram, Selection.NONE);
    }

    static Diagram withGraph(Diagram diagram, Graph graph) {
        return diagram.withFlow(diagram.flow().withGraph(graph));
    }
}
