package dev.flowloom.panels;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

/// A palette at the pointer: a few letters and Enter choose what is drawn. Escape, or a click elsewhere, closes it.
public final class NodePicker extends VBox {
    private static final double WIDTH = 264;
    private static final double ROW = 36;
    private static final int MOST_ROWS = 7;
    private static final double MARGIN = 8;

    private final TextField search = new TextField();
    private final ListView<Stencil> list = new ListView<>();
    private final Label none = new Label("No step is called that.");
    private List<Stencil> offered = List.of();
    private Consumer<Stencil> chosen = _ -> {};
    private Runnable closed = () -> {};

    public NodePicker() {
        getStyleClass().add("picker");
        setId("picker");
        search.setId("picker-search");
        list.setId("picker-list");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Row());
        list.setOnMouseClicked(_ -> choose());
        none.getStyleClass().add("hint");
        setManaged(false);
        setVisible(false);
        getChildren().setAll(search, list);
        search.textProperty().addListener(_ -> showMatches());
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        search.focusedProperty().subscribe(focused -> {
            if (!focused && isVisible()) {
                close(false);
            }
        });
    }

    /// Opens at a point of its parent, or as near as it fits.
    ///
    /// @param whenClosed is run when it closes and the keyboard should go back to where it was
    public void open(String prompt, List<Stencil> stencils, double x, double y, Consumer<Stencil> whenChosen,
            Runnable whenClosed) {
        offered = stencils;
        chosen = whenChosen;
        closed = whenClosed;
        search.setPromptText(prompt);
        search.clear();
        showMatches();
        setVisible(true);
        place(x, y);
        search.requestFocus();
    }

    private void place(double x, double y) {
        var height = (Math.min(MOST_ROWS, offered.size()) + 1) * ROW + 3 * MARGIN;
        var room = getParent().getLayoutBounds();
        resizeRelocate(Math.max(MARGIN, Math.min(x, room.getWidth() - WIDTH - MARGIN)),
                Math.max(MARGIN, Math.min(y, room.getHeight() - height - MARGIN)), WIDTH, height);
    }

    private void showMatches() {
        var typed = search.getText();
        list.getItems().setAll(offered.stream().filter(stencil -> stencil.matches(typed))
                .sorted(Stencil.nearest(typed)).toList());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
        getChildren().set(1, list.getItems().isEmpty() ? none : list);
    }

    private void onKey(KeyEvent event) {
        switch (event.getCode()) {
            case KeyCode.DOWN -> list.getSelectionModel().selectNext();
            case KeyCode.UP -> list.getSelectionModel().selectPrevious();
            case KeyCode.ENTER -> choose();
            case KeyCode.ESCAPE -> close(true);
            default -> {
                return;
            }
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - MOST_ROWS + 1));
        event.consume();
    }

    private void choose() {
        var stencil = list.getSelectionModel().getSelectedItem();
        if (stencil != null && isVisible()) {
            close(true);
            chosen.accept(stencil);
        }
    }

    private void close(boolean goesBack) {
        setVisible(false);
        if (goesBack) {
            closed.run();
        }
    }

    /// The icon and the title.
    private static final class Row extends ListCell<Stencil> {
        @Override
        protected void updateItem(@Nullable Stencil stencil, boolean empty) {
            super.updateItem(stencil, empty);
            setGraphic(null);
            setAccessibleText(stencil == null ? "" : stencil.title() + ". " + stencil.help());
            if (!empty && stencil != null) {
                var line = new HBox(Icon.tile(stencil.icon(), stencil.tone(), 24), new Label(stencil.title()));
                line.getStyleClass().add("picker-row");
                setGraphic(line);
            }
        }
    }
}
