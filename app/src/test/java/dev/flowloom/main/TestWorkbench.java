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
import javafx.stage.Stage;

import dev.flowloom.check.Checker;
import dev.flowloom.files.Disk;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.Histories;
import dev.flowloom.files.Questions;
import dev.flowloom.files.Settings;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Diagram;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The workbench as it is, but with a folder of its own for all that it keeps, and answers prepared for all it asks.
final class TestWorkbench implements AutoCloseable {
    private final StepTypes types = StepTypes.installed();
    private final Engines engines;
    private final ScheduledExecutorService draftWriter = Executors.newSingleThreadScheduledExecutor();
    private final Services services;
    private final Look look;
    private final Answers answers = new Answers();
    private final OpenWindows windows;
    private @Nullable Window window;
    private volatile boolean ended;

    /// What the user answers.
    static final class Answers implements Questions {
        Unsaved unsaved = Unsaved.DONT_SAVE;
        int unsavedAsked;
        Changed changed = Changed.CANCEL;
        boolean overwrite;
        @Nullable
        Path open;
        @Nullable
        Path save;

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
        public @Nullable Path toOpen(@Nullable Path near) {
            return open;
        }

        @Override
        public @Nullable Path toSave(@Nullable Path near, String suggestedName) {
            return save;
        }
    }

    TestWorkbench(Path folder) {
        this(folder, types -> new Engines(new StoreLocation.InMemory(), types));
    }

    TestWorkbench(Path folder, Function<StepTypes, Engines> making) {
        engines = making.apply(types);
        var disk = new Disk();
        var settings = new Settings(folder.resolve("settings.properties"), disk);
        services = new Services(disk, settings, new Drafts(folder.resolve("drafts"), disk),
                new Histories(folder.resolve("histories"), disk), types, new Checker(types),
                engines, draftWriter, task -> Thread.ofVirtual().start(task), new FxThread(), InstantSource.system());
        look = new Look(settings);
        windows = new OpenWindows(services, look, _ -> answers, () -> ended = true);
    }

    void open(Stage stage, Diagram diagram) {
        window = windows.open(stage, diagram);
    }

    OpenWindows windows() {
        return windows;
    }

    /// Whether the program would have ended.
    boolean hasEnded() {
        return ended;
    }

    Window window() {
        return Objects.requireNonNull(window, "not open yet");
    }

    Drafts drafts() {
        return services.drafts();
    }

    Look look() {
        return look;
    }

    Answers answers() {
        return answers;
    }

    Node find(String selector) {
        return Objects.requireNonNull(window().frame().getScene().lookup(selector), selector);
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
        window().clearRun();
    }

    @Override
    public void close() {
        draftWriter.close();
        engines.close();
        types.close();
    }
}
