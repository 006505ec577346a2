package dev.flowloom.panels;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.document.Editor;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Hop;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Everything that is wrong with the flow, with how to mend it. A click jumps to the place.
public final class ProblemList extends VBox {
    private final ListView<Problem> list = new ListView<>();
    private final Editor editor;
    private final Consumer<List<Hop>> trace;
    private @Nullable Problem pointedAt;

    /// @param jump shows a problem's place on the canvas
    /// @param trace points out the way that leads to a problem; an empty one ends it
    public ProblemList(Editor editor, Consumer<Problem> jump, Consumer<List<Hop>> trace) {
        this.editor = editor;
        this.trace = trace;
        getStyleClass().add("problem-panel");
        list.setId("problems");
        list.getStyleClass().addAll("problems", "dense");
        list.setCellFactory(_ -> new ProblemCell());
        var hint = new Label(tr("No problems."));
        hint.getStyleClass().add("hint");
        list.setPlaceholder(hint);
        list.setOnMouseClicked(_ -> jump(jump));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                jump(jump);
            }
        });
        list.getSelectionModel().selectedItemProperty().subscribe(this::trace);
        list.focusedProperty().subscribe(this::trace);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().setAll(list);
        editor.listen(change -> {
            if (change.ofProblems()) {
                list.getItems().setAll(editor.problems());
            }
        });
        list.getItems().setAll(editor.problems());
    }

    private void jump(Consumer<Problem> jump) {
        var problem = list.getSelectionModel().getSelectedItem();
        if (problem != null) {
            jump.accept(problem);
        }
    }

    /// The way of the problem under the pointer, else of the one that is selected while the list is in use.
    private void trace() {
        var problem = pointedAt != null || !list.isFocused()
                ? pointedAt
                : list.getSelectionModel().getSelectedItem();
        trace.accept(problem == null ? List.of() : problem.path());
    }

    private void pointAt(@Nullable Problem problem) {
        pointedAt = problem;
        trace();
    }

    private String name(NodeId id) {
        var node = editor.graph().node(id);
        return node == null ? id.value() : node.title();
    }

    private String where(Problem problem) {
        var place = problem.place();
        if (place.node() != null) {
            return name(place.node());
        }
        if (place.wire() != null) {
            return place.wire().value();
        }
        return tr("Flow");
    }

    // In the file, as it was read.
    private static String positionOf(Problem problem) {
        var position = problem.place().position();
        return position == null ? "" : tr("Line %d, column %d: ", position.line(), position.column());
    }

    /// One problem: how bad, where, what, and the way out.
    private final class ProblemCell extends ListCell<Problem> {
        private final Label where = new Label();
        private final Label what = new Label();
        private final Label remedy = new Label();
        private final Label way = new Label();
        private final HBox line = new HBox();

        ProblemCell() {
            line.getStyleClass().add("problem-line");
            where.getStyleClass().add("event-where");
            where.setMinWidth(110);
            where.setPrefWidth(150);
            remedy.getStyleClass().add("problem-remedy");
            way.getStyleClass().add("problem-remedy");
            setOnMouseEntered(_ -> pointAt(getItem()));
            setOnMouseExited(_ -> pointAt(null));
            HBox.setHgrow(remedy, Priority.ALWAYS);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Problem problem, boolean empty) {
            super.updateItem(problem, empty);
            if (empty || problem == null) {
                setGraphic(null);
                return;
            }
            where.setText(where(problem));
            what.setText(positionOf(problem) + tr(problem.what()));
            remedy.setText(tr(problem.cure()));
            var icon = new Icon(problem.isError() ? Icon.Shape.ERROR : Icon.Shape.WARNING, 16);
            icon.getStyleClass().add(problem.isError() ? "icon-error" : "icon-warning");
            var texts = new VBox(what, remedy);
            if (!problem.path().isEmpty()) {
                way.setText(tr("The way there: %s", problem.way(ProblemList.this::name)));
                texts.getChildren().add(way);
            }
            line.getChildren().setAll(icon, where, texts);
            setGraphic(line);
        }
    }
}
