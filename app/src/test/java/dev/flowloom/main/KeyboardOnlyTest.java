package dev.flowloom.main;

import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.input.KeyCode;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.RunPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A flow of eight nodes is drawn, wired, set up and run without touching the mouse.
final class KeyboardOnlyTest {
    private final QuickHand robot = new QuickHand();
    private final TestWorkbench bench;

    KeyboardOnlyTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void openAnEmptyWindow() throws Exception {
        bench.open(Samples.empty(), 1300, 900);
        Fx.settle();
    }

    @AfterEach
    void close() throws Exception {
        robot.release(new KeyCode[0]);
        bench.close();
    }

    @Test
    void eightNodesWithoutAMouse() throws Exception {
        Fx.await(() -> bench.flow().canvas().isFocused());
        robot.type(KeyCode.A);
        Fx.await(() -> bench.find("#picker").isVisible());
        choose("start");
        addAfter("transform");
        open();
        robot.write("7");
        robot.type(KeyCode.ESCAPE);
        addAfter("condition");
        addAfter("log");
        open();
        robot.write("It is much");
        robot.type(KeyCode.ESCAPE);
        addAfter("wait");
        addAfter("log");
        open();
        robot.write("and it was done");
        robot.type(KeyCode.ESCAPE);
        addAfter("end");
        // Back to the condition, whose other way ends elsewhere.
        Fx.on(() -> assertThat(bench.flow().canvas().isFocused()).isTrue());
        robot.press(KeyCode.CONTROL).type(KeyCode.F).release(KeyCode.CONTROL);
        choose("condition");
        addAfter("failing end");
        assertThat(bench.flow().editor().graph().nodes()).hasSize(8);
        assertThat(bench.flow().editor().graph().wires()).hasSize(7);

        setWait("PT0S");
        robot.type(KeyCode.F5);
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
    }

    @Test
    void tabTakesTheFocusAwayFromTheCanvasAndAroundBackToIt() throws Exception {
        Fx.await(() -> bench.flow().canvas().isFocused());
        robot.type(KeyCode.TAB);
        Fx.await(() -> !bench.flow().canvas().isFocused());
        assertThat(bench.flow().editor().graph().nodes()).as("Tab never adds").isEmpty();
        assertThat(bench.window().frame().getScene().getFocusOwner().isFocusVisible()).isTrue();

        for (int steps = 0; steps < 200 && !bench.flow().canvas().isFocused(); steps++) {
            robot.type(KeyCode.TAB);
        }
        assertThat(bench.flow().canvas().isFocused()).isTrue();
    }

    private void choose(String name) {
        Fx.settle();
        robot.write(name);
        robot.type(KeyCode.ENTER);
        Fx.settle();
    }

    private void addAfter(String name) {
        Fx.settle();
        assertThat(bench.flow().canvas().isFocused()).as("the keyboard is the canvas’ before " + name).isTrue();
        robot.press(KeyCode.SHIFT).type(KeyCode.A).release(KeyCode.SHIFT);
        choose(name);
    }

    private void open() {
        robot.type(KeyCode.ENTER);
        Fx.settle();
    }

    /// By its field, which the keyboard comes to by Enter on the node.
    private void setWait(String time) {
        robot.press(KeyCode.CONTROL).type(KeyCode.F).release(KeyCode.CONTROL);
        choose("wait");
        open();
        robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
        robot.write(time);
        robot.type(KeyCode.ENTER);
        Fx.settle();
        assertThat(((Node.Wait) Objects.requireNonNull(bench.flow().editor().graph().node(new NodeId("wait"))))
                .delay().text()).isEqualTo(time);
    }
}
