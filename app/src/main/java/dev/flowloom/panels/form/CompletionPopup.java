package dev.flowloom.panels.form;

import java.util.function.Supplier;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextAreaSkin;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

import dev.flowloom.assist.Candidate;
import dev.flowloom.assist.Completion.Offer;
import dev.flowloom.assist.Script;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The list of what may follow in a text input. It opens at Ctrl+Space, and by itself behind a dot or a dollar sign; the
/// keys go on into the input, but for those that choose.
final class CompletionPopup {
    private static final double ROW = 26;
    private static final int MOST_ROWS = 8;
    private static final double WIDTH = 380;
    private static final double GAP = 2;

    private final TextInputControl input;
    private final Insight insight;
    private final Supplier<Script> script;
    private final ListView<Candidate> list = new ListView<>();
    private final Label help = new Label();
    private final Popup popup = new Popup();
    private @Nullable Offer offer;
    private boolean typed;
    private boolean choosing;

    CompletionPopup(TextInputControl input, Insight insight, Supplier<Script> script) {
        this.input = input;
        this.insight = insight;
        this.script = script;
        list.setId("completion");
        list.getStyleClass().add("dense");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setAccessibleText(tr("What may follow"));
        list.setCellFactory(_ -> new Row());
        list.setOnMouseClicked(_ -> choose());
        list.getSelectionModel().selectedItemProperty().subscribe(this::explain);
        help.setId("completion-help");
        help.getStyleClass().add("completion-help");
        help.setWrapText(true);
        var box = new VBox(list, help);
        box.getStyleClass().add("completion");
        box.setPrefWidth(WIDTH);
        box.setMaxWidth(WIDTH);
        popup.getContent().setAll(box);
        popup.setAutoFix(true);
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
        popup.addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::open);
        input.addEventFilter(KeyEvent.KEY_TYPED, _ -> typed = true);
        input.caretPositionProperty().addListener(_ -> follow());
        input.focusedProperty().subscribe(focused -> {
            if (!focused) {
                popup.hide();
            }
        });
    }

    private void open(KeyEvent event) {
        typed = false;
        if (event.getCode() == KeyCode.SPACE && event.isControlDown()) {
            event.consume();
            offer();
        }
    }

    private void follow() {
        if (choosing || !input.isFocused()) {
            return;
        }
        if (popup.isShowing() || (typed && isAfterOpener())) {
            offer();
        }
    }

    private boolean isAfterOpener() {
        int caret = input.getCaretPosition();
        return caret > 0 && caret <= input.getLength() && ".$".indexOf(input.getText().charAt(caret - 1)) >= 0;
    }

    private void offer() {
        var now = insight.offer(script.get(), input.getCaretPosition());
        offer = now;
        if (now.candidates().isEmpty() || !input.isEditable()) {
            popup.hide();
            return;
        }
        list.getItems().setAll(now.candidates());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
        double height = Math.min(now.candidates().size(), MOST_ROWS) * ROW + 2;
        list.setPrefHeight(height);
        list.setMinHeight(height);
        show(now);
    }

    private void show(Offer shown) {
        var at = below(Math.min(shown.start(), input.getLength()));
        if (at == null || input.getScene() == null) {
            return;
        }
        var scene = input.getScene();
        popup.getScene().getStylesheets().setAll(scene.getStylesheets());
        popup.getScene().setUserAgentStylesheet(scene.getUserAgentStylesheet());
        if (!popup.isShowing()) {
            popup.show(input, at.getX(), at.getY() + GAP);
        }
    }

    /// Where on the screen a character ends below.
    private @Nullable Point2D below(int index) {
        var bounds = switch (input.getSkin()) {
            case TextFieldSkin skin when input instanceof TextField -> skin.getCharacterBounds(index);
            case TextAreaSkin skin when input instanceof TextArea -> skin.getCharacterBounds(index);
            case null, default -> null;
        };
        return bounds == null ? null : input.localToScreen(bounds.getMinX(), bounds.getMaxY());
    }

    private void steer(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case UP -> select(event, -1);
            case DOWN -> select(event, 1);
            case PAGE_UP -> select(event, -MOST_ROWS);
            case PAGE_DOWN -> select(event, MOST_ROWS);
            case ENTER, TAB -> {
                event.consume();
                choose();
            }
            case ESCAPE -> {
                event.consume();
                popup.hide();
            }
            default -> {
            }
        }
    }

    private void select(KeyEvent event, int by) {
        event.consume();
        int count = list.getItems().size();
        int at = list.getSelectionModel().getSelectedIndex();
        // One further than the last is the first again, as in other editors.
        list.getSelectionModel().select(Math.abs(by) == 1
                ? Math.floorMod(at + by, count)
                : Math.clamp(at + by, 0, count - 1));
        list.scrollTo(list.getSelectionModel().getSelectedIndex() - MOST_ROWS / 2);
    }

    private void choose() {
        var chosen = list.getSelectionModel().getSelectedItem();
        var now = offer;
        popup.hide();
        if (chosen != null && now != null) {
            choosing = true;
            input.replaceText(now.start(), now.end(), chosen.written());
            input.positionCaret(now.start() + chosen.written().length() - chosen.caretBack());
            choosing = false;
        }
    }

    private void explain(@Nullable Candidate candidate) {
        var line = candidate == null ? "" : candidate.help();
        help.setText(line);
        help.setVisible(!line.isEmpty());
        help.setManaged(!line.isEmpty());
        if (candidate != null && popup.isShowing()) {
            input.setAccessibleHelp(tr("%s, number %d of %d. %s", candidate.name(),
                    list.getSelectionModel().getSelectedIndex() + 1, list.getItems().size(), line));
        }
    }

    /// A name, and of what kind it is.
    private static final class Row extends ListCell<Candidate> {
        private final Label name = new Label();
        private final Label detail = new Label();
        private final HBox line;

        Row() {
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            line = new HBox(name, gap, detail);
            line.getStyleClass().add("completion-row");
            name.getStyleClass().add("completion-name");
            detail.getStyleClass().add("completion-detail");
            name.setMinWidth(Region.USE_PREF_SIZE);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Candidate candidate, boolean empty) {
            super.updateItem(candidate, empty);
            if (empty || candidate == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            name.setText(candidate.name());
            detail.setText(candidate.detail());
            setAccessibleText("%s, %s. %s".formatted(candidate.name(), candidate.detail(), candidate.help()));
            setGraphic(line);
        }
    }
}
