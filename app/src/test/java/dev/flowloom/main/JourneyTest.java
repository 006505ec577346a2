package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.MouseButton;

import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Port;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import dev.flowloom.overlay.NodeState;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.overlay.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What a person does from an empty canvas to a run that fails, through the whole window.
final class JourneyTest {
    private final QuickHand robot = new QuickHand();
    private final Path folder;
    private final TestWorkbench bench;

    JourneyTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void openAnEmptyWindow() throws Exception {
        bench.open(Samples.empty(), 1000, 900);
        Fx.on(() -> bench.flow().canvas().setZoom(0.6));
    }

    @AfterEach
    void close() throws Exception {
        robot.release(new MouseButton[0]);
        bench.close();
    }

    @Test
    void aFlowIsDrawnSavedOpenedAgainRunAndItsFailureShown() throws Exception {
        drawNodes();
        drawWires();
        setUp();

        var file = folder.resolve("shop.flow.json");
        bench.answers().save = file;
        assertThat(Fx.done(() -> bench.flow().desk().save())).isTrue();
        var drawn = bench.flow().editor().diagram();
        assertThat(DefinitionReader.read(Files.readAllBytes(file)).diagram()).isEqualTo(drawn);
        assertThat(Fx.done(() -> bench.flow().desk().open(file))).isTrue();
        assertThat(bench.flow().editor().diagram()).isEqualTo(drawn);

        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> overlay().run().isOver());
        assertThat(shown("transformData").phase()).isEqualTo(Phase.COMPENSATED);
        assertThat(shown("fail").phase()).isEqualTo(Phase.FAILED);
        assertThat(shown("fail").error()).isEqualTo("The card was declined.");
        assertThat(shown("log").phase()).isEqualTo(Phase.SUCCEEDED);
    }

    private OverlayState overlay() {
        return bench.flow().canvas().getOverlay();
    }

    private NodeState shown(String node) {
        return Objects.requireNonNull(overlay().node(new NodeId(node)), node);
    }

    private void drawNodes() {
        put("Start", 30, 130);
        put("Transform data", 115, 130);
        put("Condition", 250, 130);
        put("Fail", 385, 80);
        put("End", 330, 240);
        put("Log", 115, 260);
        assertThat(graph().nodes().keySet()).extracting(NodeId::value)
                .containsExactly("condition", "end", "fail", "log", "start", "transformData");
    }

    private void drawWires() {
        wire("start", Port.Kind.SEQUENCE, null, "transformData");
        wire("transformData", Port.Kind.SEQUENCE, null, "condition");
        wire("condition", Port.Kind.SEQUENCE, "yes", "fail");
        wire("condition", Port.Kind.SEQUENCE, "otherwise", "end");
        wire("fail", Port.Kind.SEQUENCE, null, "end");
        wire("transformData", Port.Kind.COMPENSATION, null, "log");
        assertThat(graph().wires().keySet()).extracting(WireId::value).hasSize(6);
    }

    private void setUp() {
        type("transformData", "value", "7");
        type("log", "message", "undone {{ undo.output }}");
        type("fail", "code", "card.declined");
        type("fail", "message", "The card was declined.");
        var settings = ((Node.Step) Objects.requireNonNull(graph().node(new NodeId("transformData")))).settings();
        assertThat(settings).isEqualTo(Json.Obj.of("value", Json.of(7)));
    }

    /// Types into a field of a step's form.
    private void type(String step, String field, String text) {
        Fx.on(() -> bench.flow().editor().select(Selection.of(new NodeId(step))));
        Fx.on(() -> {
            var input = (TextInputControl) bench.find("#field-" + field);
            input.requestFocus();
            input.selectAll();
        });
        robot.write(text);
        Fx.settle();
    }

    private Graph graph() {
        return bench.flow().editor().diagram().flow().graph();
    }

    /// Drags from the palette to a place on the canvas.
    private void put(String title, int x, int y) {
        var stencil = bench.find("#stencil-" + title.replace(' ', '-'));
        Fx.on(() -> bench.bringIntoView(stencil));
        robot.moveTo(stencil).press(MouseButton.PRIMARY)
                .moveBy(40, 0).moveTo(onCanvas(x, y).subtract(5, 5)).moveTo(onCanvas(x, y))
                .release(MouseButton.PRIMARY);
        Fx.settle();
    }

    private void wire(String from, Port.Kind kind, @Nullable String branch, String to) {
        var canvas = bench.flow().canvas();
        var begin = canvas.placeOf(new Port(new NodeId(from), kind, branch)).orElseThrow();
        var box = canvas.boundsOf(new NodeId(to)).orElseThrow();
        robot.moveTo(canvas.localToScreen(begin)).press(MouseButton.PRIMARY)
                .moveTo(canvas.localToScreen(box.getCenterX() - 5, box.getCenterY()))
                .moveTo(canvas.localToScreen(box.getCenterX(), box.getCenterY())).release(MouseButton.PRIMARY);
        Fx.settle();
    }

    private Point2D onCanvas(double x, double y) {
        return bench.flow().canvas().localToScreen(x, y);
    }
}
