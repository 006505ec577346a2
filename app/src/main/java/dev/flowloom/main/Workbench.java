package dev.flowloom.main;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

import dev.flowloom.check.Checker;
import dev.flowloom.files.Disk;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.Settings;
import dev.flowloom.files.UserPlaces;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Diagram;
import dev.flowloom.panels.Banners;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The running desktop program: makes the parts that all windows share, and the windows.
public final class Workbench extends Application implements Windows {
    private final List<Window> windows = new ArrayList<>();
    private final UserPlaces places = UserPlaces.ofThisUser();
    private final Disk disk = new Disk();
    private final Settings settings = new Settings(places.settingsFile(), disk);
    private final StepTypes types = StepTypes.installed();
    private final Engines engines = new Engines(StoreLocation.ofUser(), types);
    private final ScheduledExecutorService draftWriter = Executors.newSingleThreadScheduledExecutor();
    private final Services services = new Services(disk, settings, new Drafts(places.drafts(), disk), types,
            new Checker(types), engines, draftWriter, task -> Thread.ofVirtual().start(task), new FxThread(),
            InstantSource.system());
    private @Nullable Look look;

    @Override
    public void init() {
        Theme.loadFonts();
    }

    @Override
    public void start(Stage stage) {
        look = new Look(settings);
        Crashes.showIn(this::banners, services.fx());
        var files = getParameters().getUnnamed().stream().map(Path::of).toList();
        var first = open(stage, settings.recent().isEmpty() && files.isEmpty() ? Samples.order() : Samples.empty());
        var left = services.drafts().left();
        left.forEach(first::offer);
        if (!files.isEmpty()) {
            first.open(files.getFirst());
            files.stream().skip(1).forEach(file -> open(new Stage(), Samples.empty()).open(file));
        } else if (left.isEmpty() && !settings.recent().isEmpty()) {
            first.open(settings.recent().getFirst());
        }
    }

    private Window open(Stage stage, Diagram diagram) {
        var present = look;
        if (present == null) {
            throw new IllegalStateException("windows are opened after the start");
        }
        var window = new Window(services, stage, present, this, new Dialogs(stage), diagram);
        windows.add(window);
        stage.setOnCloseRequest(event -> {
            event.consume();
            close(stage);
        });
        stage.show();
        return window;
    }

    private @Nullable Banners banners() {
        return windows.stream().filter(window -> window.frame().isFocused()).findFirst()
                .or(() -> windows.stream().findFirst()).map(Window::banners).orElse(null);
    }

    @Override
    public void openNew() {
        open(new Stage(), Samples.empty());
    }

    @Override
    public void close(Stage stage) {
        windows.stream().filter(window -> window.frame().equals(stage)).findFirst().filter(Window::mayClose)
                .ifPresent(window -> {
                    windows.remove(window);
                    window.close();
                });
    }

    @Override
    public void quit() {
        List.copyOf(windows).forEach(window -> close(window.frame()));
        if (windows.isEmpty()) {
            Platform.exit();
        }
    }

    @Override
    public void stop() {
        draftWriter.close();
        engines.close();
        types.close();
        try {
            settings.save();
        } catch (FileTrouble e) {
            // Settings are a comfort; without them the next start looks as the first did.
        }
    }
}
