package dev.flowloom.panels;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.document.Editor;
import dev.flowloom.document.Identity;
import dev.flowloom.document.Outline;
import dev.flowloom.geometry.WireLabel;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The flow as a tree of text, in step with the canvas: what is chosen here is shown there, and the other way round.
public final class OutlinePanel extends VBox {
    private final TreeView<Line> tree = new TreeView<>(new TreeItem<>(new Line(tr("Flow"), null, null)));
    private final TreeItem<Line> notes = new TreeItem<>(new Line(tr("Notes"), null, null));
    private final Map<NodeId, TreeItem<Line>> items = new HashMap<>();
    private final Editor editor;
    private final StepTypes types;
    private final Worker worker;
    private @Nullable Graph shown;
    private SortedMap<NoteId, Note> shownNotes = new TreeMap<>();
    private boolean isRead;
    private boolean working;
    private boolean following;

    /// Works away from the user interface's thread.
    public interface Worker {
        /// Does the work.
        ///
        /// @param then is given the result, on the user interface's thread
        /// @param failed is run there instead where a bug kept the work from having one
        void work(Supplier<Outline> work, Consumer<Outline> then, Runnable failed);
    }

    /// Shows on the canvas what was chosen.
    public interface Reveal {
        void node(NodeId node);

        void wire(Wire wire);

        void note(NoteId note);
    }

    private record Line(String text, @Nullable NodeId node, @Nullable Wire wire, @Nullable NoteId note) {
        Line(String text, @Nullable NodeId node, @Nullable Wire wire) {
            this(text, node, wire, null);
        }
    }

    public OutlinePanel(Editor editor, StepTypes types, Worker worker, Reveal reveal) {
        this.editor = editor;
        this.types = types;
        this.worker = worker;
        getStyleClass().addAll("panel", "outline");
        setId("outline-panel");
        tree.setId("outline");
        tree.getStyleClass().add("dense");
        tree.setShowRoot(false);
        tree.setCellFactory(_ -> new Cell());
        tree.getSelectionModel().selectedItemProperty().subscribe(item -> chosen(item, reveal));
        VBox.setVgrow(tree, Priority.ALWAYS);
        getChildren().setAll(tree);
        editor.listen(change -> {
            if (change.ofDiagram()) {
                update();
            }
            if (change.ofSelection()) {
                follow();
            }
        });
    }

    /// Whether somebody reads it: a flow that nobody reads as text costs nothing.
    public void setRead(boolean read) {
        isRead = read;
        update();
    }

    private void update() {
        var graph = editor.graph();
        if (!isRead || working) {
            return;
        }
        if (shown != null && Identity.same(shown, graph)) {
            showNotes();
            return;
        }
        working = true;
        worker.work(() -> Outline.of(graph), outline -> {
            working = false;
            show(outline, graph);
            update();
        }, () -> {
            working = false;
            // What failed is not tried again before it has changed.
            if (!Identity.same(graph, editor.graph())) {
                update();
            }
        });
    }

    private void show(Outline outline, Graph graph) {
        shown = graph;
        var open = new HashMap<NodeId, Boolean>();
        items.forEach((id, item) -> open.put(id, item.isExpanded()));
        items.clear();
        following = true;
        var lines = outline.entries().stream().map(entry -> item(entry, graph)).toList();
        tree.getRoot().getChildren().clear();
        for (int i = 0; i < lines.size(); i++) {
            var parent = graph.parent(outline.entries().get(i).node().id());
            var holder = parent == null ? tree.getRoot() : items.getOrDefault(parent, tree.getRoot());
            holder.getChildren().add(lines.get(i));
        }
        items.forEach((id, item) -> item.setExpanded(open.getOrDefault(id, false)));
        if (!notes.getChildren().isEmpty()) {
            tree.getRoot().getChildren().add(notes);
        }
        following = false;
        showNotes();
        follow();
    }

    /// What is written on the paper, from the top, after all else.
    private void showNotes() {
        var present = editor.diagram().layout().notes();
        if (Identity.same(present, shownNotes)) {
            return;
        }
        shownNotes = present;
        following = true;
        notes.getChildren().setAll(present.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().at().y()))
                .map(entry -> new TreeItem<>(new Line(text(entry.getValue()), null, null, entry.getKey()))).toList());
        tree.getRoot().getChildren().remove(notes);
        if (!present.isEmpty()) {
            tree.getRoot().getChildren().add(notes);
        }
        following = false;
        follow();
    }

    private static String text(Note note) {
        var text = note.text().isBlank() ? tr("(empty)") : note.text().strip().replaceAll("\\s+", " ");
        return note.kind() == Note.Kind.GROUP ? tr("%s — group", text) : text;
    }

    private TreeItem<Line> item(Outline.Entry entry, Graph graph) {
        var node = entry.node();
        var item = new TreeItem<>(new Line(text(node), node.id(), null));
        entry.ways().forEach(way -> item.getChildren().add(new TreeItem<>(new Line(text(way, graph), null, way))));
        items.put(node.id(), item);
        return item;
    }

    private String text(Node node) {
        return "%s — %s".formatted(node.title(), switch (node) {
            case Node.Step step -> {
                var description = types.describe(step.type());
                yield (description == null ? step.type() : tr(description.title()))
                        + (step.disabled() ? ", " + tr("disabled") : "");
            }
            case Node.Start _ -> tr("start");
            case Node.End(_, _, Node.Outcome.Failed _, _) -> tr("failing end");
            case Node.End _ -> tr("end");
            case Node.SubFlow call -> tr("sub-flow %s", call.flow());
            case Node.Condition _ -> tr("condition");
            case Node.Fork _ -> tr("fork");
            case Node.Join _ -> tr("join");
            case Node.Wait _ -> tr("wait");
            case Node.Receive _ -> tr("receive");
            case Node.Approval _ -> tr("approval");
            case Node.Scope _ -> tr("scope");
            case Node.Loop _ -> tr("loop");
            case Node.Foreign foreign -> foreign.kind();
        });
    }

    private static String text(Wire wire, Graph graph) {
        var to = graph.node(wire.to());
        var target = to == null ? wire.to().value() : to.title();
        var label = WireLabel.of(wire, graph);
        return switch (wire) {
            case Wire.Sequence _ -> label.isEmpty() ? "→ " + target : "%s → %s".formatted(label, target);
            case Wire.OnError _ -> tr("on %s → %s", label, target);
            case Wire.Compensation _ -> tr("undone by %s", target);
        };
    }

    private void chosen(@Nullable TreeItem<Line> item, Reveal reveal) {
        if (item == null || following) {
            return;
        }
        var line = item.getValue();
        following = true;
        if (line.node() != null) {
            reveal.node(line.node());
        } else if (line.wire() != null) {
            reveal.wire(line.wire());
        } else if (line.note() != null) {
            reveal.note(line.note());
        }
        following = false;
    }

    /// Chooses here what is selected on the canvas.
    private void follow() {
        var node = editor.selection().onlyNode();
        var note = editor.selection().onlyNote();
        var item = note != null ? item(note) : node == null ? null : items.get(node);
        if (following || item == null) {
            return;
        }
        following = true;
        tree.getSelectionModel().select(item);
        tree.scrollTo(tree.getRow(item));
        following = false;
    }

    private @Nullable TreeItem<Line> item(NoteId note) {
        return notes.getChildren().stream().filter(item -> note.equals(item.getValue().note())).findFirst()
                .orElse(null);
    }

    /// A line of text.
    private static final class Cell extends TreeCell<Line> {
        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setText(empty || line == null ? null : line.text());
        }
    }
}
