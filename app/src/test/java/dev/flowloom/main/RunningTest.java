package dev.flowloom.main;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Retry;
import dev.flowloom.model.SecretReference;
import dev.flowloom.overlay.RunPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs in the window: started, stopped, overtaken, refused.
final class RunningTest {
    private static final int PATIENCE = 60;

    private final Path folder;
    private final TestWorkbench bench;

    RunningTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void openAFlowThatWaits() throws Exception {
        bench.open(waiting("PT10M"), 1000, 900);
    }

    private static Diagram waiting(String time) {
        return Diagrams.empty().start(0, 12).end("end", 400, 12)
                .node(new Node.Wait(new NodeId("wait"), "Wait", time, Json.Obj.EMPTY), 100, 0)
                .chain("start", "wait", "end").diagram();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void aStopThatComesBeforeTheRunHasStartedStopsIt() {
        onFx(() -> {
            bench.fire("#run");
            bench.fire("#stop");
        });
        waitUntil(() -> phase() == RunPhase.CANCELLED);
    }

    @Test
    void stoppingWhereNothingRunsChangesNothing() {
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> phase() == RunPhase.RUNNING);
        onFx(() -> bench.fire("#stop"));
        waitUntil(() -> phase() == RunPhase.CANCELLED);
        var said = state();

        onFx(() -> bench.flow().running().stop());
        assertThat(state()).isEqualTo(said);
    }

    @Test
    void theFocusGoesFromRunToStopAndBack() {
        onFx(() -> {
            bench.find("#run").requestFocus();
            bench.fire("#run");
        });
        waitUntil(() -> phase() == RunPhase.RUNNING);
        assertThat(bench.find("#stop").isFocused()).isTrue();

        onFx(() -> bench.fire("#stop"));
        waitUntil(() -> phase() == RunPhase.CANCELLED);
        assertThat(bench.find("#run").isFocused()).isTrue();
    }

    @Test
    void aRunIsPausedAndUnpausedByTheSameButton() {
        assertThat(bench.find("#pause").isDisabled()).isTrue();
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> phase() == RunPhase.RUNNING);
        assertThat(pause().getText()).isEqualTo("Pause");
        onFx(() -> bench.fire("#pause"));
        waitUntil(() -> "Paused".equals(state()));
        assertThat(bench.flow().canvas().getOverlay().paused()).isTrue();
        assertThat(pause().getText()).isEqualTo("Unpause");
        assertThat(bench.item("Run", "Unpause").isDisable()).isFalse();

