package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Editor;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// What needs a real window: modifier keys with the mouse and the wheel, and drags that begin outside the canvas.
@Tag("window")
final class RealWindowTest {
    private static final int PATIENCE = 10;

    private final FxRobot robot = new FxRobot();
    private final TestWorkbench bench;

    RealWindowTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void openAFlow() throws Exception {
        bench.open(Diagrams.empty().start(0, 112).step("a", 100, 100).step("b", 400, 100)
                .step("c", 400, 300).end("end", 700, 112).chain("start", "a", "b", "end").diagram(), 1400, 900);
        onFx(() -> bench.flow().canvas().setZoom(0.8));
    }

    @AfterEach
    void close() throws Exception {
        robot.release(new KeyCode[0]);
        robot.release(new MouseButton[0]);
        bench.close();
    }

    @Test
    void shiftAndControlAddToTheSelectionAndTakeAway() {
        click("a");
        robot.press(KeyCode.SHIFT);
        click("b");
        robot.release(KeyCode.SHIFT);
        waitUntil(() -> editor().selection().nodes().size() == 2);

        robot.press(KeyCode.CONTROL);
        click("a");
        robot.release(KeyCode.CONTROL);
        waitUntil(() -> Objects.equals(editor().selection().onlyNode(), new NodeId("b")));
    }

    @Test
    void controlAndTheWheelZoomAboutThePointer() {
        var at = centre("c");
        robot.moveTo(at).press(KeyCode.CONTROL).scroll(2, VerticalDirection.UP).release(KeyCode.CONTROL);
        waitUntil(() -> bench.flow().canvas().getZoom() > 0.85);

        assertThat(centre("c").distance(at)).isLessThan(3);
    }

    @Test
    void theWheelAloneMovesThePaper() {
        var before = centre("c");
        robot.moveTo(before).scroll(2, VerticalDirection.DOWN);
        waitUntil(() -> centre("c").getY() < before.getY() - 5);

        assertThat(bench.flow().canvas().getZoom()).isEqualTo(0.8);
    }

    @Test
    void spaceAndADragMoveThePaperAlsoOverAStep() {
        var before = centre("c");
        robot.moveTo(before).press(KeyCode.SPACE).press(MouseButton.PRIMARY).moveBy(30, 20).moveBy(30, 20)
                .release(MouseButton.PRIMARY).release(KeyCode.SPACE);
        waitUntil(() -> centre("c").getX() > before.getX() + 50);

        assertThat(place("c")).isEqualTo(new Point(400, 300));
    }

    @Test
    void deleteHealsTheWireAndShiftDeleteDoesNot() {
        click("b");
        robot.type(KeyCode.DELETE);
        waitUntil(() -> editor().graph().wires().size() == 2);
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        waitUntil(() -> editor().graph().wires().size() == 3);

        click("b");
        robot.press(KeyCode.SHIFT).type(KeyCode.DELETE).release(KeyCode.SHIFT);
        waitUntil(() -> editor().graph().wires().size() == 1);
    }

    @Test
    void shiftAndAnArrowMoveFiveTimesAsFar() {
        click("c");
        robot.type(KeyCode.RIGHT);
        waitUntil(() -> place("c").x() == 408);
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        waitUntil(() -> place("c").x() == 448);
    }

    @Test
    void anAltDragCopiesAStepAndOnTheGroundCutsWires() {
        robot.moveTo(centre("c")).press(KeyCode.ALT).press(MouseButton.PRIMARY).moveBy(20, 40).moveBy(20, 60)
                .release(MouseButton.PRIMARY).release(KeyCode.ALT);
        waitUntil(() -> editor().graph().nodes().size() == 6);
        assertThat(place("c")).isEqualTo(new Point(400, 300));

        var between = centre("a").midpoint(centre("b"));
        robot.moveTo(between.add(0, -50)).press(KeyCode.ALT).press(MouseButton.PRIMARY).moveBy(2, 40).moveBy(2, 60)
                .release(MouseButton.PRIMARY).release(KeyCode.ALT);
        waitUntil(() -> editor().graph().wires().size() == 2);
    }

