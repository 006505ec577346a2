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
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Shows what is selected, and lets it be changed.
public final class Inspector extends VBox {
    private final Assistance assistance;
    private final Runnable done;
    private final Editor editor;
    private final StepTypes types;
    private final ScrollPane scroll = new ScrollPane();
    private @Nullable Sheet sheet;

    /// @param done is run when the user has ended typing into a field of one line, by Enter or Escape
    public Inspector(Assistance assistance, StepTypes types, Runnable done) {
        this.assistance = assistance;
        this.done = done;
        editor = assistance.editor();
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
            boolean isLine = event.getTarget() instanceof TextInputControl input && !IdRow.FIELD.equals(input.getId());
            boolean ends = isLine && (event.getCode() == KeyCode.ESCAPE
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

    /// The run whose data expressions are tried on is another, or has grown.
    public void showNews() {
        if (sheet != null) {
            sheet.tellNews();
        }
    }

    private void show() {
        var present = sheet;
        if (present == null || !present.fits()) {
            var focused = present == null ? null : idOfFocusIn(present);
            present = newSheet();
            present.whenDone(done);
            sheet = present;
            scroll.setContent(present);
            scroll.setVvalue(0);
            present.refresh();
            giveFocus(present, focused);
            return;
        }
        present.refresh();
    }

    /// The id of what is being worked with in a sheet; null where that is nothing.
    private static @Nullable String idOfFocusIn(Sheet sheet) {
        var owner = sheet.getScene() == null ? null : sheet.getScene().getFocusOwner();
        return owner == null || !isWithin(owner, sheet) ? null : owner.getId();
    }

    private static boolean isWithin(javafx.scene.Node node, Sheet sheet) {
        javafx.scene.@Nullable Node at = node;
        while (at != null && !at.equals(sheet)) {
            at = at.getParent();
        }
        return at != null;
    }

    /// Who changed what the sheet asks for goes on where that was done, if it is there still.
    private static void giveFocus(Sheet sheet, @Nullable String id) {
        var field = id == null ? null : sheet.lookup("#" + id);
        if (field != null) {
            field.requestFocus();
        }
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
            case Node.Step step -> new StepSheet(assistance, id, step.type(), types.describe(step.type()));
            case Node.SubFlow _ -> new SubFlowSheet(assistance, id);
            case Node.Condition _ -> new ConditionSheet(assistance, id);
            case Node.End _ -> new ControlSheets.End(assistance, id);
            case Node.Join _ -> new ControlSheets.Join(assistance, id);
            case Node.Wait _ -> new WaitSheets.Wait(assistance, id);
            case Node.Receive _ -> new WaitSheets.Receive(assistance, id);
            case Node.Approval _ -> new WaitSheets.Approval(assistance, id);
            case Node.Start _ ->
                new ControlSheets.Plain(assistance, id, tr("Start"), tr("Where a run begins, with its input."));
            case Node.Fork _ ->
                new ControlSheets.Plain(assistance, id, tr("Fork"), tr("Goes along every wire at once."));
            case Node.Scope _ -> new ScopeSheet(assistance, id);
            case Node.Loop _ -> new LoopSheet(assistance, id, types);
            case Node.Foreign foreign -> new ControlSheets.Plain(assistance, id, foreign.kind(),
                    tr("A newer version of Flowloom made this. It is kept as it is."));
        };
    }

    /// Several things at once.
    private final class SeveralSheet extends Sheet {
        SeveralSheet() {
            super(Inspector.this.editor);
            var count = new Label();
            count.setWrapText(true);
            count.getStyleClass().add("form-help");
            addHeader(Tiles.flow(), tr("Several things"), "");
            add(count);
            onRefresh(() -> count.setText(
                    tr("Nodes selected: %d, wires: %d, notes: %d. Drag to move them; Delete removes them.",
                            editor().selection().nodes().size(), editor().selection().wires().size(),
                            editor().selection().notes().size())));
        }

        @Override
        boolean fits() {
            var selection = editor().selection();
            return selection.onlyNode() == null && selection.onlyWire() == null && selection.onlyNote() == null
                    && !selection.isEmpty();
        }
    }
}