        onFx(() -> bench.choose("Run", "Unpause"));
        waitUntil(() -> !bench.flow().canvas().getOverlay().paused());
        assertThat(pause().getText()).isEqualTo("Pause");
        assertThat(events().getItems().toString()).contains("RunPaused", "RunUnpaused");
        onFx(() -> bench.fire("#stop"));
        waitUntil(() -> phase() == RunPhase.CANCELLED);
        assertThat(bench.find("#pause").isDisabled()).isTrue();
        assertThat(bench.item("Run", "Pause").isDisable()).isTrue();
    }

    private ButtonBase pause() {
        return (ButtonBase) bench.find("#pause");
    }

    @Test
    void aPausedRunIsStoppedWithoutUndoingWhereTheUserSaysSoTwice() {
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> phase() == RunPhase.RUNNING);
        onFx(() -> bench.fire("#pause"));
        waitUntil(() -> "Paused".equals(state()));
        onFx(() -> bench.choose("Run", "Stop without undoing …"));
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
        assertThat(phase()).isEqualTo(RunPhase.RUNNING);

        bench.answers().leaveDone = true;
        onFx(() -> stop().getItems().getLast().fire());
        waitUntil(() -> phase() == RunPhase.CANCELLED);
        assertThat(events().getItems().toString()).contains("undo=false");
    }

    private SplitMenuButton stop() {
        return (SplitMenuButton) bench.find("#stop");
    }

    @Test
    void theInputCanBeLookedAtWhileARunGoesOn() {
        onFx(() -> bench.window().flows().add(waiting("PT3S")));
        waitUntil(() -> !bench.find("#run").isDisabled());
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> phase() == RunPhase.RUNNING);
        onFx(() -> bench.fire("#edit-input"));
        waitUntil(() -> phase() == RunPhase.COMPLETED);

        assertThat(((ToggleButton) bench.find("#edit-input")).isSelected()).isTrue();
    }

    @Test
    void aRunThatAnotherDocumentHasOvertakenIsNotShownOnIt() throws Exception {
        var file = Files.write(folder.resolve("a.flow.json"), DefinitionWriter.write(waiting("PT0S")));
        onFx(() -> {
            bench.fire("#run");
            bench.flow().desk().open(file);
        });
        waitUntil(() -> file.equals(bench.flow().desk().file()));
        waitUntil(() -> bench.isOver() && "Ready".equals(state()));
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);

        assertThat(phase()).isEqualTo(RunPhase.NONE);
        assertThat(events().getItems()).isEmpty();
    }

    @Test
    void aStartThatIsRefusedLeavesTheLastRunToBeSeenUntilItsProblemsAreMended() {
        onFx(() -> bench.window().flows().add(waiting("PT0S")));
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> phase() == RunPhase.COMPLETED);
        int before = events().getItems().size();

        onFx(() -> {
            bench.flow().editor().apply(new Edit.Delete(Selection.of(new NodeId("end")), false));
            bench.fire("#run");
        });
        waitUntil(() -> isShown("#banner-run-problems"));
        assertThat(events().getItems()).hasSize(before);
        assertThat(phase()).isEqualTo(RunPhase.COMPLETED);

        onFx(() -> bench.flow().editor().undo());
        waitUntil(() -> !isShown("#banner-run-problems"));
    }

    @Test
    void aStartThatIsRefusedLeavesWhatReadingTheFileSaid() throws Exception {
        var file = Files.writeString(folder.resolve("a.flow.json"), new String(
                DefinitionWriter.write(Diagrams.empty().start(0, 0).diagram()), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{ \"mood\": \"fine\","));
        onFx(() -> bench.flow().desk().open(file));
        waitUntil(() -> problems().contains("format.unknown") && problems().size() > 1);
        var before = problems();

        onFx(() -> bench.fire("#run"));
        waitUntil(() -> isShown("#banner-run-problems"));
        assertThat(fromFx(this::problems)).isEqualTo(before);
    }

    private List<String> problems() {
        return bench.flow().editor().problems().stream().map(Problem::code).toList();
    }

    @Test
    void aRunThatOnlyWaitsTakesNoFramesAndGoesOnBeingShown() throws Exception {
        onFx(() -> bench.window().flows().add(waiting("PT3S")));
        var page = bench.flow();
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> phase() == RunPhase.RUNNING);
        waitUntil(() -> !page.running().isWatching());
        assertThat(phase()).isEqualTo(RunPhase.RUNNING);

        waitUntil(() -> phase() == RunPhase.COMPLETED);
        waitUntil(() -> !page.running().isWatching());
    }

    @Test
    void aRunThatMissesASecretStandsStillAndSaysSo() throws Exception {
        var settings = Json.Obj.of("url", Json.of("http://localhost")).with("headers",
                Json.Obj.of("Key", SecretReference.to("FLOWLOOM_NO_SUCH_SECRET").json()));
        var ask = new Node.Step(new NodeId("ask"), "Ask", "http.request", settings, null, null, Retry.DEFAULT, null,
                null, false,
                Json.Obj.EMPTY);
        onFx(() -> bench.window().flows().add(Diagrams.empty().start(0, 12).end("end", 400, 12).node(ask, 100, 0)
                .chain("start", "ask", "end").diagram()));
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> "The run stands still".equals(state()));

        assertThat(fromFx(() -> ((Label) bench.flow().banners().lookup("#banner-run .banner-text")).getText()))
                .startsWith(
                        "The run stands still where it was. The step \"ask\" needs the secret FLOWLOOM_NO_SUCH_SECRET")
                .endsWith("Then it goes on as soon as a run is started here.");
    }

    @Test
    void aChosenEventStaysWhatIsShownThoughItsNodeIsSelected() {
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> phase() == RunPhase.RUNNING && events().getItems().size() > 4);
        onFx(() -> events().getSelectionModel().select(3));

        assertThat(bench.flow().editor().selection().onlyNode()).isEqualTo(new NodeId("wait"));
        assertThat(events().getSelectionModel().getSelectedIndex()).isEqualTo(3);
        assertThat(((Label) bench.find(".data-title")).getText()).startsWith("Wait — ");
    }

    private static Diagram asking() {
        return Diagrams.empty().start(0, 12).end("yes", 400, 12).end("no", 400, 112)
                .node(new Node.Receive(new NodeId("paid"), "Paid?", "paid", null, null, Json.Obj.EMPTY), 100, 0)
                .node(new Node.Approval(new NodeId("ask"), "Pay?", "Pay {{ data.sum }}?", "Kim", null, Json.Obj.EMPTY),
                        250, 0)
                .chain("start", "paid", "ask").wire("ask", "approved", "yes").wire("ask", "rejected", "no").diagram();
    }

    @Test
    void whatARunWaitsForIsAnsweredInTheRunPanel() {
        onFx(() -> bench.window().flows().add(asking()));
        assertThat(isShown(".waits #send-message")).isFalse();
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> isShown(".waits #send-message"));
        assertThat(state()).isEqualTo("Waits for a message: Paid?");
        onFx(() -> {
            ((TextField) bench.find("#message-data")).setText("{\"sum\": }");
            bench.fire("#send-message");
        });
        assertThat(((Label) bench.find(".waits .form-problem")).getText()).isNotEmpty();

        onFx(() -> {
            ((TextField) bench.find("#message-data")).setText("{\"sum\": 12}");
            bench.fire("#send-message");
        });
        waitUntil(() -> isShown(".waits #approve"));
        assertThat(state()).isEqualTo("Waits for an answer: Pay?");
        assertThat(((Label) bench.find(".waits .event-what")).getText()).isEqualTo("Kim: Pay 12?");
        assertThat(bench.window().frame().getScene().getRoot().lookupAll(".waits #approve")).hasSize(1);
        onFx(() -> bench.flow().editor().select(Selection.of(new NodeId("ask"))));
        assertThat(bench.window().frame().getScene().getRoot().lookupAll(".waits #approve")).hasSize(2);
        onFx(() -> {
            ((TextField) bench.find("#comment")).setText("Too much.");
            bench.fire("#reject");
        });
        waitUntil(() -> phase() == RunPhase.COMPLETED);
        assertThat(isShown(".waits #approve")).isFalse();
        assertThat(fromFx(() -> bench.flow().canvas().getOverlay().nodes().get(new NodeId("no")))).isNotNull();
    }

    @Test
    void aRunThatIsStoppedAsksNobodyAnyMore() {
        onFx(() -> bench.window().flows().add(asking()));
        onFx(() -> bench.fire("#run"));
        waitUntil(() -> isShown(".waits #send-message"));
        onFx(() -> bench.fire("#stop"));
        waitUntil(() -> phase() == RunPhase.CANCELLED);
        assertThat(isShown(".waits #send-message")).isFalse();
    }

    private RunPhase phase() {
        return fromFx(() -> bench.flow().canvas().getOverlay().run());
    }

    private String state() {
        return fromFx(() -> ((Label) bench.find(".run-state")).getText());
    }

    private boolean isShown(String selector) {
        return bench.window().frame().getScene().lookup(selector) != null;
    }

    @SuppressWarnings("unchecked") // The list's id says what it holds.
    private ListView<Object> events() {
        return (ListView<Object>) bench.find("#events");
    }

    private static void waitUntil(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, () -> fromFx(condition));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("it did not come to that", e);
        }
        Fx.settle();
    }

    private static void onFx(Runnable action) {
        Fx.on(action);
    }

    private static <T> T fromFx(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }
}
