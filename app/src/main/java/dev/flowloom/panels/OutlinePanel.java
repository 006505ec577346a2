package dev.flowloom.panels;

import java.util.HashMap;
import java.util.Map;
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
import dev.flowloom.model.Wire;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The flow as a tree of text, in step with the canvas: what is chosen here is shown there, and the other way round.
public final class OutlinePanel extends VBox {
    private final TreeView<Line> tree = new TreeView<>(new TreeItem<>(new Line(tr("Flow"), null, null)));
    private final Map<NodeId, TreeItem<Line>> items = new HashMap<>();
    private final Editor editor;
    private final StepTypes types;
    private final Worker worker;
    private @Nullable Graph shown;
    private boolean isRead;
    private boolean working;
    private boolean following;

    /// Works away from the user interface's thread.
    public interface Worker {
        /// Does the work.
        ///
        /// @param then is given the result, on the user interface's thread
        void work(Supplier<Outline> work, Consumer<Outline> then);
    }

    /// Shows on the canvas what was chosen.
    public interface Reveal {
        void node(NodeId node);

        void wire(Wire wire);
    }

    private record Line(String text, @Nullable NodeId node, @Nullable Wire wire) {}

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
        if (!isRead || working || (shown != null && Identity.same(shown, graph))) {
            return;
        }
        working = true;
        worker.work(() -> Outline.of(graph), outline -> {
            working = false;
            show(outline, graph);
            update();
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
        following = false;
        follow();
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
            case Node.Condition _ -> tr("condition");
            case Node.Fork _ -> tr("fork");
            case Node.Join _ -> tr("join");
            case Node.Wait _ -> tr("wait");
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
        }
        following = false;
    }

    /// Chooses here what is selected on the canvas.
    private void follow() {
        var node = editor.selection().onlyNode();
        var item = node == null ? null : items.get(node);
        if (following || item == null) {
            return;
        }
        following = true;
        tree.getSelectionModel().select(item);
        tree.scrollTo(tree.getRow(item));
        following = false;
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
