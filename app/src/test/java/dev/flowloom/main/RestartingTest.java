package dev.flowloom.main;

import java.nio.file.Path;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.Phase;
import dev.flowloom.overlay.RunPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A run that failed is retried, or sent elsewhere, in the window.
final class RestartingTest {
    private final TestWorkbench bench;

    RestartingTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder);
    }

    private static Node.Step step(String id, String type, Json.Obj settings) {
        return Node.Step.of(new NodeId(id), "", type).withSettings(settings);
    }

    private static Node.Step failing() {
        return step("pay", "util.fail", Json.Obj.of("code", Json.of("declined")).with("message", Json.of("No."))
                .with("severity", Json.of("critical")));
    }

    private static Diagram failingFlow() {
        return Diagrams.empty().start(0, 12).end("end", 600, 12)
                .node(step("book", "data.transform", Json.Obj.of("value", Json.of("booked"))), 100, 0)
                .node(failing(), 350, 0).chain("start", "book", "pay", "end").diagram();
    }

    @BeforeEach
    void runAFlowThatFails() throws Exception {
        bench.open(failingFlow());
        Fx.on(() -> bench.fire("#run"));
        awaitRun(RunPhase.FAILED);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private void awaitRun(RunPhase phase) throws Exception {
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == phase && bench.isOver());
    }

    private void openRetry() throws Exception {
        Fx.on(() -> bench.fire("#retry"));
        Fx.await(() -> bench.find("#retry-sheet").isVisible());
    }

    private void mend() throws Exception {
        var paid = step("pay", "data.transform", Json.Obj.of("value", Json.of("paid")));
        Fx.on(() -> bench.flow().editor().apply(new Edit.ReplaceNode(paid)));
    }

    private String events() {
        return ((ListView<?>) bench.find("#events")).getItems().toString();
    }

    private Phase phase(String node) {
        var state = bench.flow().canvas().getOverlay().node(new NodeId(node));
        return state == null ? Phase.WAITING : state.phase();
    }

    @Test
    void aRetryOnTheFlowAsItIsDrawnKeepsWhatStaysValid() throws Exception {
        assertThat(bench.find("#retry").isVisible()).isTrue();
        mend();
        openRetry();
        assertThat(((CheckBox) bench.find("#redo-book")).isSelected()).isFalse();
        Fx.on(() -> {
            ((TextField) bench.find("#retry-sheet-reason")).setText("It is mended.");
            bench.fire("#retry-sheet-go");
        });
        awaitRun(RunPhase.COMPLETED);

        assertThat(phase("book")).isEqualTo(Phase.KEPT);
        assertThat(phase("pay")).isEqualTo(Phase.SUCCEEDED);
        assertThat(events()).contains("RunRetried", "It is mended.", "ResultReused");
        assertThat(bench.find("#retry").isVisible()).isFalse();
        assertThat(bench.item("Run", "Retry …").isDisable()).isTrue();
    }

    @Test
    void whatIsTickedIsDoneAgain() throws Exception {
        mend();
        openRetry();
        Fx.on(() -> {
            ((CheckBox) bench.find("#redo-book")).setSelected(true);
            bench.fire("#retry-sheet-go");
        });
        awaitRun(RunPhase.COMPLETED);
        assertThat(phase("book")).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void onTheDefinitionThatTheRunHasItFailsAgain() throws Exception {
        mend();
        openRetry();
        Fx.on(() -> {
            bench.fire("#retry-same");
            bench.fire("#retry-sheet-go");
        });
        Fx.await(() -> events().contains("RunRetried") && bench.isOver());
        awaitRun(RunPhase.FAILED);
    }

    @Test
    void aFlowThatIsDrawnWithErrorsCannotBeRetriedOn() throws Exception {
        Fx.on(() -> bench.flow().editor().apply(new Edit.Delete(Selection.of(new NodeId("end")), false)));
        openRetry();
        Fx.on(() -> bench.fire("#retry-drawn"));
        assertThat(bench.find("#retry-sheet-go").isDisabled()).isTrue();
        assertThat(((Label) bench.find("#retry-sheet .form-problem")).getText()).startsWith(
                "The flow as it is drawn can’t run yet:");
        Fx.on(() -> bench.fire("#retry-same"));
        assertThat(bench.find("#retry-sheet-go").isDisabled()).isFalse();
        Fx.on(() -> bench.fire("#retry-sheet-cancel"));
        assertThat(bench.find("#retry-sheet").isVisible()).isFalse();
    }

    @Test
    void whatIsAskedOfARunIsTakenBackWhenTheRunIsNoLongerShown() throws Exception {
        openRetry();
        Fx.on(() -> bench.clear());
        assertThat(bench.find("#retry-sheet").isVisible()).isFalse();
        assertThat(bench.item("Run", "Retry …").isDisable()).isTrue();
    }

    @Test
    void aRunGoesOnFromTheSelectedStepWithTheDataThatAreTyped() throws Exception {
        Fx.on(() -> {
            bench.flow().editor().select(Selection.of(new NodeId("end")));
            bench.choose("Run", "Go on from the selected step …");
        });
        Fx.on(() -> {
            ((TextArea) bench.find("#jump-data")).setText("{");
            bench.fire("#jump-sheet-go");
        });
        assertThat(bench.find("#jump-sheet").isVisible()).isTrue();
        Fx.on(() -> {
            ((TextArea) bench.find("#jump-data")).setText("{\"paid\": \"by hand\"}");
            bench.fire("#jump-sheet-go");
        });
        awaitRun(RunPhase.COMPLETED);
        assertThat(events()).contains("RunJumped", "by hand");
        assertThat(phase("pay")).isEqualTo(Phase.FAILED);
    }

    @Test
    void whereNothingIsSelectedThatIsSaid() throws Exception {
        Fx.on(() -> {
            bench.flow().editor().select(Selection.NONE);
            bench.choose("Run", "Go on from the selected step …");
        });
        assertThat(bench.find("#jump-sheet").isVisible()).isFalse();
    }
}
