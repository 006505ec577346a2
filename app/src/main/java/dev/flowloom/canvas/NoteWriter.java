package dev.flowloom.canvas;

import java.util.function.ToIntBiFunction;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.transform.Affine;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.geometry.Box;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import org.jspecify.annotations.Nullable;

/// Lets a note be written where it lies. All that is typed, until something else is done, is one step that can be undone.
final class NoteWriter extends StackPane {
    private static final double HEADING_ROOM = 40;

    private final Editor editor;
    private final ToIntBiFunction<String, Integer> heightFor;
    private final Runnable ended;
    private final TextArea area = new TextArea();
    private @Nullable NoteId note;

    /// @param heightFor how high a note with a text and a width must be for all of it to be seen
    /// @param ended is run when the keyboard should go back to the canvas
    NoteWriter(Editor editor, Affine camera, ToIntBiFunction<String, Integer> heightFor, Runnable ended) {
        this.editor = editor;
        this.heightFor = heightFor;
        this.ended = ended;
        getTransforms().add(camera);
        setManaged(false);
        setVisible(false);
        area.setId("note-text");
        area.setWrapText(true);
        area.getStyleClass().add("note-text");
        area.textProperty().addListener((_, _, text) -> typed(text));
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        area.focusedProperty().subscribe(focused -> {
            if (!focused && note != null) {
                end();
            }
        });
        // What is done in here is no gesture on the canvas.
        addEventHandler(MouseEvent.ANY, MouseEvent::consume);
        getChildren().setAll(area);
    }

    /// The note that is being written; null where none is.
    @Nullable
    NoteId note() {
        return note;
    }

    void write(NoteId id) {
        var present = editor.diagram().layout().notes().get(id);
        if (present == null || editor.isReadOnly()) {
            return;
        }
        note = null;
        area.setText(present.text());
        area.getStyleClass().removeAll("note-heading");
        if (present.kind() == Note.Kind.GROUP) {
            area.getStyleClass().add("note-heading");
        }
        note = id;
        setVisible(true);
        area.requestFocus();
        area.selectAll();
    }

    /// Lies over the note, and shows what is written there now; goes with the note.
    void follow(@Nullable Box box) {
        var id = note;
        if (id == null) {
            return;
        }
        var present = editor.diagram().layout().notes().get(id);
        if (present == null || box == null) {
            end();
            return;
        }
        if (!area.getText().equals(present.text())) {
            area.setText(present.text());
        }
        resizeRelocate(box.x(), box.y(), box.width(),
                present.kind() == Note.Kind.GROUP ? HEADING_ROOM : box.height());
    }

    private void typed(String text) {
        var id = note;
        var present = id == null ? null : editor.diagram().layout().notes().get(id);
        if (id == null || present == null || present.text().equals(text)) {
            return;
        }
        var next = present.withText(present.kind() == Note.Kind.GROUP ? text.replace('\n', ' ') : text);
        var grown = present.kind() == Note.Kind.NOTE
                ? next.withSize(next.width(), Math.max(next.height(), heightFor.applyAsInt(text, next.width())))
                : next;
        editor.applyInBurst(new Edit.ChangeNote(id, grown), id + "/text");
    }

    private void onKey(KeyEvent event) {
        boolean isShortcut = event.isShortcutDown() && !event.isAltDown();
        boolean isHeading = area.getStyleClass().contains("note-heading");
        boolean isEnd = event.getCode() == KeyCode.ENTER && (isShortcut || isHeading);
        boolean isTab = event.getCode() == KeyCode.TAB && !isShortcut;
        if (event.getCode() == KeyCode.ESCAPE || isEnd || isTab) {
            end();
            ended.run();
            event.consume();
        } else if (isShortcut && event.getCode() == KeyCode.Z && !event.isShiftDown()) {
            // The field's own undo knows nothing of the edits between.
            editor.undo();
            event.consume();
        } else if (isShortcut && (event.getCode() == KeyCode.Z || event.getCode() == KeyCode.Y)) {
            editor.redo();
            event.consume();
        }
    }

    private void end() {
        note = null;
        setVisible(false);
        editor.endBurst();
    }
}
