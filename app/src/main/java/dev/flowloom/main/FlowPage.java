package dev.flowloom.main;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flowloom.canvas.CanvasRequests;
import dev.flowloom.canvas.CardFaces;
import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Editor;
import dev.flowloom.files.DraftKeeper;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Questions;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Wire;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.OutlinePanel;
import dev.flowloom.panels.Palette;
import dev.flowloom.panels.Picker;
import dev.flowloom.panels.ProblemList;
import dev.flowloom.panels.ResourceList;
import dev.flowloom.panels.Stencil;
import dev.flowloom.panels.form.Insight;
import dev.flowloom.panels.inspector.Assistance;
import dev.flowloom.panels.inspector.Inspector;
import dev.flowloom.panels.run.JumpSheet;
import dev.flowloom.panels.run.RetrySheet;
import dev.flowloom.panels.run.RunBar;
import dev.flowloom.panels.run.RunPanel;
import dev.flowloom.run.RunId;
import dev.flowloom.step.Secrets;
import dev.flowloom.tool.AddRequest;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// An open flow: its canvas, the panels around it, its file and its run. Of those that are open one is shown at a time; the
/// others do next to nothing.
final class FlowPage {
    private final Services services;
    private final Editor editor;
    private final Banners banners = new Banners();
    private final FlowCanvas canvas;
    private final PanelMemory panels;
    private final PageLayout layout;
    private final FileNotices notices;
    private final FlowDesk desk;
    private final InputOffers inputs;
    private final RunBar runBar;
    private final RunPanel runPanel;
    private final Running running;
    private final Restarting restarting;
    private final RetrySheet retrySheet = new RetrySheet();
    private final JumpSheet jumpSheet = new JumpSheet();
    private final Neighbours neighbours = new Neighbours();
    private final Checking checking;
    private final SubFlowFiles subFlows;
    private final QuickAdd quickAdd;
    private final Finding finding;
    private final Arranging arranging;
    private final ResourceList resources;
    private final Runnable unwatch;
    private Runnable told = () -> {};

    /// Opens files beside this one.
    interface Opener {
        /// Turns to the flow in a file. What is wrong with that is told here.
        ///
        /// @param then gets its page, if it could be opened
        void open(Path file, Consumer<FlowPage> then);
    }

    /// @param questions asks the user about files
    /// @param throwAway throws a draft away that was left
    FlowPage(Services services, Questions questions, Diagram first, Opener opener,
            Consumer<Drafts.Left> throwAway) {
        this.services = services;
        editor = new Editor(first);
        canvas = new FlowCanvas(editor, new CardFaces(services.types()::describe), new Requests());
        panels = new PanelMemory(services.settings());
        layout = new PageLayout(canvas, panels);
        var known = new KnownProblems(editor);
        notices = new FileNotices(banners, known, layout::showProblems, this::opened, throwAway);
        resources = new ResourceList(services.engines().resources()::states, services.clock());
        desk = desk(questions);
        runPanel = new RunPanel(canvas::reveal);
        runBar = new RunBar(new RunWishes(questions));
        inputs = new InputOffers(runBar, services.aside());
        running = new Running(editor, neighbours, services, runBar, runPanel, banners, canvas::setOverlay,
                known::checked,
                this::jump);
        running.setShown(false);
        restarting = new Restarting(editor, neighbours, services, running, retrySheet, jumpSheet, canvas::requestFocus,
                layout::say);
        var picker = new Picker();
        finding = new Finding(editor, canvas, picker, services.types());
        quickAdd = new QuickAdd(editor, canvas, picker, services.types(), layout::say);
        subFlows = new SubFlowFiles(editor, canvas, neighbours, services, questions, opener, desk::file, layout::say);
        arranging = new Arranging(editor, canvas, services.aside(), banners, layout::say);
        arrange(picker);
        unwatch = services.engines().resources().watch(() -> services.fx().execute(this::showResources));
        checking = new Checking(editor, flow -> services.checker().check(flow, neighbours), services.aside(),
                known::checked);
        editor.listen(this::changed);
        runBar.stateProperty().addListener(_ -> told.run());
        runBar.stopDisabledProperty().addListener(_ -> told.run());
        closeWhen(runBar.retryDisabledProperty(), retrySheet::close);
        closeWhen(runBar.jumpDisabledProperty(), jumpSheet::close);
        showState();
        showResources();
        canvas.fit();
        inputs.offer(editor.diagram().flow(), desk.file());
    }

