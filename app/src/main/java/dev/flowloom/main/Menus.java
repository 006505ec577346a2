package dev.flowloom.main;

import javafx.fxml.FXML;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;

import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import org.jspecify.annotations.Nullable;

/// The menu bar: each item does one thing to the window it belongs to.
public final class Menus {
    @FXML
    private Menu recent;
    @FXML
    private MenuItem undo;
    @FXML
    private MenuItem redo;
    @FXML
    private MenuItem cut;
    @FXML
    private MenuItem copy;
    @FXML
    private MenuItem paste;
    @FXML
    private MenuItem duplicate;
    @FXML
    private MenuItem delete;
    @FXML
    private MenuBar bar;
    @FXML
    private ArrangeMenu arrangeController;
    @FXML
    private MenuItem stopRun;
    @FXML
    private CheckMenuItem mapMode;
    @FXML
    private CheckMenuItem palette;
    @FXML
    private CheckMenuItem inspector;
    @FXML
    private CheckMenuItem bottom;
    @FXML
    private RadioMenuItem system;
    @FXML
    private RadioMenuItem light;
    @FXML
    private RadioMenuItem dark;
    @FXML
    private RadioMenuItem contrast;

    private static final String MAP_MODE = "canvas.map-mode";
    private static final Modifiers ALT = new Modifiers(false, false, true);

    private WindowParts parts;

    @SuppressWarnings("NullAway.Init") // FXML makes it, and the window connects it at once.
    public Menus() {}

    void connect(WindowParts connected) {
        parts = connected;
        parts.canvas().mapModeProperty().set(parts.settings().get(MAP_MODE, false));
        mapMode.selectedProperty().bindBidirectional(parts.canvas().mapModeProperty());
        mapMode.selectedProperty().subscribe(on -> parts.settings().put(MAP_MODE, on));
        palette.selectedProperty().bindBidirectional(parts.panels().palette());
        inspector.selectedProperty().bindBidirectional(parts.panels().inspector());
        bottom.selectedProperty().bindBidirectional(parts.panels().bottom());
        (switch (parts.look().choice()) {
            case SYSTEM -> system;
            case LIGHT -> light;
            case DARK -> dark;
            case CONTRAST -> contrast;
        }).setSelected(true);
        arrangeController.connect(parts.editor(), parts.arranging());
        stopRun.disableProperty().bind(parts.runBar().stopDisabledProperty());
        parts.editor().listen(_ -> show());
        show();
    }

    private void show() {
        var editor = parts.editor();
        name(undo, "_Undo", editor.undoLabel());
        name(redo, "_Redo", editor.redoLabel());
        boolean nothing = editor.selection().withoutWires().isEmpty();
        cut.setDisable(nothing || editor.isReadOnly());
        copy.setDisable(nothing);
        duplicate.setDisable(nothing || editor.isReadOnly());
        delete.setDisable(editor.selection().isEmpty() || editor.isReadOnly());
        paste.setDisable(editor.isReadOnly());
    }

    private static void name(MenuItem item, String action, @Nullable String what) {
        item.setDisable(what == null);
        // An underscore would mark a letter of the label as its shortcut.
        item.setText(what == null ? action : action + " " + what.replace("_", "__"));
    }

    @FXML
    void fillRecent() {
        recent.getItems().clear();
        for (var path : parts.settings().recent()) {
            var item = new MenuItem(path.toString());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> parts.desk().open(path));
            recent.getItems().add(item);
        }
        recent.setDisable(recent.getItems().isEmpty());
    }

    @FXML
    void newFlow() {
        parts.desk().openUntitled(Samples.empty());
    }

    @FXML
    void newWindow() {
        parts.windows().openNew();
    }

    @FXML
    void open() {
        parts.desk().open();
    }

    @FXML
    void openSample() {
        parts.desk().openUntitled(Samples.order());
    }

    @FXML
    void save() {
        parts.desk().save();
    }

    @FXML
    void saveAs() {
        parts.desk().saveAs();
    }

    @FXML
    void closeWindow() {
        parts.windows().close(parts.stage());
    }

    @FXML
    void quit() {
        parts.windows().quit();
    }

    @FXML
    void undo() {
        parts.editor().undo();
    }

    @FXML
    void redo() {
        parts.editor().redo();
    }

    @FXML
    void cut() {
        press(KeyInput.Key.X);
    }

    @FXML
    void copy() {
        press(KeyInput.Key.C);
    }

    @FXML
    void paste() {
        press(KeyInput.Key.V);
    }

    @FXML
    void duplicate() {
        press(KeyInput.Key.D);
    }

    @FXML
    void delete() {
        parts.canvas().press(KeyInput.Key.DELETE, Modifiers.NONE);
    }

    @FXML
    void selectAll() {
        press(KeyInput.Key.A);
    }

    @FXML
    void find() {
        parts.finding().find();
    }

    @FXML
    void actions() {
        parts.finding().actions(bar);
    }

    @FXML
    void back() {
        parts.canvas().press(KeyInput.Key.LEFT, ALT);
    }

    @FXML
    void forward() {
        parts.canvas().press(KeyInput.Key.RIGHT, ALT);
    }

    @FXML
    void zoomIn() {
        press(KeyInput.Key.PLUS);
    }

    @FXML
    void zoomOut() {
        press(KeyInput.Key.MINUS);
    }

    @FXML
    void actualSize() {
        press(KeyInput.Key.DIGIT_0);
    }

    @FXML
    void fit() {
        parts.canvas().fit();
    }

    private void press(KeyInput.Key key) {
        parts.canvas().press(key, Modifiers.SHORTCUT);
    }

    @FXML
    void followSystem() {
        parts.look().choose(Look.Choice.SYSTEM);
    }

    @FXML
    void light() {
        parts.look().choose(Look.Choice.LIGHT);
    }

    @FXML
    void dark() {
        parts.look().choose(Look.Choice.DARK);
    }

    @FXML
    void contrast() {
        parts.look().choose(Look.Choice.CONTRAST);
    }

    @FXML
    void run() {
        parts.runBar().run();
    }

    @FXML
    void stop() {
        parts.running().stop();
    }

    @FXML
    void clear() {
        parts.running().clear();
    }

    @FXML
    void shortcuts() {
        parts.help().showShortcuts();
    }

    @FXML
    void about() {
        parts.help().showAbout();
    }
}
