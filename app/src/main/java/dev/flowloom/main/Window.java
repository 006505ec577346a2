package dev.flowloom.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;

import dev.flowloom.files.Questions;
import dev.flowloom.language.Language;
import dev.flowloom.language.Texts;
import dev.flowloom.model.Diagram;
import dev.flowloom.panels.Banners;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The window: the flows that are open in tabs, and the menu bar, which acts on the one in front.
public final class Window {
    private static final double LEAST_WIDTH = 720;
    private static final double LEAST_HEIGHT = 480;
    private static final double TITLE_BAR = 40;
    /// So many seconds pass between two looks at the file in front, which something else may change.
    private static final int LOOKING = 2;

    @FXML
    private StackPane root;
    @FXML
    private TabPane tabs;
    @FXML
    private StackPane veil;
    @FXML
    private Menus menusController;

    private final Services services;
    private final Stage frame;
    private final Questions questions;
    private final ChangeListener<Boolean> coming = (_, _, focused) -> lookAtFile(focused);
    private Consumer<Window> replaced = _ -> {};
    private final Look look;
    private final Runnable end;
    private final OpenFlows flows;
    private final DeadLetterWindow letters;
    private final RunsWindow runs;
    private final SessionRestore session;
    private final HelpSheets sheets;
    private final Future<?> looking;
    private @Nullable FlowPage inMenus;
    private boolean quitting;

    /// @param questions asks the user about files
    /// @param end ends the program
    Window(Services services, Stage frame, Look look, Questions questions, Diagram first, Runnable end) {
        this.services = services;
        this.frame = frame;
        this.questions = questions;
        this.look = look;
        this.end = end;
        load();
        flows = new OpenFlows(services, questions, tabs, first, this::changed, this::quit, this::showLetters);
        var finder = new RunFinder(flows, services);
        letters = new DeadLetterWindow(frame, look, new DeadLetterDesk(services, finder));
        runs = new RunsWindow(frame, look, new RunsDesk(services, finder));
        session = new SessionRestore(services, flows);
        sheets = new HelpSheets(veil, services);
        menusController.connect(flows, services.settings(), look, sheets,
                new Menus.Besides(runs::show, () -> showLetters(null),
                        new StoreBackup(services, questions, () -> flows.front().banners())::ask, this::chooseStore,
                        this::speak),
                this::quit);
        listen();
        looking = services.draftWriter().scheduleWithFixedDelay(() -> services.fx().execute(() -> lookAtFile(true)),
                LOOKING, LOOKING, TimeUnit.SECONDS);
        showScene();
        changed();
    }