    /// What is asked of a run that is no longer shown has no answer.
    private static void closeWhen(ReadOnlyBooleanProperty impossible, Runnable close) {
        impossible.addListener((_, _, now) -> {
            if (now) {
                close.run();
            }
        });
    }

    private FlowDesk desk(Questions questions) {
        var drafts = new DraftKeeper(services.drafts().open(), services.histories(), services.draftWriter(),
                trouble -> services.fx().execute(() -> notices.trouble(trouble)));
        return new FlowDesk(editor, services.disk(), drafts, services.settings(), questions, notices,
                services.clock(), services.aside());
    }

    private void arrange(Picker picker) {
        layout.putAbove(runBar);
        layout.putOver(banners, retrySheet, jumpSheet, picker);
        var inspector = new Inspector(
                new Assistance(editor, running::tried,
                        (work, then) -> services.aside().run(work, then, () -> then.accept(Insight.Finding.NOTHING)),
                        Secrets.ENVIRONMENT, subFlows),
                services.types(), canvas::requestFocus);
        running.onNews(inspector::showNews);
        VBox.setVgrow(inspector, Priority.ALWAYS);
        layout.putBeside(left(), new VBox(runPanel.waitsOfNode(), inspector));
        layout.putBelow(runPanel, new ProblemList(editor, this::jump, canvas::trace), resources);
    }

    /// Shows a run on the drawing, as far as that is the flow that runs.
    void showRun(RunId run) {
        layout.showRun();
        running.goOn(run, editor.diagram().flow());
    }

    /// As [#showRun(RunId)], of a run that may have been of this flow as it was.
    void goOnShowing(RunId run, Flow flow) {
        running.goOn(run, flow);
    }

    /// Lets the dead letters of the run that is shown be looked at.
    void showLettersBy(Consumer<RunId> opener) {
        runPanel.showLettersBy(opener);
    }

    /// The file of a flow in the folder of this one; null where it isn't there. May be asked from any thread.
    @Nullable
    Path fileBeside(FlowReference flow) {
        return neighbours.fileOf(flow);
    }

