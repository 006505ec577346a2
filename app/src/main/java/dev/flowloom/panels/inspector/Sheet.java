package dev.flowloom.panels.inspector;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.model.Json;
import dev.flowloom.panels.form.FieldControl;
import dev.flowloom.panels.form.FormRow;
import org.jspecify.annotations.Nullable;

/// One subject's page in the inspector. It is made once for the subject and refreshed as the subject changes, so that
/// a field being typed into keeps its caret.
abstract class Sheet extends VBox {
    private final Editor editor;
    private final Label refusal = new Label();
    private Runnable done = () -> {};
    private final List<Runnable> refreshers = new ArrayList<>();
    private final List<Runnable> newsListeners = new ArrayList<>();

    Sheet(Editor editor) {
        this.editor = editor;
        getStyleClass().addAll("sheet", "form");
        refusal.getStyleClass().add("form-problem");
        refusal.setWrapText(true);
        setRefusal("");
        setDisable(editor.isReadOnly());
    }

    /// Whether the sheet still fits what is selected.
    abstract boolean fits();

    /// Shows the subject as it is now.
    final void refresh() {
        refreshers.forEach(Runnable::run);
    }

    /// Is run when the user has ended typing.
    final void whenDone(Runnable ended) {
        done = ended;
    }

    final void done() {
        done.run();
    }

    /// Is run when expressions may give something else than before, because of another run.
    final void onNews(Runnable listener) {
        newsListeners.add(listener);
    }

    final void tellNews() {
        newsListeners.forEach(Runnable::run);
    }

    final Editor editor() {
        return editor;
    }

    /// Is run whenever the subject may have changed.
    final void onRefresh(Runnable refresher) {
        refreshers.add(refresher);
    }

    /// Applies an edit that is part of typing into a field.
    final void apply(Edit edit, String field) {
        setRefusal(editor.applyInBurst(edit, field) instanceof EditResult.Refused(var reason) ? reason : "");
    }

    final void setRefusal(String reason) {
        refusal.setText(reason);
        refusal.setVisible(!reason.isEmpty());
        refusal.setManaged(!reason.isEmpty());
    }

    final void add(Node... nodes) {
        getChildren().addAll(nodes);
    }

    /// What stands at the top: what kind of thing it is.
    final void addHeader(Node tile, String kind, String help) {
        var title = new Label(kind);
        title.getStyleClass().add("sheet-kind");
        var text = new VBox(title);
        if (!help.isBlank()) {
            var explained = new Label(help);
            explained.setWrapText(true);
            explained.getStyleClass().add("form-help");
            text.getChildren().add(explained);
        }
        var header = new HBox(tile, text);
        header.getStyleClass().add("sheet-header");
        add(header, refusal);
    }

    /// A row with a control, shown anew on each refresh.
    final FormRow addRow(String title, String help, FieldControl control, Source shown, Sink entered) {
        return row(this, title, help, control, shown, entered);
    }

    final FormRow row(VBox parent, String title, String help, FieldControl control, Source shown, Sink entered) {
        var row = new FormRow(title, false, help, control);
        row.onChange(entered::enter);
        onRefresh(() -> row.show(shown.value()));
        parent.getChildren().add(row);
        return row;
    }

    /// A part that can be folded away.
    final VBox addSection(String title, boolean open) {
        var content = new VBox();
        content.getStyleClass().add("form");
        var section = new TitledPane(title, content);
        section.getStyleClass().addAll("section", "dense");
        section.setExpanded(open);
        section.setAnimated(false);
        add(section);
        return content;
    }

    /// Gives the value a row shows; null for an empty one.
    interface Source {
        @Nullable
        Json value();
    }

    /// Takes the value the user entered; null for an empty one.
    interface Sink {
        void enter(@Nullable Json value);
    }

    static String text(@Nullable Json value) {
        return value instanceof Json.Str(var text) ? text : "";
    }

    static @Nullable Json textOrNull(String text) {
        return text.isEmpty() ? null : Json.of(text);
    }
}
