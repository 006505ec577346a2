package dev.flowloom.main;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.stage.Stage;

import dev.flowloom.check.Checker;
import dev.flowloom.files.Disk;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.Histories;
import dev.flowloom.files.Questions;
import dev.flowloom.files.SessionFile;
import dev.flowloom.files.Settings;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Diagram;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The workbench as it is, but with a folder of its own for all that it keeps, and answers prepared for all it asks.
final class TestWorkbench implements AutoCloseable {
    private final StepTypes types = StepTypes.installed();
    private final Engines engines;
    private final ScheduledExecutorService draftWriter = Executors.newSingleThreadScheduledExecutor();
    private final SessionFile session;
    private final Services services;
    private final Look look;
    private final Answers answers = new Answers();
    private @Nullable Window window;
    private boolean inTest;
    private volatile boolean ended;

    /// What the user answers.
    static final class Answers implements Questions {
        Unsaved unsaved = Unsaved.DONT_SAVE;
        int unsavedAsked;
        Changed changed = Changed.CANCEL;
        boolean overwrite;
        boolean leaveDone;
        @Nullable
        Path open;
        @Nullable
        Path save;
        @Nullable
        Path backup;

        @Override
        public Unsaved unsaved(String title) {
            unsavedAsked++;
            return unsaved;
        }

        @Override
        public Changed changedOnDisk(String title) {
            return changed;
        }

        @Override
        public boolean overwrite(Path file) {
            return overwrite;
        }

        @Override
        public boolean leaveDone(String title) {
            return leaveDone;
        }

        @Override
        public @Nullable Path toOpen(@Nullable Path near) {
            return open;
        }

        @Override
        public @Nullable Path toSave(@Nullable Path near, String suggestedName) {
            return save;
        }

        @Override
        public @Nullable Path toBackUp(String suggestedName) {
            return backup;
        }
    }

    /// One that keeps what it keeps in this folder.
    static TestWorkbench in(Path folder) throws Exception {
        return in(folder, types -> new Engines(new StoreLocation.InMemory(), types));
    }

    static TestWorkbench in(Path folder, Function<StepTypes, Engines> making) throws Exception {
        return Fx.make(() -> new TestWorkbench(folder, making));
    }

    TestWorkbench(Path folder, Function<StepTypes, Engines> making) {
        Theme.loadFonts();
        engines = making.apply(types);
        var disk = new Disk();
        var settings = new Settings(folder.resolve("settings.properties"), disk);
        session = new SessionFile(folder.resolve("session.json"), disk);
        services = new Services(disk, settings, session, new Drafts(folder.resolve("drafts"), disk),
                new Histories(folder.resolve("histories"), disk), types, new Checker(types),
                engines, draftWriter, task -> Thread.ofVirtual().start(task), new FxThread(), InstantSource.system());
        look = new Look(settings);
    }

    /// Opens the window with this flow in it, no larger than a screen that nobody sees.
    void open(Diagram diagram) throws Exception {
        open(diagram, 1000, 900);
    }

    void open(Diagram diagram, int width, int height) throws Exception {
        inTest = true;
        Fx.onStage(stage -> {
            open(stage, diagram);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
        });
        Fx.settle();
    }

    void open(Stage stage, Diagram diagram) {
        var opened = new Window(services, stage, look, answers, diagram, () -> ended = true);
        window = opened;
        opened.whenReplaced(next -> window = next);
        opened.show();
    }

    /// The flow in front.
    FlowPage flow() {
        return window().flows().front();
    }

    /// Whether the program would have ended.
    boolean hasEnded() {
        return ended;
    }

    Window window() {
        return Objects.requireNonNull(window, "not open yet");
    }

    /// What its runs are in.
    Engine engine() {
        return engines.open();
    }

    Drafts drafts() {
        return services.drafts();
    }

    Engines engines() {
        return engines;
    }

    Look look() {
        return look;
    }

    Answers answers() {
        return answers;
    }

    Node find(String selector) {
        var inFront = flow().root().lookup(selector);
        return inFront != null
                ? inFront
                : Objects.requireNonNull(window().frame().getScene().lookup(selector), selector);
    }

    /// Scrolls what it stands in until it can be seen.
    void bringIntoView(Node node) {
        for (var at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ScrollPane pane) {
                var content = pane.getContent().getBoundsInLocal().getHeight();
                var middle = pane.getContent().sceneToLocal(node.localToScene(node.getBoundsInLocal())).getCenterY();
                var seen = pane.getViewportBounds().getHeight();
                pane.setVvalue(content <= seen ? 0 : (middle - seen / 2) / (content - seen));
            }
        }
    }

    void fire(String selector) {
        ((ButtonBase) find(selector)).fire();
    }

    MenuItem item(String menu, String text) {
        var menus = ((MenuBar) find(".menu-bar")).getMenus();
        var items = menus.stream().filter(it -> it.getText().replace("_", "").equals(menu)).findFirst().orElseThrow()
                .getItems();
        return items.stream().filter(it -> it.getText() != null && it.getText().replace("_", "").equals(text))
                .findFirst().orElseThrow();
    }

    /// Chooses an item of a menu.
    void choose(String menu, String text) {
        item(menu, text).fire();
    }

    boolean isOver() {
        return !find("#run").isDisabled();
    }

    void clear() {
        flow().running().clear();
    }

    @Override
    public void close() throws Exception {
        if (inTest) {
            Fx.closeAll();
        }
        draftWriter.close();
        session.close();
        engines.close();
        types.close();
    }
}
