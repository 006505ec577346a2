package dev.flowloom.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.History;
import dev.flowloom.document.Selection;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.panels.runs.RunLine;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The runs of the store are listed in a window, and what they wait for is answered there.
final class RunsWindowTest {
    private final QuickHand robot = new QuickHand();
    private final TestWorkbench bench;
    private RunId asking = new RunId("none");

    RunsWindowTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    /// One run completed, one failed, and one waits for a message and then for an answer; nothing is shown on a drawing.
    @BeforeEach
    void threeRuns() throws Exception {
        bench.open(asking());
        run(flow("short", Diagrams.empty().start(0, 12).end("end", 400, 12).chain("start", "end").diagram()));
        run(flow("failing", Diagrams.empty().start(0, 12).failingEnd("no", 400, 12).chain("start", "no").diagram()));
        asking = bench.engine().start(bench.flow().editor().diagram().flow(), Json.Obj.EMPTY, null).run();
        open();
        Fx.await(() -> in("#waiting-for-you").isVisible());
    }

    private static Flow flow(String id, Diagram diagram) {
        return diagram.flow().withId(id);
    }

    private void run(Flow flow) {
        bench.engine().outcome(bench.engine().start(flow, Json.Obj.EMPTY, null).run()).toCompletableFuture().join();
    }

    private static Diagram asking() {
        return Diagrams.empty().start(0, 12).end("yes", 500, 12).end("no", 500, 112)
                .node(new dev.flowloom.model.Node.Receive(new NodeId("paid"), "Paid?", "paid", null, null,
                        Json.Obj.EMPTY), 100, 0)
                .node(new dev.flowloom.model.Node.Approval(new NodeId("ask"), "Pay?", "Pay {{ data.sum }}?", "Kim",
                        null,
                        Json.Obj.EMPTY), 300, 0)
                .chain("start", "paid", "ask").wire("ask", "approved", "yes").wire("ask", "rejected", "no").diagram();
    }

    @AfterEach
    void close() throws Exception {
        robot.release(new KeyCode[0]);
        bench.close();
    }

    private void open() throws Exception {
        Fx.on(() -> bench.choose("Run", "Runs and what waits for you …"));
        Fx.await(() -> table().getItems().size() == 3);
    }

    private static Scene runs() {
        return Window.getWindows().stream().filter(Stage.class::isInstance).map(Stage.class::cast)
                .filter(it -> it.getTitle() != null && it.getTitle().startsWith("Runs")).findFirst().orElseThrow()
                .getScene();
    }

    private static Node in(String selector) {
        return Objects.requireNonNull(runs().lookup(selector), selector);
    }

    @SuppressWarnings("unchecked") // It lists runs.
    private static TableView<RunLine> table() {
        return (TableView<RunLine>) in("#runs");
    }

    private static List<RunLine.State> states() {
        return table().getItems().stream().map(RunLine::state).toList();
    }

    @SuppressWarnings("unchecked") // It offers words.
    private static void choose(String state) {
        Fx.on(() -> ((ComboBox<String>) in("#runs-filter")).getSelectionModel().select(state));
    }

    private static String told() {
        return ((Label) in("#runs-told")).getText();
    }

    private static void answer(String field, String text, String button) {
        Fx.on(() -> {
            ((TextField) in(field)).setText(text);
            ((ButtonBase) in(button)).fire();
        });
    }

    @Test
    void theRunsAreListedTheLatestFirstEachWithItsState() {
        assertThat(states()).containsExactly(RunLine.State.WAITING, RunLine.State.FAILED, RunLine.State.COMPLETED);
        assertThat(table().getItems()).extracting(RunLine::flow).endsWith("failing", "short");
        assertThat(table().getColumns()).allMatch(column -> column.getText() != null && !column.getText().isEmpty());
    }

    @Test
    void onlyThoseInAStateAreShownOrWithAWordInTheirNames() {
        choose("Failed");
        assertThat(table().getItems()).extracting(RunLine::flow).containsExactly("failing");
        choose("Cancelled");
        assertThat(table().getItems()).isEmpty();
        assertThat(((Label) Objects.requireNonNull(table().getPlaceholder())).getText())
                .isEqualTo("No run is like that. There are 3 others.");
        assertThat(in("#runs-show").isDisabled()).isTrue();

        choose("All");
        Fx.on(() -> ((TextField) in("#runs-search")).setText("SHOR"));
        assertThat(table().getItems()).extracting(RunLine::flow).containsExactly("short");
    }

