package dev.flowloom.main;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

import dev.flowloom.check.Checker;
import dev.flowloom.files.Disk;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.Histories;
import dev.flowloom.files.Settings;
import dev.flowloom.files.UserPlaces;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.step.StepTypes;

/// The running desktop program: makes the parts that all windows share, and the windows.
public final class Workbench extends Application {
    private final UserPlaces places = UserPlaces.ofThisUser();
    private final Disk disk = new Disk();
    private final Settings settings = new Settings(places.settingsFile(), disk);
    private final StepTypes types = StepTypes.installed();
    private final Engines engines = new Engines(StoreLocation.ofUser(), types);
    private final ScheduledExecutorService draftWriter = Executors.newSingleThreadScheduledExecutor();
    private final Services services = new Services(disk, settings, new Drafts(places.drafts(), disk),
            new Histories(places.histories(), disk), types, new Checker(types), engines, draftWriter,
            task -> Thread.ofVirtual().start(task), new FxThread(),
            InstantSource.system());

    @Override
    public void init() {
        Theme.loadFonts();
    }

    @Override
    public void start(Stage stage) {
        var windows = new OpenWindows(services, new Look(settings), Dialogs::new, Platform::exit);
        Crashes.showIn(() -> windows.inFront().map(Window::banners).orElse(null), services.fx());
        var files = getParameters().getUnnamed().stream().map(Path::of).toList();
        var first = windows.open(stage, Samples.empty());
        files.stream().limit(1).forEach(first::open);
        files.stream().skip(1).forEach(file -> windows.open(new Stage(), Samples.empty()).open(file));
        services.aside().run(services.drafts()::left, left -> {
            left.forEach(first::offer);
            if (files.isEmpty() && left.isEmpty()) {
                openSomething(first);
            }
        });
    }

    /// What was open last; at the first start the sample.
    private void openSomething(Window window) {
        var sample = Samples.orderFile();
        if (!settings.recent().isEmpty()) {
            window.open(settings.recent().getFirst());
        } else if (sample != null) {
            window.open(sample);
        } else {
            window.openUntitled(Samples.order());
        }
    }

    /// The windows are closed. Closing the store may take seconds: the process ends after that.
    @Override
    public void stop() {
        Thread.ofPlatform().name("flowloom-end").start(this::end);
    }

    private void end() {
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
