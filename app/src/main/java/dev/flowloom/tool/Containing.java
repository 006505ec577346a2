package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Enclosing;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Shape;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

import static dev.flowloom.language.Texts.tr;

/// What is done to containers other than by dragging.
final class Containing {
    /// How far the start and the end stand from what a new container holds.
    private static final int APART = 8 * Grid.STEP;

    private Containing() {}

    /// Collapses an open container, or opens a collapsed one, which makes room for itself in those around it.
    static List<Act> toggle(NodeId container, View view) {
        var layout = view.state().diagram().layout();
        var collapse = new Edit.Collapse(container, !layout.frame(container).collapsed());
        var box = view.drawing().box(container);
        if (collapse.collapsed()) {
            // What isn't seen any more isn't selected either.
            return List.of(new Act.Do(collapse), new Act.Select(Selection.of(container)));
        }
        return List.of(new Act.Do(box == null
                ? collapse
                : Room.with(collapse,
                        new Box(box.x(), box.y(), layout.frame(container).width(), layout.frame(container).height()),
                        view.graph().parent(container), view)));
    }

    /// Extracts the selected nodes into a scope.
    static List<Act> enclose(View view) {
        var scope = new Node.Scope(Ids.forNode(view.graph(), "scope"), "", Json.Obj.EMPTY);
        return enclosure(scope, view).map(edit -> List.<Act>of(new Act.Do(Room.with(edit, box(edit),
                view.graph().parent(edit.nodes().getFirst()), view))))
                .orElseGet(() -> List.of(
                        new Act.Say(tr("Select the steps first that are to stand in a scope of their own."))));
    }

    private static Box box(Edit.Enclose edit) {
        return new Box(edit.at().x(), edit.at().y(), edit.frame().width(), edit.frame().height());
    }

    /// What puts the selected nodes, with what belongs to them, into a container; empty where none are selected.
    static Optional<Edit.Enclose> enclosure(Node.Container container, View view) {
        var nodes = Enclosing.complete(view.graph(), view.selection().nodes());
        return nodes.stream().map(view.drawing()::box).filter(Objects::nonNull).reduce(Box::union)
                .map(box -> enclosure(container, nodes, box));
    }

    private static Edit.Enclose enclosure(Node.Container container, SequencedSet<NodeId> nodes, Box box) {
        int middle = Grid.snap(box.centre().y()) - (int) Shape.ROUND_SIZE / 2;
        var start = new Point(Grid.snap(box.x() - APART - Shape.ROUND_SIZE), middle);
        var end = new Point(Grid.snap(box.right() + APART), middle);
        var all = new Box(start.x(), box.y(), end.x() + Shape.ROUND_SIZE - start.x(), box.height());
        var frame = Frames.holding(all, all);
        return new Edit.Enclose(nodes, container, new Point(Grid.snap(frame.x()), Grid.snap(frame.y())),
                Frame.of(Grid.snap(frame.width()), Grid.snap(frame.height())), start, end);
    }

    /// Puts what the selected containers hold in their place.
    static List<Act> dissolve(View view) {
        var containers = view.selection().nodes().stream()
                .filter(id -> view.graph().node(id) instanceof Node.Container).toList();
        if (containers.isEmpty()) {
            return List.of(new Act.Say(tr("Select a scope or a loop first: what it holds is then put in its place.")));
        }
        var edits = new ArrayList<Edit>();
        containers.forEach(id -> edits.add(new Edit.Dissolve(id)));
        return List.of(new Act.Do(edits.size() == 1 ? edits.getFirst() : new Edit.Together(tr("Dissolve"), edits)));
    }

    /// Collapses or opens the selected containers.
    static List<Act> toggleAll(View view) {
        return view.selection().nodes().stream().filter(id -> view.graph().node(id) instanceof Node.Container)
                .flatMap(id -> toggle(id, view).stream()).toList();
    }
}