    @Test
    void whatARunWaitsForIsAnsweredThereAndTheNextQuestionComesUp() throws Exception {
        assertThat(((Label) in("#waiting-heading")).getText()).isEqualTo("Waiting for you: 1 answer");
        answer("#message-data", "{\"sum\": }", "#send-message");
        assertThat(((Label) in(".waits .form-problem")).isVisible()).isTrue();
        answer("#message-data", "{\"sum\": 12}", "#send-message");
        Fx.await(() -> runs().lookup(".waits #approve") != null);
        assertThat(((Label) in(".waits .event-what")).getText()).isEqualTo("Kim: Pay 12?");
        assertThat(((Label) in(".waits .wait-row .event-where")).getText()).isEqualTo("Pay?");

        answer("#comment", "Good.", "#approve");
        Fx.await(() -> !in("#waiting-for-you").isVisible() && states().getFirst() == RunLine.State.COMPLETED);
        assertThat(bench.engine().history(asking).toString()).contains("Good.");
    }

    @Test
    void whatIsBeingTypedStaysWhileItLooksAgain() {
        Fx.on(() -> ((TextField) in("#message-data")).setText("{\"sum\""));
        run(flow("another", Diagrams.empty().start(0, 12).end("end", 400, 12).chain("start", "end").diagram()));
        Fx.on(() -> ((ButtonBase) in("#runs-refresh")).fire());

        waitFor(4);
        assertThat(((TextField) in("#message-data")).getText()).isEqualTo("{\"sum\"");
        assertThat(Objects.requireNonNull(table().getSelectionModel().getSelectedItem()).run()).isEqualTo(asking);
    }

    @Test
    void itLooksAgainByItselfAsLongAsItIsToBeSeen() {
        run(flow("another", Diagrams.empty().start(0, 12).end("end", 400, 12).chain("start", "end").diagram()));

        waitFor(4);
    }

    private static void waitFor(int runs) {
        try {
            Fx.await(() -> table().getItems().size() == runs);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aQuestionThatSomebodyElseAnsweredGoes() throws Exception {
        bench.engine().send("paid", asking.value(), Json.Obj.of("sum", Json.of(3)), null);
        Fx.await(() -> runs().lookup(".waits #approve") != null);
        var visit = bench.engine().approvals(asking).getFirst().visit();
        Fx.on(() -> {
            bench.engine().answer(asking, visit, "somebody", true, "");
            ((ButtonBase) in("#approve")).fire();
        });

        Fx.await(() -> !in("#waiting-for-you").isVisible());
        assertThat(bench.engine().history(asking).toString()).contains("somebody");
    }

    @Test
    void enterShowsTheRunOnItsDrawingAndEscapeHidesTheWindow() throws Exception {
        Fx.on(() -> runs().getWindow().requestFocus());
        robot.type(KeyCode.ENTER);
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.RUNNING);

        Fx.on(() -> in("#runs").requestFocus());
        robot.type(KeyCode.ESCAPE);
        Fx.await(() -> !isShowing());
    }

    private static boolean isShowing() {
        return Window.getWindows().stream().filter(Stage.class::isInstance).map(Stage.class::cast)
                .anyMatch(it -> it.getTitle() != null && it.getTitle().startsWith("Runs"));
    }

    /// As after another start: what ran is read from the store.
    @Test
    void aRunOfAFlowThatIsDrawnAsItRanIsShownOnIt() throws Exception {
        var drawn = bench.flow().editor().diagram();
        var same = Objects.requireNonNull(DefinitionReader.read(DefinitionWriter.write(drawn)).diagram());
        Fx.on(() -> bench.flow().editor().open(History.of(same), false));
        Fx.on(() -> ((ButtonBase) in("#runs-show")).fire());

        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.RUNNING);
        assertThat(told()).isEmpty();
    }

    @Test
    void thatTheDrawingIsAnotherThanWhatRanIsTold() throws Exception {
        Fx.on(() -> bench.flow().editor().apply(new Edit.Delete(Selection.of(Diagrams.id("no")), true)));
        Fx.on(() -> ((ButtonBase) in("#runs-show")).fire());

        Fx.await(() -> told().contains("was changed since"));
    }
}
