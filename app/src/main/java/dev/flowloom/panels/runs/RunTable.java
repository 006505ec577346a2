package dev.flowloom.panels.runs;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import dev.flowloom.model.DurationText;
import dev.flowloom.panels.Icon;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Runs, a line each.
final class RunTable extends TableView<RunLine> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    private final Label empty = new Label();

    RunTable() {
        setId("runs");
        getStyleClass().addAll("letters", "dense");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        var state = this.<RunLine.State>column("state", tr("State"), 140, RunLine::state);
        state.setCellFactory(_ -> new StateCell());
        getColumns().add(state);
        getColumns().add(column("flow", tr("Flow"), 190, RunLine::flow));
        getColumns().add(column("run", tr("Run"), 190, line -> line.run().value()));
        getColumns().add(column("started", tr("Started at"), 150, line -> TIME.format(line.started())));
        getColumns().add(column("took", tr("Took"), 90, RunTable::took));
        getColumns().add(column("caller", tr("Called by"), 140,
                line -> line.caller() == null ? "" : line.caller().value()));
        empty.setWrapText(true);
        empty.getStyleClass().add("hint");
        setPlaceholder(empty);
    }

    // They stand in the order in which they were started, whatever the columns say.
    private <T> TableColumn<RunLine, T> column(String id, String title, double width, Function<RunLine, T> value) {
        var column = new TableColumn<RunLine, T>(title);
        column.setId("runs-" + id);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        return column;
    }

    private static String took(RunLine line) {
        var ended = line.ended();
        return ended == null ? "" : DurationText.of(Duration.between(line.started(), ended));
    }

    private static final class StateCell extends TableCell<RunLine, RunLine.State> {
        @Override
        protected void updateItem(RunLine.@Nullable State state, boolean isEmpty) {
            super.updateItem(state, isEmpty);
            getStyleClass().removeIf(style -> style.startsWith("mood-"));
            setText(state == null || isEmpty ? "" : state.words());
            setGraphic(state == null || isEmpty ? null : new Icon(state.sign(), 14));
            if (state != null && !isEmpty) {
                getStyleClass().add(state.mood());
            }
        }
    }

    /// Shows others; selected stays what is among them, or else is the first.
    ///
    /// @param why why there are none, if there are none
    void show(List<RunLine> runs, String why) {
        empty.setText(why);
        if (runs.equals(getItems())) {
            return;
        }
        var before = selected();
        getItems().setAll(runs);
        getSelectionModel().clearSelection();
        for (int row = 0; row < runs.size() && before != null; row++) {
            if (runs.get(row).run().equals(before)) {
                getSelectionModel().select(row);
            }
        }
        if (getSelectionModel().isEmpty() && !runs.isEmpty()) {
            getSelectionModel().select(0);
        }
    }

    @Nullable
    RunId selected() {
        var line = getSelectionModel().getSelectedItem();
        return line == null ? null : line.run();
    }
}
