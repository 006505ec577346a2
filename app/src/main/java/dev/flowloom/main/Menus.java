package dev.flowloom.main;

import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;

import dev.flowloom.document.Editor;
import dev.flowloom.files.Settings;
import dev.flowloom.language.Language;
import dev.flowloom.model.Node;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The menu bar: each item does one thing to the flow that is looked at, or to the window.
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
    private MenuItem extractSubFlow;
    @FXML
    private MenuItem inlineSubFlow;
    @FXML
    private MenuBar bar;
    @FXML
    private ArrangeMenu arrangeController;
    @FXML
    private MenuItem pauseRun;
    @FXML
    private MenuItem stopRun;
    @FXML
    private MenuItem terminateRun;
    @FXML
    private MenuItem retryRun;
    @FXML
    private MenuItem jumpRun;
    @FXML
    private CheckMenuItem mapMode;
    @FXML
    private CheckMenuItem palette;
    @FXML
    private CheckMenuItem inspector;
    @FXML
    private CheckMenuItem bottom;
    @FXML
    private LanguageMenu languageController;
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

    private OpenFlows flows;
    private Settings settings;
    private Look look;
    private HelpSheets help;
    private Besides besides;
    private Runnable quitting;
    private @Nullable FlowPage page;
    private Editor.Subscription listening = () -> {};

    @SuppressWarnings("NullAway.Init") // FXML makes it, and the window connects it at once.
    public Menus() {}

    /// What is done beside the flows.
    ///
    /// @param runs shows the runs of the store
    /// @param letters shows the dead letters
    /// @param backup copies the store
    /// @param store chooses another store
    /// @param language has all said in another language
    record Besides(Runnable runs, Runnable letters, Runnable backup, Runnable store, Consumer<Language> language) {}

    /// @param quitting ends the program, if its user lets go of what isn't saved
    void connect(OpenFlows flows, Settings settings, Look look, HelpSheets help, Besides besides, Runnable quitting) {
        this.flows = flows;
        this.settings = settings;
        this.look = look;
        this.help = help;
        this.besides = besides;
        this.quitting = quitting;
        (switch (look.choice()) {
            case SYSTEM -> system;
            case LIGHT -> light;
            case DARK -> dark;
            case CONTRAST -> contrast;
        }).setSelected(true);
        languageController.connect(settings, besides.language());
        mapMode.setSelected(settings.get(MAP_MODE, false));
        mapMode.selectedProperty().subscribe(on -> settings.put(MAP_MODE, on));
    }

    /// What is chosen is done to this flow from now on.
    void act(FlowPage next) {
        var before = page;
        if (before != null) {
            bindings(before).forEach((item, property) -> item.selectedProperty().unbindBidirectional(property));
        }
        listening.cancel();
        page = next;
        next.canvas().mapModeProperty().set(mapMode.isSelected());
        bindings(next).forEach((item, property) -> item.selectedProperty().bindBidirectional(property));
        arrangeController.connect(next);
        var runBar = next.runBar();
        pauseRun.disableProperty().bind(runBar.pauseDisabledProperty());
        pauseRun.textProperty().bind(runBar.pausedProperty().map(paused -> paused ? tr("_Unpause") : tr("_Pause")));
        stopRun.disableProperty().bind(runBar.stopDisabledProperty());
        terminateRun.disableProperty().bind(runBar.stopDisabledProperty());
        retryRun.disableProperty().bind(runBar.retryDisabledProperty());
        jumpRun.disableProperty().bind(runBar.jumpDisabledProperty());
        listening = next.editor().listen(_ -> show());
        show();
    }

    private Map<CheckMenuItem, BooleanProperty> bindings(FlowPage of) {
        return Map.of(mapMode, of.canvas().mapModeProperty(), palette, of.panels().palette(),
                inspector, of.panels().inspector(), bottom, of.panels().bottom());
    }

    private FlowPage page() {
        return flows.front();
    }

    private void show() {
        var editor = page().editor();
        var undone = editor.undoLabel();
        var redone = editor.redoLabel();
        undo.setDisable(undone == null);
        redo.setDisable(redone == null);
        undo.setText(undone == null ? tr("_Undo") : tr("_Undo %s", plain(undone)));
        redo.setText(redone == null ? tr("_Redo") : tr("_Redo %s", plain(redone)));
        boolean nothing = editor.selection().withoutWires().isEmpty();
        cut.setDisable(nothing || editor.isReadOnly());
        copy.setDisable(nothing);
        duplicate.setDisable(nothing || editor.isReadOnly());
        delete.setDisable(editor.selection().isEmpty() || editor.isReadOnly());
        paste.setDisable(editor.isReadOnly());
        extractSubFlow.setDisable(editor.selection().nodes().isEmpty() || editor.isReadOnly());
        var selected = editor.selection().onlyNode();
        inlineSubFlow.setDisable(selected == null || editor.isReadOnly()
                || !(editor.graph().node(selected) instanceof Node.SubFlow));
    }

    /// An underscore would mark a letter of the label as its shortcut.
    private static String plain(String label) {
        return label.replace("_", "__");
    }

    @FXML
    void fillRecent() {
        recent.getItems().clear();
        for (var path : settings.recent()) {
            var item = new MenuItem(path.toString());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> flows.open(path));
            recent.getItems().add(item);
        }
        recent.setDisable(recent.getItems().isEmpty());
    }

    @FXML
    void newFlow() {
        flows.addEmpty();
    }

    @FXML
    void open() {
        flows.choose();
    }

    @FXML
    void openSample() {
        flows.add(Samples.order());
    }

    @FXML
    void save() {
        page().desk().save();
    }

    @FXML
    void saveAs() {
        page().desk().saveAs();
    }

    @FXML
    void close() {
        flows.closeFront();
    }

    @FXML
    void quit() {
        quitting.run();
    }

    @FXML
    void undo() {
        page().editor().undo();
    }

    @FXML
    void redo() {
        page().editor().redo();
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
    void extractSubFlow() {
        page().subFlows().extract();
    }

    @FXML
    void inlineSubFlow() {
        page().subFlows().inline();
    }

    @FXML
    void delete() {
        page().canvas().press(KeyInput.Key.DELETE, Modifiers.NONE);
    }

    @FXML
    void selectAll() {
        press(KeyInput.Key.A);
    }

    @FXML
    void find() {
        page().finding().find();
    }

    @FXML
    void actions() {
        page().finding().actions(bar);
    }

    @FXML
    void back() {
        page().canvas().press(KeyInput.Key.LEFT, ALT);
    }

    @FXML
    void forward() {
        page().canvas().press(KeyInput.Key.RIGHT, ALT);
    }

    @FXML
    void nextFlow() {
        flows.turn(1);
    }

    @FXML
    void previousFlow() {
        flows.turn(-1);
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
        page().canvas().fit();
    }

    private void press(KeyInput.Key key) {
        page().canvas().press(key, Modifiers.SHORTCUT);
    }

    @FXML
    void followSystem() {
        look.choose(Look.Choice.SYSTEM);
    }

    @FXML
    void light() {
        look.choose(Look.Choice.LIGHT);
    }

    @FXML
    void dark() {
        look.choose(Look.Choice.DARK);
    }

    @FXML
    void contrast() {
        look.choose(Look.Choice.CONTRAST);
    }

    @FXML
    void run() {
        page().runBar().run();
    }

    @FXML
    void pause() {
        page().runBar().pause();
    }

    @FXML
    void stop() {
        page().running().stop();
    }

    @FXML
    void terminate() {
        page().runBar().terminate();
    }

    @FXML
    void retry() {
        page().runBar().retry();
    }

    @FXML
    void jump() {
        page().restarting().askJump();
    }

    @FXML
    void clear() {
        page().running().clear();
    }

    @FXML
    void chooseStore() {
        besides.store().run();
    }

    @FXML
    void backUp() {
        besides.backup().run();
    }

    @FXML
    void deadLetters() {
        besides.letters().run();
    }

    @FXML
    void runs() {
        besides.runs().run();
    }

    @FXML
    void shortcuts() {
        help.showShortcuts();
    }

    @FXML
    void about() {
        help.showAbout();
    }
}