    private TabPane left() {
        var palette = new Palette(Stencil.all(services.types().descriptions(), services.types().sources()),
                new FromPalette(editor, canvas, layout::say));
        palette.setId("palette");
        var outline = new OutlinePanel(editor, services.types(),
                (work, then, failed) -> services.aside().run(work, then, failed), new Revealing());
        var outlineTab = new Tab(tr("Outline"), outline);
        outlineTab.selectedProperty().subscribe(outline::setRead);
        var tabs = new TabPane(new Tab(tr("Steps"), palette), outlineTab);
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

    /// @param told is told when what the flow is called, or how it fares, may have changed
    void tell(Runnable told) {
        this.told = told;
    }

    /// It is looked at from now on.
    void show() {
        layout.show();
        running.setShown(true);
        desk.look();
        recheckCalls();
    }

    /// Something else is looked at, or nothing.
    void hide() {
        layout.hide();
        running.setShown(false);
    }

    /// Gives it the keys.
    void focus() {
        layout.focus();
    }

    private void changed(Editor.Change change) {
        if (change.ofSelection()) {
            runPanel.showNode(editor.selection().onlyNode());
        }
        if (change.ofDiagram()) {
            showBreakers();
        }
        showState();
    }

    /// What this one calls may have been changed elsewhere.
    private void recheckCalls() {
        if (editor.graph().nodes().values().stream().anyMatch(Node.SubFlow.class::isInstance)) {
            checking.again();
        }
    }

    private void showResources() {
        showBreakers();
        resources.refresh();
    }

    private void showBreakers() {
        canvas.setBreakers(Breakers.of(editor.diagram().flow(), services.engines().resources().broken()));
    }

    private void showState() {
        if (neighbours.beside(desk.file())) {
            recheckCalls();
        }
        layout.showState(editor.graph().nodes().isEmpty(), editor.problems().size());
        told.run();
    }

    private void opened() {
        running.clear();
        canvas.fit();
        inputs.offer(editor.diagram().flow(), desk.file());
        showState();
    }

    /// What is chosen in the run bar.
    private final class RunWishes implements RunBar.Wishes {
        private final Questions questions;

        RunWishes(Questions questions) {
            this.questions = questions;
        }

        @Override
        public void run(Json input) {
            layout.showRun();
            running.start(input);
        }

        @Override
        public void pause() {
            running.pause();
        }

        @Override
        public void unpause() {
            running.unpause();
        }

        @Override
        public void stop() {
            running.stop();
        }

        @Override
        public void terminate() {
            if (running.isStoppable() && questions.leaveDone(desk.title())) {
                running.terminate();
            }
        }

        @Override
        public void retry() {
            restarting.askRetry();
        }
    }

    private void jump(Problem problem) {
        var place = problem.place();
        if (place.node() != null) {
            canvas.reveal(place.node());
        } else if (place.wire() != null) {
            canvas.reveal(place.wire());
        }
        layout.showProblems();
    }

    /// Tells what went wrong with a file.
    void trouble(FileTrouble trouble) {
        notices.trouble(trouble);
    }

    /// Says that it holds work which an earlier process left.
    void cameBack() {
        notices.cameBack(desk.title());
    }

    /// It holds that work, but its user knows.
    void wasNotAway() {
        notices.wasNotAway();
    }

    /// What stands in the tab.
    StackPane root() {
        return layout.root();
    }

    /// What it is called, and whether there is something to save.
    String title() {
        return (editor.isChanged() ? "● " : "") + desk.title();
    }

    /// Whether nothing was done with it yet, so that another flow may take its place.
    boolean isUntouched() {
        return desk.file() == null && !editor.isChanged() && !editor.canUndo() && !editor.canRedo()
                && editor.graph().nodes().isEmpty();
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

    RunBar runBar() {
        return runBar;
    }

    Running running() {
        return running;
    }

    Restarting restarting() {
        return restarting;
    }

    PanelMemory panels() {
        return panels;
    }

    SubFlowFiles subFlows() {
        return subFlows;
    }

    Arranging arranging() {
        return arranging;
    }

    Finding finding() {
        return finding;
    }

    /// Whether it may be closed: nothing unsaved is in it, or the user saves it or lets it go.
    CompletionStage<Boolean> mayClose() {
        return desk.mayLeave();
    }

    /// Closes it, and leaves its work and its run to who goes on with them.
    void leave() {
        hide();
        unwatch.run();
        running.leave();
        desk.handOver();
    }

    /// @param told where to tell what becomes of what was under way here
    void close(Banners told) {
        hide();
        unwatch.run();
        running.close(told);
        desk.close();
    }

    /// What the canvas asks for.
    private final class Requests implements CanvasRequests {
        @Override
        public <T> void aside(Supplier<T> work, Consumer<T> then, Runnable failed) {
            services.aside().run(work, then, failed);
        }

        @Override
        public void later(Duration wait, Runnable deed) {
            CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, services.fx()).execute(deed);
        }

        @Override
        public void open(NodeId node) {
            if (editor.graph().node(node) instanceof Node.SubFlow call) {
                subFlows.open(call.flow());
            } else {
                layout.focusField(true);
            }
        }

        @Override
        public void rename(NodeId node) {
            layout.focusField(false);
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
            layout.say(sentence);
        }
    }
}
