package dev.flowloom.main;

import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;

import dev.flowloom.document.Diagrams;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Resource;
import dev.flowloom.model.Retry;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.resource.ResourceState.Breaker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;

/// How it stands with resources is seen at the steps that use them, and in a list.
final class ResourcesShownTest {
    private final TestWorkbench bench;

    ResourcesShownTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static Diagram failing() {
        var settings = Json.Obj.of("code", Json.of("bank.down")).with("severity", Json.of("recoverable"))
                .with("message", Json.of("The bank is down."));
        var step = new dev.flowloom.model.Node.Step(new NodeId("pay"), "Pay", "util.fail", settings, null, null,
                Retry.NEVER, null, "bank", false, Json.Obj.EMPTY);
        var diagram = Diagrams.empty().start(0, 12).end("end", 400, 12).node(step, 100, 0)
                .chain("start", "pay", "end").diagram();
        var bank = new Resource(new Resource.Breaker(1, Duration.ofMinutes(1), 1), null, null, Json.Obj.EMPTY);
        return new Diagram(diagram.flow()
                .withResources(TreePMap.<String, Resource>empty().plus("bank", bank)), diagram.layout());
    }

    @Test
    void anOpenBreakerIsMarkedAtItsStepsAndTold() throws Exception {
        bench.open(failing());
        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.FAILED);
        Fx.await(() -> bench.flow().canvas().getBreakers().equals(
                TreePMap.<NodeId, Breaker>empty().plus(new NodeId("pay"), Breaker.OPEN)));
        Fx.await(() -> bench.window().frame().getScene().getRoot().lookup(".badge-breaker-open") != null);

        Fx.on(() -> ((TabPane) bench.find("#bottom")).getSelectionModel().select(2));
        Fx.await(() -> bench.window().frame().getScene().getRoot().lookupAll("#resources .label").stream()
                .map(ResourcesShownTest::text).anyMatch(text -> text.startsWith(
                        "circuit breaker open after 1 failures, tried again in ")));
    }

    @Test
    void aFlowThatUsesItOtherwiseIsNotMarked() throws Exception {
        bench.open(failing());
        Fx.on(() -> bench.fire("#run"));
        Fx.await(() -> !bench.flow().canvas().getBreakers().isEmpty());
        var flow = bench.flow().editor().diagram().flow();
        var other = new Resource(new Resource.Breaker(2, Duration.ofMinutes(1), 1), null, null, Json.Obj.EMPTY);
        Fx.on(() -> bench.flow().editor().apply(new dev.flowloom.document.Edit.ChangeFlow(
                flow.withResources(flow.resources().plus("bank", other)))));

        assertThat(bench.flow().canvas().getBreakers()).isEmpty();
    }

    private static String text(Node node) {
        return node instanceof Label label ? label.getText() : "";
    }
}
