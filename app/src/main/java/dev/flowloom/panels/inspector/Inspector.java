package dev.flowloom.panels.inspector;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// Shows what is selected, and lets it be changed.
public final class Inspector extends VBox {
    private final Editor editor;
    private final StepTypes types;
    private final ScrollPane scroll = new ScrollPane();
    private @Nullable Sheet sheet;

    /// @param done is run when the user has ended typing into a field of one line, by Enter or Escape
    public Inspector(Editor editor, StepTypes types, Runnable done) {
        this.editor = editor;
        this.types = types;
        getStyleClass().addAll("panel", "inspector");
        setId("inspector");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().setAll(scroll);
        addEventFilter(KeyEvent.KEY_PRESSED, this::undoInTheEditor);
        // A filter, because fields of several lines keep Escape to themselves.
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            var ends = event.getTarget() instanceof TextInputControl && (event.getCode() == KeyCode.ESCAPE
                    || (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof TextField));
            if (ends) {
                event.consume();
                done.run();
            }
        });
        focusWithinProperty().addListener((_, _, within) -> {
            if (!within) {
                editor.endBurst();
            }
        });
        editor.listen(change -> {
            if (change.before().readOnly() != change.after().readOnly()) {
                sheet = null;
            }
            show();
        });
        show();
    }

    // A field has an undo of its own, which knows nothing of the edits between.
    private void undoInTheEditor(KeyEvent event) {
        if (!event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.Z && !event.isShiftDown()) {
            editor.undo();
            event.consume();
        } else if (event.getCode() == KeyCode.Y || event.getCode() == KeyCode.Z) {
            editor.redo();
            event.consume();
        }
    }

    private void show() {
        var present = sheet;
        if (present == null || !present.fits()) {
            present = newSheet();
            sheet = present;
            scroll.setContent(present);
            scroll.setVvalue(0);
        }
        present.refresh();
    }

    private Sheet newSheet() {
        var selection = editor.selection();
        var node = selection.onlyNode();
        var wire = selection.onlyWire();
        if (node != null && editor.graph().node(node) != null) {
            return sheet(node, editor.graph().node(node));
        }
        if (wire != null) {
            return new WireSheet(editor, wire);
        }
        var note = selection.onlyNote();
        if (note != null) {
            return new NoteSheet(editor, note);
        }
        return selection.isEmpty() ? new FlowSheet(editor) : new SeveralSheet();
    }

    private Sheet sheet(NodeId id, @Nullable Node node) {
        return switch (node) {
            case null -> throw new IllegalStateException("selected, but not there: " + id);
            case Node.Step step -> new StepSheet(editor, id, step.type(), types.describe(step.type()));
            case Node.Condition _ -> new ConditionSheet(editor, id);
            case Node.End _ -> new ControlSheets.End(editor, id);
            case Node.Join _ -> new ControlSheets.Join(editor, id);
            case Node.Wait _ -> new ControlSheets.Wait(editor, id);
            case Node.Start _ -> new ControlSheets.Plain(editor, id, "Start", "Where a run begins, with its input.");
            case Node.Fork _ -> new ControlSheets.Plain(editor, id, "Fork", "Goes along every wire at once.");
            case Node.Scope _ -> new ControlSheets.Plain(editor, id, "Scope",
                    "A part that succeeds, fails and is compensated as one.");
            case Node.Loop _ -> new LoopSheet(editor, id);
            case Node.Foreign foreign -> new ControlSheets.Plain(editor, id, foreign.kind(),
                    "A newer version of Flowloom made this. It is kept as it is.");
        };
    }

    /// Several things at once.
    private final class SeveralSheet extends Sheet {
        SeveralSheet() {
            super(Inspector.this.editor);
            var count = new Label();
            count.setWrapText(true);
            count.getStyleClass().add("form-help");
            addHeader(Tiles.flow(), "Several things", "");
            add(count);
            onRefresh(() -> count.setText(
                    "%s are selected. Drag to move them; Delete removes them."
                            .formatted(counted(editor().selection()))));
        }

        private static String counted(Selection selection) {
            var nodes = counted(selection.nodes().size(), "node");
            var wires = counted(selection.wires().size(), "wire");
            return selection.notes().isEmpty()
                    ? "%s and %s".formatted(nodes, wires)
                    : "%s, %s and %s".formatted(nodes, wires, counted(selection.notes().size(), "note"));
        }

        private static String counted(int count, String what) {
            return count == 1 ? "1 " + what : "%d %ss".formatted(count, what);
        }

        @Override
        boolean fits() {
            var selection = editor().selection();
            return selection.onlyNode() == null && selection.onlyWire() == null && selection.onlyNote() == null
                    && !selection.isEmpty();
        }
    }
}
