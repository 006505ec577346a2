package dev.flowloom.main;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

import dev.flowloom.check.Checker;
import dev.flowloom.files.Disk;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.Histories;
import dev.flowloom.files.SessionFile;
import dev.flowloom.files.Settings;
import dev.flowloom.files.UserPlaces;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.language.Texts;
import dev.flowloom.panels.Banners;
import dev.flowloom.step.StepTypes;

import static dev.flowloom.language.Texts.tr;

/// The running desktop program: makes the parts that all flows share, and the window.
public final class Workbench extends Application {
    private static final System.Logger LOG = System.getLogger(Workbench.class.getName());

    private final UserPlaces places = UserPlaces.ofThisUser();
    private final Disk disk = new Disk();
    private final Settings settings = new Settings(places.settingsFile(), disk);
    private final SessionFile session = new SessionFile(places.session(), disk);
    private final StepTypes types = StepTypes.installed();
    private final Engines engines = new Engines(StoreLocation.ofUser(), types);
    private final ScheduledExecutorService draftWriter = Executors.newSingleThreadScheduledExecutor();
    private final Services services = new Services(disk, settings, session,
            new Drafts(places.drafts(), disk),
            new Histories(places.histories(), disk), types, new Checker(types), engines, draftWriter,
            task -> Thread.ofVirtual().start(task), new FxThread(),
            InstantSource.system());

    private StoreChoice store = new StoreChoice(StoreLocation.ofUser(), null, List.of());

    @Override
    public void init() {
        Texts.speak(LanguageMenu.chosen(settings));
        store = StoreChoice.of(getParameters().getRaw(), settings);
        engines.beginWith(store.location());
        Theme.loadFonts();
    }

    @Override
    public void start(Stage stage) {
        var window = new Window(services, stage, new Look(settings), new Dialogs(stage), Samples.empty(),
                Platform::exit);
        var present = new AtomicReference<>(window);
        window.whenReplaced(present::set);
        Crashes.showIn(() -> present.get().banners(), services.fx());
        window.show();
        window.restore(store.files());
        var trouble = store.trouble();
        if (trouble != null) {
            window.banners().show("store", Banners.Kind.ERROR, EngineWords.of(trouble),
                    tr("Until another is chosen, runs are kept in %s.", store.location()));
        }
    }

    /// The window is closed. Closing the store may take seconds: the process ends after that.
    @Override
    public void stop() {
        Thread.ofPlatform().name("flowloom-end").start(this::end);
    }

    private void end() {
        // First what takes no time, and is lost where the process is ended from outside.
        end(settings::save, draftWriter::close, session::close, engines::close, types::close);
    }

    /// Something to be done at the end.
    interface Ending {
        void run() throws FileTrouble;
    }

    /// Does each of these, whatever becomes of those before.
    static void end(Ending... endings) {
        for (var ending : endings) {
            try {
                ending.run();
            } catch (FileTrouble | RuntimeException | Error e) {
                LOG.log(Level.ERROR, "Not all could be closed as it should.", e);
            }
        }
    }
}
