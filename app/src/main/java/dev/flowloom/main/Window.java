package dev.flowloom.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

import dev.flowloom.canvas.CanvasRequests;
import dev.flowloom.canvas.CardFaces;
import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Editor;
import dev.flowloom.files.DraftKeeper;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Notices;
import dev.flowloom.files.Questions;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Wire;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.OutlinePanel;
import dev.flowloom.panels.Palette;
import dev.flowloom.panels.Picker;
import dev.flowloom.panels.ProblemList;
import dev.flowloom.panels.Stencil;
import dev.flowloom.panels.inspector.Inspector;
import dev.flowloom.panels.run.RunBar;
import dev.flowloom.panels.run.RunPanel;
import dev.flowloom.tool.AddRequest;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;

/// One window: a flow on the canvas, and the panels around it.
public final class Window {
    private static final double LEAST_WIDTH = 720;
    private static final double LEAST_HEIGHT = 480;
    private static final double TITLE_BAR = 40;
    /// So many seconds pass between two looks at the file, which something else may change.
    private static final int LOOKING = 2;

    @FXML
    private StackPane root;
    @FXML
    private SplitPane columns;
    @FXML
    private SplitPane rows;
    @FXML
    private VBox centre;
    @FXML
    private StackPane stage;
    @FXML
    private StackPane veil;
    @FXML
    private TabPane bottom;
    @FXML
    private Tab runTab;
    @FXML
    private Tab problemTab;
    @FXML
    private Label firstHint;
    @FXML
    private Label toast;
    @FXML
    private Button zoom;
    @FXML
    private Menus menusController;

    private final Services services;
    private final Stage frame;
    private final Look look;
    private final Editor editor;
    private final Banners banners = new Banners();
    private final FlowCanvas canvas;
    private final FlowDesk desk;
    private final LeftDrafts leftDrafts;
    private final InputOffers inputs;
    private final RunBar runBar;
    private final RunPanel runPanel;
    private final Running running;
    private final PanelMemory panels;
    private final Picker picker = new Picker();
    private final QuickAdd quickAdd;
    private final Finding finding;
    private final Future<?> looking;
    private final PauseTransition toastTime = new PauseTransition(Duration.seconds(5));

    /// @param questions asks the user about files
    Window(Services services, Stage frame, Look look, Windows windows, Questions questions, Diagram first) {
        this.services = services;
        this.frame = frame;
        this.look = look;
        editor = new Editor(first);
        canvas = new FlowCanvas(editor, new CardFaces(services.types()::describe), new Requests());
        var known = new KnownProblems(editor);
        var notices = new FileNotices(banners, known, this::showProblems, this::opened);
        desk = desk(questions, notices);
        leftDrafts = new LeftDrafts(banners, desk, services.aside(), notices::trouble);
        runPanel = new RunPanel(canvas::reveal);
        runBar = new RunBar(this::run, this::stopRun);
        inputs = new InputOffers(runBar, services.aside());
        running = new Running(editor, services, runBar, runPanel, banners, canvas::setOverlay, this::jump);
        panels = new PanelMemory(services.settings());
        finding = new Finding(editor, canvas, picker, services.types());
        quickAdd = new QuickAdd(editor, canvas, picker, services.types(), this::say);
        load();
        arrange();
        menusController.connect(new WindowParts(frame, windows, services.settings(), look, editor, desk, canvas, runBar,
                running, panels, new Arranging(editor, canvas, services.aside(), banners, this::say),
                new HelpSheets(veil), finding));
        frame.focusedProperty().addListener((_, _, focused) -> lookAtFile(focused));
        looking = services.draftWriter().scheduleWithFixedDelay(() -> services.fx().execute(() -> lookAtFile(true)),
                LOOKING, LOOKING, TimeUnit.SECONDS);
        new Checking(editor, services.checker()::check, services.aside(), known::checked);
        editor.listen(this::changed);
        showScene();
        showState();
        inputs.offer(editor.diagram().flow(), desk.file());
    }

    private FlowDesk desk(Questions questions, Notices notices) {
        var drafts = new DraftKeeper(services.drafts().open(), services.histories(), services.draftWriter(),
                trouble -> services.fx().execute(() -> notices.trouble(trouble)));
        return new FlowDesk(editor, services.disk(), drafts, services.settings(), questions, notices,
                services.clock(), services.aside());
    }

    private void lookAtFile(boolean now) {
        if (now && frame.isShowing()) {
            desk.look();
        }
    }

