package dev.flowloom.panels.run;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import static dev.flowloom.language.Texts.tr;

/// A sheet over the canvas on which is said how a run is to go on. Escape closes it.
abstract class RestartSheet extends VBox {
    private final Label title = new Label();
    private final VBox content = new VBox();
    private final TextField reason = new TextField();
    private final Label problem = new Label();
    private final Button act;
    private Runnable closed = () -> {};

    /// @param id what the ids of its parts begin with
    /// @param acting what the button says that does it
    RestartSheet(String id, String acting) {
        setId(id);
        getStyleClass().add("restart-sheet");
        StackPane.setAlignment(this, Pos.TOP_CENTER);
        setMaxHeight(USE_PREF_SIZE);
        title.getStyleClass().add("restart-title");
        title.setWrapText(true);
        content.getStyleClass().add("restart-content");
        reason.setId(id + "-reason");
        reason.setPromptText(tr("Why, for the run’s history"));
        reason.setAccessibleText(reason.getPromptText());
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        act = button(id + "-go", acting, this::actOrSay);
        act.getStyleClass().add("accent");
        act.setDefaultButton(false);
        reason.setOnAction(_ -> act.fire());
        getChildren().setAll(title, scrolled(), reason, problem, buttons(id));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
        hide();
    }

    private Node scrolled() {
        var pane = new ScrollPane(content);
        pane.getStyleClass().add("edge-to-edge");
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.prefViewportHeightProperty().bind(content.heightProperty());
        VBox.setVgrow(pane, Priority.ALWAYS);
        return pane;
    }

    private HBox buttons(String id) {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(space, button(id + "-cancel", tr("Cancel"), this::close), act);
        line.getStyleClass().add("restart-buttons");
        return line;
    }

    private static Button button(String id, String text, Runnable does) {
        var button = new Button(text);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> does.run());
        return button;
    }

    private void actOrSay() {
        var wrong = act(reason.getText().isBlank() ? tr("in the workbench") : reason.getText().strip());
        problem.setText(wrong);
        problem.setVisible(!wrong.isEmpty());
        problem.setManaged(!wrong.isEmpty());
        if (wrong.isEmpty()) {
            close();
        }
    }

    /// Does what is chosen.
    ///
    /// @return what is wrong with what was chosen; empty where nothing is
    abstract String act(String why);

    final void allow(boolean possible) {
        act.setDisable(!possible);
    }

    /// @param whenClosed gives the keyboard back to where it was
    final void open(String question, List<? extends Node> parts, Runnable whenClosed) {
        closed = whenClosed;
        title.setText(question);
        content.getChildren().setAll(parts);
        reason.clear();
        problem.setManaged(false);
        problem.setVisible(false);
        setVisible(true);
        setManaged(true);
        reason.requestFocus();
    }

    private void hide() {
        setVisible(false);
        setManaged(false);
    }

    /// Nothing is done.
    public final void close() {
        if (isVisible()) {
            hide();
            closed.run();
        }
    }

    static Label text(String words, String style) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }
}
