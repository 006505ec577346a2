package dev.flowloom.canvas;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ZoomEvent;
import javafx.scene.shape.Circle;
import javafx.stage.Stage;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Port;
import dev.flowloom.main.Fx;
import dev.flowloom.main.QuickHand;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.overlay.LoopProgress;
import dev.flowloom.overlay.NodeState;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.overlay.Phase;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.run.VisitId;
import dev.flowloom.tool.AddRequest;
import dev.flowloom.tool.Hit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FlowCanvasTest {
    private static final NoteId NOTE = new NoteId("note");
    private final QuickHand robot = new QuickHand();
    private final List<String> said = new ArrayList<>();
    private final Editor editor = new Editor(Diagrams.empty().start(24, 112).step("a", 104, 100).step("b", 400, 100)
            .step("c", 104, 300).chain("start", "a").diagram());
    /// What takes a while is done at once, unless a test wants it later.
    private Executor aside = Runnable::run;
    private final Deque<Runnable> later = new ArrayDeque<>();
    private boolean hasBug;
    private int asked;
    private final CanvasRequests requests = new CanvasRequests() {
        @Override
        public void open(NodeId node) {
            said.add("open " + node);
        }

        @Override
        public void rename(NodeId node) {
            said.add("rename " + node);
        }

        @Override
        public void add(AddRequest request) {}

        @Override
        public void replace(NodeId node) {}

        @Override
        public void say(String sentence) {
            said.add(sentence);
        }

        @Override
        public <T> void aside(Supplier<T> work, Consumer<T> then, Runnable failed) {
            if (hasBug) {
                asked++;
                aside.execute(failed);
            } else {
                aside.execute(() -> then.accept(work.get()));
            }
        }

        @Override
        public void later(Duration wait, Runnable deed) {
            later.add(deed);
        }
    };

    private final FlowCanvas canvas = makeCanvas();

    @BeforeEach
    void openAWindow() throws Exception {
        Fx.onStage(this::show);
        Fx.settle();
    }

    private FlowCanvas makeCanvas() {
        return Fx.make(() -> new FlowCanvas(editor, Samples.faces(), requests));
    }

    private void show(Stage stage) {
        var scene = new Scene(canvas, 900, 600);
        scene.getStylesheets().add(Objects.requireNonNull(
                FlowCanvasTest.class.getResource("/dev/flowloom/main/theme/light.css")).toExternalForm());
        stage.setScene(scene);
        Fx.place(stage, 900, 600);
        stage.show();
        canvas.requestFocus();
    }

    @AfterEach
    void closeIt() throws Exception {
        robot.release(new KeyCode[0]);
        robot.release(new MouseButton[0]);
        Fx.closeAll();
    }

    @Test
    void aDraggedCardMoves() {
        drag(at("a"), at("a").add(80, 160));

        assertThat(editor.diagram().layout().place(id("a"))).isEqualTo(point(184, 264));
    }

    @Test
    void aNoteIsWrittenWhereItLiesAndUndoneInOneStep() {
        onFx(() -> editor.apply(new Edit.AddNote(NOTE,
                Note.of(Note.Kind.NOTE, point(400, 300), 208, 96, "Old", Note.Color.YELLOW))));
        Fx.settle();
        robot.doubleClickOn(onScreen(new Point2D(500, 340)));
        Fx.settle();
        var area = robot.lookup("#note-text").queryAs(TextArea.class);
        assertThat(area.isFocused()).isTrue();
        robot.write("New");
        assertThat(note().text()).isEqualTo("New");
        robot.type(KeyCode.ESCAPE);
        assertThat(area.getParent().isVisible()).isFalse();
        assertThat(canvas.isFocused()).isTrue();
        onFx(editor::undo);
        assertThat(note().text()).isEqualTo("Old");
    }

    @Test
    void aClickElsewhereEndsTheWritingAndKeysAreNoCommandsMeanwhile() {
        onFx(() -> editor.apply(new Edit.AddNote(NOTE,
                Note.of(Note.Kind.NOTE, point(400, 300), 208, 96, "", Note.Color.YELLOW))));
        click(onScreen(new Point2D(500, 340)));
        robot.type(KeyCode.ENTER);
        robot.write("nada");
        robot.type(KeyCode.BACK_SPACE);
        assertThat(note().text()).isEqualTo("nad");
        assertThat(editor.diagram().layout().notes()).hasSize(1);
        click(onScreen(new Point2D(700, 100)));
        assertThat(robot.lookup("#note-text").queryAs(TextArea.class).getParent().isVisible()).isFalse();
    }

    @Test
    void aNoteGrowsWithWhatIsWritten() {
        onFx(() -> editor.apply(new Edit.AddNote(NOTE,
                Note.of(Note.Kind.NOTE, point(400, 300), 120, 48, "", Note.Color.YELLOW))));
        click(onScreen(new Point2D(440, 320)));
        robot.type(KeyCode.ENTER);
        robot.write("one two three four five six seven eight");
        assertThat(note().height()).isGreaterThan(48);
    }

    private Note note() {
        return Objects.requireNonNull(editor.diagram().layout().notes().get(NOTE));
    }

    @Test
    void aDragFromPortToCardConnectsThem() {
        drag(at(new Port(id("a"), Port.Kind.SEQUENCE, null)), at("b"));

        assertThat(editor.graph().wire(wire("a-b"))).isNotNull();
    }

    @Test
    void whileAWireIsDrawnItsRefusalStandsBesideThePointer() {
        var from = at(new Port(id("a"), Port.Kind.SEQUENCE, null));
        robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(at("start"));
        Fx.settle();

        assertThat(robot.lookup(".refusal").queryLabeled().getText()).isEqualTo("Nothing comes before the start.");
        robot.release(MouseButton.PRIMARY);
        assertThat(said).containsExactly("Nothing comes before the start.");
    }

    @Test
    void keysDeleteAndUndo() {
        click(at("a"));
        robot.type(KeyCode.DELETE);
        assertThat(editor.graph().node(id("a"))).isNull();

        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertThat(editor.graph().node(id("a"))).isNotNull();
    }

    @Test
    void aWindowOfAnotherSizeIsFittedAnewUntilSomebodyLooksElsewhere() {
        onFx(canvas::fit);
        double before = canvas.getZoom();
        onFx(() -> canvas.getScene().getWindow().setWidth(400));
        double fitted = canvas.getZoom();
        assertThat(fitted).isLessThan(before);

        onFx(() -> canvas.setZoom(0.3));
        onFx(() -> canvas.getScene().getWindow().setWidth(900));
        assertThat(canvas.getZoom()).isEqualTo(0.3);
    }

    @Test
    void aNodeFromThePaletteIsPutDownWhereTheButtonIsLetGo() {
        onFx(() -> canvas.startPlacing(dev.flowloom.model.Node.Step.of(id("new"), "Ship it", "log")));
        click(new Point2D(700, 400));

        assertThat(editor.graph().node(id("shipIt"))).isNotNull();
        assertThat(find("shipIt")).isPresent();
    }

    @Test
    void aDragDoesNotGoOnInAnotherDocument() {
        robot.moveTo(at("a")).press(MouseButton.PRIMARY).moveTo(at("a").add(60, 60));
        onFx(() -> editor.open(Diagrams.empty().step("a", 104, 100).diagram(), false));
        robot.moveTo(at("a").add(120, 90)).release(MouseButton.PRIMARY);
        Fx.settle();

        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void escapeGivesBackTheMouseToTheWindow() {
        onFx(() -> canvas.startPlacing(dev.flowloom.model.Node.Step.of(id("new"), "Ship it", "log")));
        robot.moveTo(new Point2D(700, 400)).type(KeyCode.ESCAPE);
        click(at("b"));

        assertThat(editor.graph().node(id("shipIt"))).isNull();
        assertThat(editor.selection()).isEqualTo(Selection.of(id("b")));
    }

    @Test
    void cardsSayInWordsWhatTheirColoursSay() {
        onFx(() -> canvas.setOverlay(OverlayState.NONE.with(RunPhase.RUNNING).with(id("a"),
                new NodeState(Phase.FAILED, 1, 3, null, null, "The card was declined."))));

        assertThat(card("a").getAccessibleText()).endsWith("failed: The card was declined.");
        assertThat(card("a").getStyleClass()).contains("phase-failed");
        assertThat(card("b").getPseudoClassStates()).extracting(Object::toString).contains("steps-back");
    }

    @Test
    void durationsGrowByLittleUntilNothingGoesOnAnyMore() {
        onFx(() -> canvas.setOverlay(OverlayState.NONE.with(RunPhase.RUNNING).with(id("a"),
                new NodeState(Phase.WAITING, 0, 0, Instant.now().minusSeconds(3600), null, null))));
        assertThat(later).hasSize(1);
        onFx(later.remove());
        assertThat(duration("a")).isEqualTo("1 h");
        assertThat(later).hasSize(1);

        onFx(() -> canvas.setOverlay(OverlayState.NONE.with(RunPhase.COMPLETED).with(id("a"),
                new NodeState(Phase.SUCCEEDED, 0, 0, Instant.EPOCH, Instant.EPOCH.plusMillis(238), null))));
        onFx(later.remove());
        assertThat(later).isEmpty();
        assertThat(duration("a")).isEqualTo("238 ms");
    }

    @Test
    void nothingMovesOnACanvasThatIsNotShown() {
        onFx(() -> canvas.setOverlay(OverlayState.NONE.with(RunPhase.RUNNING).with(id("a"),
                new NodeState(Phase.RUNNING, 1, 3, Instant.now(), null, null))));
        onFx(() -> canvas.setShown(false));
        onFx(later.remove());
        assertThat(later).isEmpty();

        onFx(() -> canvas.setShown(true));
        assertThat(later).hasSize(1);
        assertThat(card("a").getStyleClass()).contains("phase-running");
    }

    private String duration(String node) {
        return ((Label) card(node).lookup(".card-duration")).getText();
    }

    @Test
    void aLoopTellsHowFarItHasComeOpenAndCollapsed() {
        var loop = new dev.flowloom.model.Node.Loop(id("each"), "Each traveller",
                new dev.flowloom.model.Node.Repeat.ForEach("input.travellers", 2,
                        dev.flowloom.model.Node.Repeat.ForEach.ItemErrors.STOP),
                Json.Obj.EMPTY);
        onFx(() -> {
            editor.open(Diagrams.empty().node(loop, 104, 100).diagram(), false);
            canvas.setOverlay(OverlayState.NONE.with(RunPhase.RUNNING)
                    .with(id("each"), new NodeState(Phase.RUNNING, 0, 0, Instant.now(), null, null))
                    .with(id("each"), new LoopProgress(new VisitId(1), 3, 1, 10)));
        });
        for (boolean collapsed : new boolean[]{false, true}) {
            onFx(() -> editor.apply(new Edit.Resize(id("each"), point(104, 100), new Frame(400, 208, collapsed))));
            var progress = (Label) card("each").lookup(".card-progress");
            var summary = card("each").lookup(".card-summary");
            assertThat(progress.getText()).isEqualTo("3 of 10, 1 failed");
            assertThat(progress.getWidth()).isGreaterThanOrEqualTo(progress.prefWidth(-1));
            assertThat(summary.getBoundsInParent().intersects(progress.getBoundsInParent())).isFalse();
            assertThat(progress.getBoundsInParent().getMaxX())
                    .isLessThan(canvas.boundsOf(id("each")).orElseThrow().getWidth());
        }
        assertThat(card("each").getAccessibleText()).contains("3 of 10, 1 failed");

        onFx(() -> canvas.setOverlay(OverlayState.NONE));
        assertThat(card("each").lookup(".card-progress").isVisible()).isFalse();
    }

    @Test
    void aCardThatIsUsedAgainForAnotherNodeForgetsTheRunItShowed() {
        onFx(() -> canvas.setOverlay(OverlayState.NONE.with(RunPhase.RUNNING).with(id("a"),
                new NodeState(Phase.FAILED, 1, 3, Instant.EPOCH, Instant.EPOCH.plusMillis(238), "Declined."))));
        onFx(() -> editor.open(Diagrams.empty().diagram(), false));
        onFx(() -> canvas.setOverlay(OverlayState.NONE));
        onFx(() -> editor.open(Diagrams.empty().step("other", 400, 100).step("third", 104, 300).diagram(), false));

        assertThat(card("other").lookupAll(".card-note").stream().filter(Node::isVisible)).isEmpty();
        assertThat(card("other").lookupAll(".card-duration").stream().filter(Node::isVisible)).isEmpty();
        assertThat(card("third").lookupAll(".card-note").stream().filter(Node::isVisible)).isEmpty();
    }

    @Test
    void portsThatAppearLookLikePortsInTheSameFrame() {
        onFx(() -> canvas.setOverlay(OverlayState.NONE.with(RunPhase.RUNNING)));
        onFx(() -> {
            editor.select(Selection.of(id("b")));
            canvas.layout();
            assertThat(robot.lookup(".port").<Circle>queryAll()).filteredOn(Node::isVisible).isNotEmpty()
                    .allSatisfy(port -> assertThat(port.getStroke()).isNotNull());
        });
    }

    @Test
    void aCardThatAppearsLooksLikeACardInTheSameFrame() {
        onFx(() -> {
            editor.apply(new Edit.AddNode(dev.flowloom.model.Node.Step.of(id("new"), "Ship it", "log"),
                    point(400, 300)));
            canvas.layout();
            var outline = (javafx.scene.shape.Shape) card("new").lookup(".card-outline");
            assertThat(outline.getFill()).isNotNull();
            assertThat(((javafx.scene.shape.Shape) card("new").lookup(".card-halo")).getStroke()).isNotNull();
        });
    }

    @Test
    void aRenamedCardSaysItsNewName() {
        onFx(() -> editor.apply(new Edit.Rename(id("a"), "Ship it")));

        assertThat(card("a").getAccessibleText()).startsWith("Ship it");
    }

    @Test
    void manyWiresAreLedWellAsideAndWhatIsDrawnMeanwhileStays() {
        var waiting = new ArrayList<Runnable>();
        onFx(() -> aside = waiting::add);
        onFx(() -> editor.open(crowd(1_200), false));
        assertThat(canvas.drawing().isRough()).isTrue();

        onFx(() -> editor.apply(Edit.MoveNodes.of(List.of(id("s7")), 40, 0)));
        for (int i = 0; i < 10 && canvas.drawing().isRough(); i++) {
            var works = List.copyOf(waiting);
            waiting.clear();
            onFx(() -> works.forEach(Runnable::run));
        }
        var whole = Drawing.of(editor.diagram());
        assertThat(canvas.drawing().isRough()).isFalse();
        assertThat(canvas.drawing().box(id("s7"))).isEqualTo(whole.box(id("s7")));
        assertThat(canvas.drawing().diagram()).isSameAs(editor.diagram());
    }

    @Test
    void afterABugAsideWhatIsDrawnIsTriedAgainOnceItHasChanged() {
        onFx(() -> {
            hasBug = true;
            aside = Platform::runLater;
            editor.open(crowd(1_200), false);
        });
        onFx(canvas::requestLayout);
        int once = asked;
        onFx(canvas::requestLayout);
        assertThat(asked).as("the same is not tried again").isEqualTo(once).isPositive();

        onFx(() -> {
            hasBug = false;
            editor.apply(Edit.MoveNodes.of(List.of(id("s7")), 40, 0));
        });
        for (int i = 0; i < 10 && canvas.drawing().isRough(); i++) {
            onFx(canvas::requestLayout);
        }
        assertThat(canvas.drawing().isRough()).isFalse();
    }

    @Test
    void whatWasLedAsideForAFlowThatWasLeftIsForgotten() {
        var waiting = new ArrayList<Runnable>();
        onFx(() -> aside = waiting::add);
        onFx(() -> editor.open(crowd(1_200), false));
        onFx(() -> editor.open(Diagrams.empty().step("other", 0, 0).diagram(), false));
        onFx(() -> List.copyOf(waiting).forEach(Runnable::run));

        assertThat(canvas.drawing().box(id("s7"))).isNull();
        assertThat(canvas.drawing().box(id("other"))).isNotNull();
    }

    @Test
    void aContainerThatIsEnteredIsNotLeftWhenItsWiresWereLedAside() {
        var waiting = new ArrayList<Runnable>();
        onFx(() -> aside = waiting::add);
        var crowd = crowd(1_200);
        var nodes = crowd.flow().graph().nodes().keySet().stream().map(Object::toString).toArray(String[]::new);
        onFx(() -> editor.open(Diagrams.of(crowd).scope("scope", -100, -100, 12_000, 4_000).in("scope", nodes)
                .step("outside", -600, 0).diagram(), false));
        onFx(() -> canvas.enter(id("scope")));
        for (int i = 0; i < 10 && canvas.drawing().isRough(); i++) {
            var works = List.copyOf(waiting);
            waiting.clear();
            onFx(() -> works.forEach(Runnable::run));
        }

        assertThat(canvas.drawing().isRough()).isFalse();
        assertThat(canvas.drawing().root()).isEqualTo(id("scope"));
        assertThat(canvas.drawing().box(id("outside"))).isNull();
    }

    private static Diagram crowd(int count) {
        var crowd = Diagrams.empty();
        for (int i = 0; i < count; i++) {
            crowd = crowd.step("s" + i, i % 40 * 272, i / 40 * 112);
        }
        for (int i = 1; i < count; i++) {
            crowd = crowd.chain("s" + (i - 1), "s" + i);
        }
        return crowd.diagram();
    }

    @Test
    void problemsAreMarkedOnTheirCard() {
        onFx(() -> editor.showProblems(List.of(
                Problem.error("x", Problem.Place.at(id("b"), ""), Sentence.of("It is wrong."),
                        Sentence.of("Mend it.")))));

        assertThat(card("b").lookup(".badge-problem-error")).isNotNull();
        assertThat(card("a").lookup(".badge-problem-error")).isNull();
    }

    @Test
    void farAwayCardsArePaintedInsteadOfBeingNodes() {
        onFx(() -> canvas.setZoom(0.4));

        assertThat(find("a")).isEmpty();
        onFx(() -> canvas.setZoom(1));
        assertThat(find("a")).isPresent();
    }

    @Test
    void onlyWhatIsToBeSeenIsInTheScene() {
        var many = Diagrams.empty();
        for (int i = 0; i < 2_000; i++) {
            many = many.step("s" + i, i % 50 * 240, i / 50 * 100);
        }
        var diagram = many.diagram();
        onFx(() -> editor.open(diagram, false));

        assertThat(robot.lookup(".card").queryAll()).hasSizeBetween(20, 60);
    }

    @Test
    void revealingBringsANodeIntoViewAndSelectsIt() {
        onFx(() -> {
            editor.open(Diagrams.empty().step("far", 5000, 4000).diagram(), false);
            canvas.reveal(id("far"));
        });

        assertThat(editor.selection()).isEqualTo(Selection.of(id("far")));
        assertThat(canvas.hitTest(450, 300)).isEqualTo(new Hit.OnNode(id("far")));
    }

    @Test
    void theMinimapIsThereWhenNotAllIsToBeSeenAndLooksWhereItIsPressed() {
        var map = canvas.lookup("#minimap");
        onFx(canvas::fit);
        assertThat(map.isVisible()).isFalse();

        onFx(() -> canvas.setZoom(3));
        assertThat(map.isVisible()).isTrue();
        var before = canvas.boundsOf(id("c")).orElseThrow();
        robot.clickOn(map.localToScreen(20, 90));
        Fx.settle();
        assertThat(canvas.boundsOf(id("c")).orElseThrow()).isNotEqualTo(before);
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void aDoubleClickAsksToOpen() {
        robot.moveTo(at("b")).doubleClickOn(MouseButton.PRIMARY);

        assertThat(said).contains("open b");
    }

    @Test
    void aPinchZoomsAboutItsMiddle() {
        var at = Fx.from(() -> canvas.boundsOf(id("c")).map(box -> new Point2D(box.getCenterX(), box.getCenterY())))
                .orElseThrow();
        double before = canvas.getZoom();
        onFx(() -> Event.fireEvent(canvas, new ZoomEvent(ZoomEvent.ZOOM, at.getX(), at.getY(), at.getX(), at.getY(),
                false, false, false, false, false, false, 1.5, 1.5, null)));

        assertThat(canvas.getZoom()).isCloseTo(before * 1.5, within(0.001));
        var now = Fx.from(() -> canvas.boundsOf(id("c"))).orElseThrow();
        assertThat(now.getCenterX()).isCloseTo(at.getX(), within(1.0));
        assertThat(now.getCenterY()).isCloseTo(at.getY(), within(1.0));
    }

    @Test
    void theWayIntoAnEnteredScopeIsShownAndLeadsBack() {
        onFx(() -> editor.open(Diagrams.empty().scope("outer", 0, 0, 600, 400).scope("inner", 40, 60, 400, 200)
                .step("in", 80, 120).in("outer", "inner").in("inner", "in").diagram(), false));
        var crumbs = Objects.requireNonNull(canvas.lookup("#breadcrumbs"));
        assertThat(crumbs.isVisible()).isFalse();
        onFx(() -> canvas.enter(id("inner")));
        assertThat(crumbs.isVisible()).isTrue();
        assertThat(crumbs.lookupAll(".breadcrumb")).hasSize(3);

        onFx(() -> crumbs.lookupAll(".breadcrumb").stream().map(ButtonBase.class::cast)
                .filter(crumb -> crumb.getText().equals("outer")).forEach(ButtonBase::fire));
        assertThat(canvas.drawing().root()).isEqualTo(id("outer"));
        onFx(() -> ((ButtonBase) Objects.requireNonNull(crumbs.lookup(".breadcrumb"))).fire());
        assertThat(canvas.drawing().root()).isNull();
        assertThat(crumbs.isVisible()).isFalse();
    }

    @Test
    void whatIsArrangedGlidesIntoPlaceWhileTheDocumentIsThereAtOnce() throws Exception {
        onFx(() -> {
            canvas.glide(() -> editor.apply(Edit.MoveNodes.of(List.of(id("a")), 0, 300)));
            canvas.layout();
            assertThat(editor.diagram().layout().place(id("a"))).isEqualTo(point(104, 400));
            assertThat(card("a").getLayoutY()).isEqualTo(100);
        });
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> card("a").getLayoutY() == 400);
    }

    @Test
    void notesAndFramesGlideAsNodesDo() throws Exception {
        var flow = Diagrams.empty().scope("scope", 100, 100, 400, 208).note("hint", 120, 200, 96, 48, "",
                Note.Color.GREY);
        onFx(() -> editor.open(flow.diagram(), false));
        var end = new Box(120, 300, 160, 80);
        onFx(() -> {
            canvas.glide(() -> editor.apply(new Edit.Together("", List.of(
                    new Edit.Resize(id("scope"), point(100, 100), Frame.of(480, 400)),
                    new Edit.ChangeNote(new NoteId("hint"),
                            Note.of(Note.Kind.NOTE, point(120, 300), 160, 80, "", Note.Color.GREY))))));
            canvas.layout();
            assertThat(shown("hint")).isEqualTo(new Box(120, 200, 96, 48));
            assertThat(canvas.drawing().box(id("scope"))).isEqualTo(new Box(100, 100, 400, 208));
        });
        // Both are waited for: what grows by less comes to its last whole pixel a pulse sooner.
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> end.equals(shown("hint"))
                && new Box(100, 100, 480, 400).equals(canvas.drawing().box(id("scope"))));
    }

    private @Nullable Box shown(String note) {
        return canvas.drawing().notes().box(new NoteId(note));
    }

    @Test
    void whereAllWasInViewAllStaysInViewWhenItIsArranged() {
        onFx(canvas::fit);
        double before = canvas.getZoom();
        onFx(() -> canvas.glide(() -> editor.apply(Edit.MoveNodes.of(List.of(id("a")), 8, 0))));
        assertThat(canvas.getZoom()).isEqualTo(before);
        onFx(() -> canvas.glide(() -> editor.apply(Edit.MoveNodes.of(List.of(id("a")), 0, 2000))));
        assertThat(canvas.getZoom()).isLessThan(before);
    }

    @Test
    void nothingGlidesWhereLessMotionIsAskedFor() {
        onFx(() -> {
            canvas.getScene().getPreferences().setReducedMotion(true);
            canvas.glide(() -> editor.apply(Edit.MoveNodes.of(List.of(id("a")), 0, 300)));
            canvas.layout();
            assertThat(card("a").getLayoutY()).isEqualTo(400);
        });
    }

    @Test
    void whatIsCutOnTheCardUnderThePointerCanBeReadWhole() {
        var name = "A name that is much too long for any card, however it is drawn";
        onFx(() -> editor.apply(new Edit.Rename(id("c"), name)));
        var box = canvas.boundsOf(id("c")).orElseThrow();
        robot.moveTo(canvas.localToScreen(box.getCenterX(), box.getCenterY()));
        Fx.settle();

        assertThat(robot.lookup(".card").queryAllAs(CardNode.class)).extracting(CardNode::cutText)
                .anyMatch(text -> text.startsWith(name));
    }

    @Test
    void lettersWithAltAreLeftToTheMenus() {
        var left = new ArrayList<KeyCode>();
        onFx(() -> {
            canvas.requestFocus();
            canvas.getScene().addEventHandler(KeyEvent.KEY_PRESSED, event -> left.add(event.getCode()));
        });
        robot.press(KeyCode.ALT);
        List.of(KeyCode.A, KeyCode.E, KeyCode.H, KeyCode.R, KeyCode.V, KeyCode.S).forEach(robot::type);
        robot.release(KeyCode.ALT);
        assertThat(left).contains(KeyCode.A, KeyCode.E, KeyCode.H, KeyCode.R, KeyCode.V, KeyCode.S);

        left.clear();
        robot.type(KeyCode.H, KeyCode.H, KeyCode.RIGHT);
        assertThat(left).isEmpty();
    }

    @Test
    void anUndoDuringADragEndsTheDrag() {
        onFx(() -> editor.apply(Edit.MoveNodes.of(List.of(id("c")), 80, 0)));
        var box = canvas.boundsOf(id("c")).orElseThrow();
        robot.moveTo(canvas.localToScreen(box.getCenterX(), box.getCenterY())).press(MouseButton.PRIMARY).moveBy(30, 30)
                .moveBy(30, 30);
        onFx(editor::undo);
        robot.moveBy(20, 20).release(MouseButton.PRIMARY);
        Fx.settle();

        assertThat(editor.diagram().layout().place(id("c"))).isEqualTo(new Point(104, 300));
    }

    @Test
    void theMinimapShowsWhereNodesHaveGlidedTo() throws Exception {
        var map = canvas.lookup("#minimap");
        onFx(canvas::fit);
        onFx(() -> canvas.glide(() -> editor.apply(Edit.MoveNodes.of(List.of(id("c")), 400, 0))));
        WaitForAsyncUtils.sleep(400, TimeUnit.MILLISECONDS);
        onFx(() -> canvas.setZoom(4));
        robot.clickOn(map.localToScreen(84, 52));
        Fx.settle();

        // The middle of the map is the middle of the flow as it stands now.
        var left = canvas.boundsOf(id("start")).orElseThrow().getMinX();
        var right = canvas.boundsOf(id("c")).orElseThrow().getMaxX();
        assertThat((left + right) / 2).isCloseTo(canvas.getWidth() / 2, within(20.0));
    }

    @Test
    void anEditOrAPressEndsAGlideAtOnce() {
        onFx(() -> {
            canvas.glide(() -> editor.apply(Edit.MoveNodes.of(List.of(id("a")), 0, 300)));
            editor.apply(Edit.MoveNodes.of(List.of(id("b")), 0, 8));
            canvas.layout();
            assertThat(card("a").getLayoutY()).isEqualTo(400);

            canvas.glide(() -> editor.apply(Edit.MoveNodes.of(List.of(id("a")), 0, 8)));
            canvas.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.SHIFT, true, false, false, false));
            canvas.layout();
            assertThat(card("a").getLayoutY()).isEqualTo(408);
        });
    }

    private Node card(String node) {
        return find(node).orElseThrow();
    }

    private Optional<CardNode> find(String node) {
        return robot.lookup(".card").queryAllAs(CardNode.class).stream()
                .filter(card -> card.isVisible() && id(node).equals(card.node())).findFirst();
    }

    private Point2D at(String node) {
        return canvas.boundsOf(id(node)).map(box -> new Point2D(box.getCenterX(), box.getCenterY()))
                .map(this::onScreen).orElseThrow();
    }

    private Point2D at(Port port) {
        return canvas.placeOf(port).map(this::onScreen).orElseThrow();
    }

    private Point2D onScreen(Point2D inCanvas) {
        return canvas.localToScreen(inCanvas);
    }

    private void drag(Point2D from, Point2D to) {
        robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(from.midpoint(to)).moveTo(to)
                .release(MouseButton.PRIMARY);
        Fx.settle();
    }

    private void click(Point2D at) {
        robot.moveTo(at).clickOn(MouseButton.PRIMARY);
        Fx.settle();
    }

    private static void onFx(Runnable action) {
        Fx.on(action);
    }
}
