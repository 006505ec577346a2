package dev.flowloom.panels;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A list with a search, at the pointer or wherever it is wanted: a few letters and Enter choose. Escape, or a click
/// elsewhere, closes it.
public final class Picker extends VBox {
    private static final double WIDTH = 320;
    private static final double ROW = 36;
    private static final int MOST_ROWS = 7;
    private static final double MARGIN = 8;

    private final TextField search = new TextField();
    private final ListView<Pick> list = new ListView<>();
    private final Label none = new Label(tr("Nothing is called that."));
    private List<Pick> offered = List.of();
    private Runnable closed = () -> {};
    /// Whether no key has gone down since it opened: the letter of the key that opened it is not meant for it.
    private boolean isFresh;

    public Picker() {
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
        search.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (isFresh) {
                event.consume();
            }
        });
        search.focusedProperty().subscribe(focused -> {
            if (!focused && isVisible()) {
                close(false);
            }
        });
    }

    /// Opens at a point of its parent, or as near as it fits.
    ///
    /// @param whenClosed is run when it closes and the keyboard should go back to where it was
    public void open(String prompt, List<Pick> picks, double x, double y, Runnable whenClosed) {
        offered = picks;
        closed = whenClosed;
        search.setPromptText(prompt);
        search.clear();
        showMatches();
        isFresh = true;
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

    /// Opens in the middle, near the top.
    public void open(String prompt, List<Pick> picks, Runnable whenClosed) {
        open(prompt, picks, (getParent().getLayoutBounds().getWidth() - WIDTH) / 2, 6 * MARGIN, whenClosed);
    }

    /// Those first that are called so.
    private void showMatches() {
        var typed = search.getText();
        list.getItems().setAll(offered.stream().filter(pick -> Words.match(typed, pick.title() + " " + pick.about()))
                .sorted(Comparator.comparing(pick -> !Words.match(typed, pick.title()))).toList());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
        getChildren().set(1, list.getItems().isEmpty() ? none : list);
    }

    private void onKey(KeyEvent event) {
        isFresh = false;
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
        var pick = list.getSelectionModel().getSelectedItem();
        if (pick != null && isVisible()) {
            close(true);
            pick.run().run();
        }
    }

    private void close(boolean goesBack) {
        setVisible(false);
        if (goesBack) {
            closed.run();
        }
    }

    /// The icon, the title and the hint.
    private static final class Row extends ListCell<Pick> {
        @Override
        protected void updateItem(@Nullable Pick pick, boolean empty) {
            super.updateItem(pick, empty);
            setGraphic(null);
            setAccessibleText(pick == null ? "" : pick.title() + ". " + pick.about());
            if (!empty && pick != null) {
                var hint = new Label(pick.hint());
                hint.getStyleClass().add("keys");
                hint.setMinWidth(Region.USE_PREF_SIZE);
                var space = new Region();
                HBox.setHgrow(space, Priority.ALWAYS);
                var line = new HBox(new Label(pick.title()), space, hint);
                if (pick.icon() != null) {
                    line.getChildren().addFirst(pick.icon());
                }
                line.getStyleClass().add("picker-row");
                setPrefWidth(0);
                setGraphic(line);
            }
        }
    }
}
