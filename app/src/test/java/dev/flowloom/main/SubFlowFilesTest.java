package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.control.Button;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Selection;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.overlay.RunPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// A part of a flow is taken out into a flow of its own, run there, and put back.
class SubFlowFilesTest {
    private final Path folder;
    private final TestWorkbench bench;

    SubFlowFilesTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void open() throws Exception {
        bench.open(Samples.empty());
        var file = Files.write(folder.resolve("order.flow.json"), DefinitionWriter.write(order()));
        assertThat(Fx.done(() -> bench.window().flows().open(file))).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static Diagram order() {
        return Diagrams.empty().start(0, 0)
                .node(Node.Step.of(id("note"), "", "util.log")
                        .withSettings(Json.Obj.of("message", Json.of("{{ input.name }}"))),
                        200, 0)
                .node(Node.Step.of(id("bill"), "", "util.log")
                        .withSettings(Json.Obj.of("message", Json.of("{{ data & input.name }}"))),
                        500, 0)
                .end("end", 800, 0).chain("start", "note", "bill", "end").diagram();
    }

    private void extract() throws Exception {
        bench.answers().save = folder.resolve("billing");
        Fx.on(() -> bench.flow().editor().select(Selection.of(id("bill"))));
        Fx.on(() -> bench.choose("Edit", "Extract into a sub-flow …"));
        Fx.await(() -> bench.flow().editor().graph().node(id("bill")) == null);
    }

    private Node.SubFlow call() {
        return (Node.SubFlow) Objects.requireNonNull(bench.flow().editor().graph().node(id("billing")));
    }

    @Test
    void whatIsExtractedIsAFlowBesideThisOneThatASubFlowCalls() throws Exception {
        extract();

        var read = DefinitionReader.read(Files.readAllBytes(folder.resolve("billing.flow.json")));
        assertThat(read.problems()).isEmpty();
        assertThat(Objects.requireNonNull(read.diagram()).flow().graph().node(id("bill"))).isNotNull();
        assertThat(call().flow()).isEqualTo(new FlowReference("billing", null));
        Fx.await(() -> bench.flow().editor().problems().stream().noneMatch(Problem::isError));
    }

    @Test
    void itRunsAndItsRunIsShownOnItsOwnDrawing() throws Exception {
        extract();
        Fx.on(() -> bench.flow().running().start(Json.Obj.of("name", Json.of("Ann"))));
        Fx.await(bench::isOver);
        assertThat(bench.flow().canvas().getOverlay().run()).isEqualTo(RunPhase.COMPLETED);

        var caller = bench.flow();
        Fx.on(() -> caller.editor().select(Selection.of(id("billing"))));
        Fx.on(() -> ((Button) bench.find("#open-sub-run")).fire());
        Fx.await(() -> bench.flow() != caller && bench.isOver());
        assertThat(bench.flow().desk().title()).contains("billing");
        assertThat(Objects.requireNonNull(bench.flow().canvas().getOverlay().node(id("bill"))).phase().name())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void itIsPutBackAsAScope() throws Exception {
        extract();
        Fx.on(() -> bench.flow().editor().select(Selection.of(id("billing"))));
        Fx.on(() -> bench.choose("Edit", "Put the flow in its sub-flow’s place"));
        Fx.await(() -> bench.flow().editor().graph().node(id("billing")) instanceof Node.Scope);

        assertThat(bench.flow().editor().graph().node(id("bill"))).isEqualTo(order().flow().graph().node(id("bill")));
        var scope = bench.flow().canvas().boundsOf(id("billing")).orElseThrow();
        var end = bench.flow().canvas().boundsOf(id("end")).orElseThrow();
        assertThat(end.getMinX()).as("what follows made room").isGreaterThan(scope.getMaxX());
        Fx.await(() -> bench.flow().editor().problems().stream().noneMatch(Problem::isError));
    }

    @Test
    void undoingPutsTheStepsBackAndLeavesTheFile() throws Exception {
        extract();
        Fx.on(() -> bench.flow().editor().undo());
        assertThat(DefinitionWriter.write(bench.flow().editor().diagram())).isEqualTo(DefinitionWriter.write(order()));
        assertThat(folder.resolve("billing.flow.json")).exists();
    }

    @Test
    void thatTheUserChoosesNoFileChangesNothing() {
        Fx.on(() -> bench.flow().editor().select(Selection.of(id("bill"))));
        Fx.on(() -> bench.choose("Edit", "Extract into a sub-flow …"));
        assertThat(bench.flow().editor().isChanged()).isFalse();
    }

    @Test
    void aFileElsewhereIsRefused() {
        bench.answers().save = folder.resolve("kept").resolve("far");
        Fx.on(() -> bench.flow().editor().select(Selection.of(id("bill"))));
        Fx.on(() -> bench.choose("Edit", "Extract into a sub-flow …"));
        assertThat(bench.flow().editor().isChanged()).isFalse();
        assertThat(folder.resolve("kept").resolve("far.flow.json")).doesNotExist();
    }
}