    private void load() {
        var loader = new FXMLLoader(Window.class.getResource("window.fxml"));
        loader.setController(this);
        try {
            Parent loaded = loader.load();
            loaded.setId("window");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void arrange() {
        centre.getChildren().addFirst(runBar);
        stage.getChildren().addFirst(canvas);
        stage.getChildren().addAll(banners, picker);
        canvas.setId("canvas");
        runTab.setContent(runPanel);
        problemTab.setContent(new ProblemList(editor, this::jump));
        var palette = new Palette(Stencil.all(services.types().descriptions()),
                new FromPalette(editor, canvas, this::say));
        palette.setId("palette");
        panels.arrangeColumns(columns, left(palette), new Inspector(editor, services.types(), canvas::requestFocus));
        panels.arrangeRows(rows, bottom);
        zoom.textProperty().bind(Bindings.createStringBinding(
                () -> "%d %%".formatted(Math.round(canvas.getZoom() * 100)), canvas.zoomProperty()));
        toastTime.setOnFinished(_ -> toast.setVisible(false));
    }

    private TabPane left(Palette palette) {
        var outline = new OutlinePanel(editor, services.types(),
                (work, then) -> services.aside().run(work, then), new Revealing());
        var outlineTab = new Tab("Outline", outline);
        outlineTab.selectedProperty().subscribe(outline::setRead);
        var tabs = new TabPane(new Tab("Steps", palette), outlineTab);
        tabs.setId("left-tabs");
        tabs.getStyleClass().addAll("bottom-tabs", "dense");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        return tabs;
    }

    /// Shows on the canvas what is chosen in the outline.
    private final class Revealing implements OutlinePanel.Reveal {
        @Override
        public void node(NodeId node) {
            canvas.reveal(node);
        }

        @Override
        public void wire(Wire wire) {
            canvas.reveal(wire.id());
        }

        @Override
        public void note(NoteId note) {
            canvas.reveal(note);
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
        frame.setOnShown(_ -> {
            canvas.fit();
            canvas.requestFocus();
        });
    }

    private void changed(Editor.Change change) {
        if (change.ofSelection()) {
            runPanel.showNode(editor.selection().onlyNode());
        }
        showState();
    }

    private void showState() {
        frame.setTitle("%s%s — Flowloom".formatted(editor.isChanged() ? "● " : "", desk.title()));
        firstHint.setVisible(editor.graph().nodes().isEmpty());
        var count = editor.problems().size();
        problemTab.setText(count == 0 ? "Problems" : "Problems (%d)".formatted(count));
    }

    private void opened() {
        running.clear();
        canvas.fit();
        inputs.offer(editor.diagram().flow(), desk.file());
        showState();
    }

    private void run(Json input) {
        bottom.getSelectionModel().select(runTab);
        running.start(input);
    }

    void stopRun() {
        running.stop();
    }

    private void jump(Problem problem) {
        var place = problem.place();
        if (place.node() != null) {
            canvas.reveal(place.node());
        } else if (place.wire() != null) {
            canvas.reveal(place.wire());
        }
        showProblems();
    }

    private void showProblems() {
        panels.bottom().set(true);
        bottom.getSelectionModel().select(problemTab);
    }

    @FXML
    void zoomIn() {
        canvas.press(KeyInput.Key.PLUS, Modifiers.SHORTCUT);
    }

    @FXML
    void zoomOut() {
        canvas.press(KeyInput.Key.MINUS, Modifiers.SHORTCUT);
    }

    @FXML
    void actualSize() {
        canvas.press(KeyInput.Key.DIGIT_0, Modifiers.SHORTCUT);
    }

    @FXML
    void fit() {
        canvas.fit();
    }

    private void say(String sentence) {
        toast.setText(sentence);
        toast.setVisible(true);
        toastTime.playFromStart();
    }

    FlowDesk desk() {
        return desk;
    }

    Editor editor() {
        return editor;
    }

    Banners banners() {
        return banners;
    }

    FlowCanvas canvas() {
        return canvas;
    }

    Stage frame() {
        return frame;
    }

    void open(Path file) {
        desk.open(file);
    }

    void openUntitled(Diagram diagram) {
        desk.openUntitled(diagram);
    }

    /// Offers work that an earlier process left unsaved.
    void offer(Drafts.Left left) {
        leftDrafts.offer(left);
    }

    /// Takes the run off the drawing.
    void clearRun() {
        running.clear();
    }

    /// Whether the window may close: nothing unsaved is in it, or the user saves it or lets it go.
    CompletionStage<Boolean> mayClose() {
        return desk.mayLeave();
    }

    void close() {
        running.clear();
        looking.cancel(false);
        desk.close();
        look.remove(frame.getScene());
        panels.remember(columns, rows);
        services.settings().put("window.width", Math.round(frame.getScene().getWidth()));
        services.settings().put("window.height", Math.round(frame.getScene().getHeight()));
        frame.close();
    }

    /// What the canvas asks for.
    private final class Requests implements CanvasRequests {
        @Override
        public void open(NodeId node) {
            panels.inspector().set(true);
            focusField(true);
        }

        @Override
        public void rename(NodeId node) {
            panels.inspector().set(true);
            focusField(false);
        }

        @Override
        public void add(AddRequest request) {
            quickAdd.add(request);
        }

        @Override
        public void replace(NodeId node) {
            quickAdd.replace(node);
        }

        @Override
        public void say(String sentence) {
            Window.this.say(sentence);
        }

        /// The node's name, or the first of its other fields, which is what is looked for when a node is opened.
        private void focusField(boolean other) {
            root.applyCss();
            var fields = List.copyOf(root.lookupAll("#inspector .form-row .text-input"));
            fields.stream().filter(field -> "field-name".equals(field.getId()) != other).findFirst()
                    .or(() -> fields.stream().findFirst()).ifPresent(Node::requestFocus);
        }
    }
}
