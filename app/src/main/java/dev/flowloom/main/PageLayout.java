package dev.flowloom.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.language.Texts;
import dev.flowloom.panels.ResourceList;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Where the parts of an open flow's page stand: the canvas in the middle, the panels around it.
public final class PageLayout {
    private static final Set<String> WHAT_IT_IS_CALLED = Set.of("field-name", "field-id");

    @FXML
    private StackPane root;
    @FXML
    private SplitPane columns;
    @FXML
    private SplitPane rows;
    @FXML
    private VBox centre;
    @FXML
    private StackPane stage;
    @FXML
    private TabPane bottom;
    @FXML
    private Tab runTab;
    @FXML
    private Tab problemTab;
    @FXML
    private Tab resourceTab;
    @FXML
    private Label firstHint;
    @FXML
    private Label toast;
    @FXML
    private Button zoom;

    private final FlowCanvas canvas;
    private final PanelMemory panels;
    private final PauseTransition toastTime = new PauseTransition(Duration.seconds(5));
    private boolean isShown;
    private @Nullable Node focused;

    PageLayout(FlowCanvas canvas, PanelMemory panels) {
        this.canvas = canvas;
        this.panels = panels;
        load();
        stage.getChildren().addFirst(canvas);
        canvas.setId("canvas");
        zoom.textProperty().bind(Bindings.createStringBinding(
                () -> "%d %%".formatted(Math.round(canvas.getZoom() * 100)), canvas.zoomProperty()));
        toastTime.setOnFinished(_ -> toast.setVisible(false));
        hide();
    }

    private void load() {
        var loader = new FXMLLoader(PageLayout.class.getResource("flow-page.fxml"), Texts.bundle());
        loader.setController(this);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void putAbove(Region runBar) {
        centre.getChildren().addFirst(runBar);
    }

    void putOver(Region... overlays) {
        stage.getChildren().addAll(overlays);
    }

    void putBeside(Region left, Region right) {
        panels.arrangeColumns(columns, left, right);
    }

    void putBelow(Node run, Node problems, ResourceList resources) {
        runTab.setContent(run);
        problemTab.setContent(problems);
        resourceTab.setContent(resources);
        Runnable look = () -> resources.setShown(resourceTab.isSelected() && root.isVisible());
        resourceTab.selectedProperty().subscribe(look);
        root.visibleProperty().subscribe(look);
        panels.arrangeRows(rows, bottom);
    }

    /// What stands in the tab.
    StackPane root() {
        return root;
    }

    /// It is looked at from now on.
    void show() {
        isShown = true;
        root.setManaged(true);
        root.setVisible(true);
        panels.recall(columns, rows);
        canvas.setShown(true);
    }

    /// Something else is looked at. What isn't managed is not laid out either.
    void hide() {
        if (isShown) {
            var owner = root.getScene() == null ? null : root.getScene().getFocusOwner();
            focused = holds(owner) ? owner : focused;
            panels.remember(columns, rows);
        }
        isShown = false;
        root.setManaged(false);
        root.setVisible(false);
        canvas.setShown(false);
    }

    private boolean holds(@Nullable Node node) {
        var outer = node;
        while (outer != null && !outer.equals(root)) {
            outer = outer.getParent();
        }
        return outer != null;
    }

    /// Gives the keys to where they went when it was looked at last, at first to the canvas.
    void focus() {
        var last = focused;
        if (last != null && holds(last)) {
            last.requestFocus();
        } else {
            canvas.requestFocus();
        }
    }

    /// Gives the keys to the name of what is selected, or to the first of its other fields, which is what is looked for when a
    /// node is opened.
    void focusField(boolean other) {
        panels.inspector().set(true);
        root.applyCss();
        var fields = List.copyOf(root.lookupAll("#inspector .form-row .text-input"));
        fields.stream().filter(field -> other
                ? !WHAT_IT_IS_CALLED.contains(String.valueOf(field.getId()))
                : "field-name".equals(field.getId())).findFirst()
                .or(() -> fields.stream().findFirst()).ifPresent(Node::requestFocus);
    }

    void showRun() {
        bottom.getSelectionModel().select(runTab);
    }

    void showProblems() {
        panels.bottom().set(true);
        bottom.getSelectionModel().select(problemTab);
    }

    /// @param empty whether there is nothing in the flow yet
    /// @param problems how many there are
    void showState(boolean empty, int problems) {
        firstHint.setVisible(empty);
        problemTab.setText(problems == 0 ? tr("Problems") : tr("Problems (%d)", problems));
    }

    /// Shows a sentence for a while.
    void say(String sentence) {
        toast.setText(sentence);
        toast.setVisible(true);
        toastTime.playFromStart();
    }

    @FXML
    void zoomIn() {
        canvas.press(KeyInput.Key.PLUS, Modifiers.SHORTCUT);
    }

    @FXML
    void zoomOut() {
        canvas.press(KeyInput.Key.MINUS, Modifiers.SHORTCUT);
    }

    @FXML
    void actualSize() {
        canvas.press(KeyInput.Key.DIGIT_0, Modifiers.SHORTCUT);
    }

    @FXML
    void fit() {
        canvas.fit();
    }
}
