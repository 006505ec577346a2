package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.geometry.Point2D;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

import dev.flowloom.geometry.Port;
import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.Phase;
import dev.flowloom.overlay.RunPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What `docs/first-flow.md` has a beginner draw, key by key.
class FirstFlowTest {
    private static final Pattern VALUE = Pattern.compile("(?m)^ {8}(\\{ \"text\": .*})$");

    private final QuickHand robot = new QuickHand();
    private final TestWorkbench bench;

    FirstFlowTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder);
    }

    @BeforeEach
    void openAnEmptyWindow() throws Exception {
        bench.open(Samples.empty(), 1000, 900);
    }

    @AfterEach
    void close() throws Exception {
        robot.release(new KeyCode[0]);
        robot.release(new MouseButton[0]);
        bench.close();
    }

    @Test
    void whatIsToldIsDrawnAndRuns() throws Exception {
        var document = Files.readString(Path.of("../docs/first-flow.md")).replace("\r\n", "\n");
        var values = VALUE.matcher(document).results().map(found -> found.group(1)).toList();

        robot.type(KeyCode.A);
        choose("start");
        addAfter("transform");
        set("name", "Greet");
        set("value", values.get(0));
        addAfter("condition");
        set("branch-when-0", "input.known");
        drag("condition", "yes", new Point2D(60, 120));
        choose("transform");
        set("name", "Say more");
        set("value", values.get(1));
        addAfter("end");
        drag("condition", "otherwise", "end");
        Fx.on(() -> bench.flow().canvas().requestFocus());
        robot.press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
        assertThat(graph().wires()).hasSize(5);

        Fx.on(() -> {
            bench.fire("#edit-input");
            ((TextInputControl) bench.find("#input-text")).setText("{ \"name\": \"Ada\", \"known\": true }");
        });
        robot.type(KeyCode.F5);
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
        assertThat(graph().nodes().values()).filteredOn(node -> node.name().equals("Say more")).singleElement()
                .extracting(node -> Objects.requireNonNull(bench.flow().canvas().getOverlay().node(node.id())).phase())
                .isEqualTo(Phase.SUCCEEDED);
    }

    private Graph graph() {
        return bench.flow().editor().graph();
    }

    private void choose(String name) {
        assertThat(bench.find("#picker").isVisible()).isTrue();
        robot.write(name);
        robot.type(KeyCode.ENTER);
    }

    private void addAfter(String name) {
        robot.press(KeyCode.SHIFT).type(KeyCode.A).release(KeyCode.SHIFT);
        choose(name);
    }

    private void set(String field, String text) {
        Fx.on(() -> {
            var input = (TextInputControl) bench.find("#field-" + field);
            input.requestFocus();
            input.selectAll();
        });
        robot.write(text);
        robot.type(KeyCode.ESCAPE);
        if (!bench.flow().canvas().isFocused()) {
            robot.type(KeyCode.ESCAPE);
        }
    }

    private Point2D port(String node, String branch) {
        var port = new Port(new NodeId(node), Port.Kind.SEQUENCE, branch);
        return bench.flow().canvas().placeOf(port).map(bench.flow().canvas()::localToScreen).orElseThrow();
    }

    private void drag(String node, String branch, Point2D way) {
        var from = port(node, branch);
        robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(from.add(way.multiply(0.5))).moveTo(from.add(way))
                .release(MouseButton.PRIMARY);
    }

    private void drag(String node, String branch, String to) {
        var box = bench.flow().canvas().boundsOf(new NodeId(to)).orElseThrow();
        drag(node, branch, bench.flow().canvas().localToScreen(box.getCenterX(), box.getCenterY())
                .subtract(port(node, branch)));
    }
}