    private void load() {
        var loader = new FXMLLoader(Window.class.getResource("window.fxml"), Texts.bundle());
        loader.setController(this);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::turn);
        tabs.addEventFilter(MouseEvent.MOUSE_CLICKED, this::clicked);
        frame.focusedProperty().addListener(coming);
        frame.setOnCloseRequest(event -> {
            event.consume();
            quit();
        });
    }

    /// Before anything else: lists and text areas have uses of their own for these keys.
    private void turn(KeyEvent event) {
        int tabs = switch (event.getCode()) {
            case KeyCode.TAB -> event.isShiftDown() ? -1 : 1;
            case KeyCode.PAGE_DOWN -> 1;
            case KeyCode.PAGE_UP -> -1;
            default -> 0;
        };
        if (tabs != 0 && event.isControlDown() && !event.isAltDown() && !event.isMetaDown()) {
            event.consume();
            flows.turn(tabs);
        }
    }

    /// Who chooses a tab by the mouse goes on in its flow.
    private void clicked(MouseEvent event) {
        var node = event.getTarget() instanceof Node target ? target : null;
        while (node != null && !node.getStyleClass().contains(FlowTab.STYLE)) {
            node = node.getParent();
        }
        if (node != null) {
            flows.focus();
        }
    }

    /// @param run the run of which dead letters are shown; null for all
    private void showLetters(@Nullable RunId run) {
        letters.show(run);
    }

    private void chooseStore() {
        sheets.show(tr("Store of runs"), new StoreSheet(services, where -> {
            sheets.hide();
            flows.all().forEach(page -> page.running().leave());
            banners().show("store", Banners.Kind.INFO, tr("Runs are kept in %s.", StoreChoice.nameOf(where)), "");
        }));
    }

    private void lookAtFile(boolean now) {
        if (now && frame.isShowing()) {
            flows.front().desk().look();
        }
    }

    private void showScene() {
        var settings = services.settings();
        var screen = Screen.getPrimary().getVisualBounds();
        var scene = new Scene(root,
                Math.clamp(settings.get("window.width", 1360.0), LEAST_WIDTH, Math.max(LEAST_WIDTH, screen.getWidth())),
                Math.clamp(settings.get("window.height", 860.0), LEAST_HEIGHT,
                        Math.max(LEAST_HEIGHT, screen.getHeight() - TITLE_BAR)));
        look.add(scene);
        frame.setScene(scene);
        frame.setMinWidth(LEAST_WIDTH);
        frame.setMinHeight(LEAST_HEIGHT);
        frame.getIcons().setAll(WindowIcons.all());
        frame.setOnShown(_ -> flows.focus());
    }

    private void changed() {
        var front = flows.front();
        frame.setTitle(front.title() + " — Flowloom");
        if (!front.equals(inMenus)) {
            inMenus = front;
            menusController.act(front);
        }
        session.keep();
    }

    /// Opens what was open when Flowloom ended, and these files.
    CompletionStage<Boolean> restore(List<Path> files) {
        return session.begin(files).whenComplete(
                (_, _) -> services.background().execute(() -> WarmUp.run(services.checker())));
    }

    OpenFlows flows() {
        return flows;
    }

    /// Where to tell something that concerns no flow.
    Banners banners() {
        return flows.front().banners();
    }

    void show() {
        frame.show();
    }

    Stage frame() {
        return frame;
    }

    /// Ends the program, if the user lets go of what isn't saved.
    void quit() {
        if (quitting) {
            return;
        }
        quitting = true;
        services.aside().watch(flows.mayCloseAll().whenComplete((free, _) -> {
            quitting = false;
            if (Boolean.TRUE.equals(free)) {
                close();
                end.run();
            }
        }));
    }

    private void close() {
        end();
        flows.closeAll();
        frame.close();
    }

    private void end() {
        session.end();
        looking.cancel(false);
        services.settings().put("window.width", Math.round(frame.getScene().getWidth()));
        services.settings().put("window.height", Math.round(frame.getScene().getHeight()));
        letters.close();
        runs.close();
        frame.focusedProperty().removeListener(coming);
        look.remove(frame.getScene());
    }

    /// @param replaced is told of the window that took this one's place, on the same stage
    void whenReplaced(Consumer<Window> replaced) {
        this.replaced = replaced;
    }

    /// Has all said in a language: by a window that takes the place of this one, as after a restart, but that runs go on.
    private void speak(Language language) {
        if (quitting || language == Texts.language()) {
            return;
        }
        quitting = true;
        // What is being written in a field counts.
        flows.front().canvas().requestFocus();
        root.setDisable(true);
        services.aside().watch(flows.rest().thenCompose(_ -> {
            var open = Reopening.of(flows);
            end();
            flows.all().forEach(FlowPage::leave);
            return CompletableFuture.runAsync(() -> {}, services.draftWriter())
                    .thenComposeAsync(_ -> replace(language, open), services.fx());
        }));
    }

    /// When what isn't saved is down.
    private CompletionStage<Boolean> replace(Language language, Reopening open) {
        Texts.speak(language);
        var next = new Window(services, frame, look, questions, Samples.empty(), end);
        next.whenReplaced(replaced);
        replaced.accept(next);
        return next.session.begin(open.session()).thenApply(done -> {
            open.finish(next.flows);
            next.flows.focus();
            return done;
        });
    }
}