    @Test
    void controlShiftAndAnArrowSelectAllThatFollows() {
        click("a");
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT, KeyCode.CONTROL);
        waitUntil(() -> editor().selection().nodes().size() == 3);
    }

    @Test
    void aRubberBandWithShiftAddsToTheSelection() {
        click("c");
        robot.moveTo(corner("a").add(-20, -20)).press(KeyCode.SHIFT).press(MouseButton.PRIMARY).moveBy(30, 30)
                .moveTo(centre("a")).release(MouseButton.PRIMARY).release(KeyCode.SHIFT);
        waitUntil(() -> editor().selection().nodes().equals(Set.of(new NodeId("a"), new NodeId("c"))));
    }

    @Test
    void theMiddleButtonMovesThePaperAlsoOverAStep() {
        var before = centre("c");
        robot.moveTo(before).press(MouseButton.MIDDLE).moveBy(30, 20).moveBy(30, 20).release(MouseButton.MIDDLE);
        waitUntil(() -> centre("c").getX() > before.getX() + 50);

        assertThat(place("c")).isEqualTo(new Point(400, 300));
    }

    @Test
    void controlSelectsAllDuplicatesCopiesAndPastes() {
        press(KeyCode.A, KeyCode.CONTROL);
        waitUntil(() -> editor().selection().nodes().size() == 5);

        click("c");
        press(KeyCode.D, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().nodes().size() == 6);
        press(KeyCode.C, KeyCode.CONTROL);
        robot.moveTo(onCanvas(200, 500));
        press(KeyCode.V, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().nodes().size() == 7);
        press(KeyCode.X, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().nodes().size() == 6);
    }

    @Test
    void controlUndoesAndRedoesByEitherOfTwoKeys() {
        click("c");
        robot.type(KeyCode.DELETE);
        waitUntil(() -> editor().graph().nodes().size() == 4);
        press(KeyCode.Z, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().nodes().size() == 5);
        press(KeyCode.Y, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().nodes().size() == 4);
        press(KeyCode.Z, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().nodes().size() == 5);
        press(KeyCode.Z, KeyCode.CONTROL, KeyCode.SHIFT);
        waitUntil(() -> editor().graph().nodes().size() == 4);
    }

    @Test
    void shiftAAddsBehindTheSelectedStepAndShiftCWiresWhatUndoesIt() {
        click("c");
        press(KeyCode.A, KeyCode.SHIFT);
        waitUntil(() -> bench.find("#picker").isVisible());
        robot.write("log").type(KeyCode.ENTER);
        waitUntil(() -> editor().graph().nodes().size() == 6 && editor().graph().wires().size() == 4);
        press(KeyCode.Z, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().wires().size() == 3);

        click("a");
        press(KeyCode.C, KeyCode.SHIFT);
        click("c");
        waitUntil(() -> editor().graph().wires().values().stream().anyMatch(Wire.Compensation.class::isInstance));
    }

    @Test
    void controlFindsStepsAndAltGoesBackToWhereOneWas() {
        onFx(() -> bench.flow().canvas().setZoom(3));
        press(KeyCode.F, KeyCode.CONTROL);
        waitUntil(() -> bench.find("#picker").isVisible());
        robot.write("c").type(KeyCode.ENTER);
        waitUntil(() -> Objects.equals(editor().selection().onlyNode(), new NodeId("c")));
        var there = centre("a");
        press(KeyCode.LEFT, KeyCode.ALT);
        waitUntil(() -> centre("a").distance(there) > 1);
        press(KeyCode.RIGHT, KeyCode.ALT);
        waitUntil(() -> centre("a").distance(there) < 1);
    }

    @Test
    void controlKDoesWhatIsNamed() {
        press(KeyCode.K, KeyCode.CONTROL);
        waitUntil(() -> bench.find("#picker").isVisible());
        robot.write("select all").type(KeyCode.ENTER);
        waitUntil(() -> editor().selection().nodes().size() == 5);
    }

    @Test
    void controlGPutsTheSelectionIntoAScopeAndWithShiftTakesItOut() {
        click("b");
        press(KeyCode.G, KeyCode.CONTROL);
        waitUntil(() -> editor().graph().nodes().values().stream().anyMatch(Node.Scope.class::isInstance));
        press(KeyCode.G, KeyCode.CONTROL, KeyCode.SHIFT);
        waitUntil(() -> editor().graph().nodes().values().stream().noneMatch(Node.Scope.class::isInstance));
        assertThat(editor().graph().wires()).hasSize(3);
    }

    @Test
    void aDoubleClickOnThePaperOpensThePickerWhichTheNextClickCloses() {
        var ground = onCanvas(200, 500);
        robot.moveTo(ground).doubleClickOn(MouseButton.PRIMARY);
        waitUntil(() -> bench.find("#picker").isVisible());

        click("b");
        waitUntil(() -> !bench.find("#picker").isVisible());
        assertThat(editor().canUndo()).isFalse();
    }

    @Test
    void aStepDroppedOnAWireIsPutIntoIt() {
        robot.moveTo(centre("b")).press(MouseButton.PRIMARY).moveBy(10, 10).release(MouseButton.PRIMARY);
        var between = centre("a").midpoint(centre("b"));
        robot.moveTo(centre("c")).press(MouseButton.PRIMARY).moveTo(between.add(0, 60)).moveTo(between)
                .release(MouseButton.PRIMARY);
        waitUntil(() -> editor().graph().wires().size() == 4);
    }

    @Test
    void aDragFromThePaletteMayBeginInAnyDirection() {
        for (var way : new Point2D[]{new Point2D(0, 60), new Point2D(0, -30), new Point2D(40, 0)}) {
            int before = editor().graph().nodes().size();
            robot.moveTo(bench.find("#stencil-Wait")).press(MouseButton.PRIMARY).moveBy(way.getX() / 2, way.getY() / 2)
                    .moveBy(way.getX() / 2, way.getY() / 2).moveTo(onCanvas(300, 500)).moveTo(onCanvas(310, 510))
                    .release(MouseButton.PRIMARY);
            waitUntil(() -> editor().graph().nodes().size() == before + 1);
        }
    }

    @Test
    void aDragThatEndsInThePaletteGivesTheMouseBack() {
        robot.moveTo(bench.find("#stencil-Start")).press(MouseButton.PRIMARY).moveBy(0, 40).moveBy(0, 40)
                .release(MouseButton.PRIMARY);
        click("b");
        waitUntil(() -> Objects.equals(editor().selection().onlyNode(), new NodeId("b")));

        assertThat(editor().canUndo()).isFalse();
    }

    @Test
    void tabsAreReorderedByDragging() {
        onFx(() -> bench.window().flows().add(Samples.order()));
        onFx(() -> bench.window().flows().add(Diagrams.empty().start(0, 0).diagram()));
        var before = fromFx(() -> bench.window().flows().all());
        var end = fromFx(() -> {
            var last = bench.find("#flow-3");
            return last.localToScreen(last.getBoundsInLocal()).getMaxX() + 20;
        });
        robot.moveTo(bench.find("#flow-1")).press(MouseButton.PRIMARY);
        // A tab goes past one other at a time, and that takes it a moment.
        while (fromFx(() -> new Robot().getMouseX()) < end) {
            robot.moveBy(12, 0);
            WaitForAsyncUtils.sleep(30, TimeUnit.MILLISECONDS);
        }
        robot.release(MouseButton.PRIMARY);
        waitUntil(() -> bench.window().flows().all().getLast().equals(before.getFirst()));

        assertThat(bench.window().flows().session().selected()).isEqualTo(2);
    }

    @Test
    void theKeysGoToTheCanvasOfFilesThatAreOpened(@TempDir Path files) throws Exception {
        waitUntil(() -> bench.flow().canvas().isFocused());
        var one = Files.write(files.resolve("a.flow.json"), DefinitionWriter.write(Samples.order()));
        var two = Files.write(files.resolve("b.flow.json"), DefinitionWriter.write(Samples.order()));
        onFx(() -> {
            bench.window().flows().open(one);
            bench.window().flows().open(two);
        });
        waitUntil(() -> bench.window().flows().all().size() == 3);
        waitUntil(() -> bench.flow().canvas().isFocused());
    }

    private Editor editor() {
        return bench.flow().editor();
    }

    private Point place(String node) {
        return Objects.requireNonNull(editor().diagram().layout().place(new NodeId(node)));
    }

    private void click(String node) {
        robot.moveTo(centre(node)).clickOn(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void press(KeyCode key, KeyCode... modifiers) {
        robot.press(modifiers).type(key).release(modifiers);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Point2D corner(String node) {
        return fromFx(() -> bench.flow().canvas().boundsOf(new NodeId(node))
                .map(box -> onCanvas(box.getMinX(), box.getMinY())).orElseThrow());
    }

    private Point2D centre(String node) {
        return fromFx(() -> bench.flow().canvas().boundsOf(new NodeId(node))
                .map(box -> onCanvas(box.getCenterX(), box.getCenterY())).orElseThrow());
    }

    private Point2D onCanvas(double x, double y) {
        return bench.flow().canvas().localToScreen(x, y);
    }

    private static void waitUntil(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, () -> fromFx(condition));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("it did not come to that", e);
        }
    }

    private static void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static <T> T fromFx(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }
}
