package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Json;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.panels.letters.Letter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What failed for good is listed in a window, mended there, sent again or dropped.
final class DeadLetterWindowTest {
    private static final String ROWS = """
            number,name,email,credit
            1,Ann,ann@example.org,10
            2,Ben,nowhere,20
            3,Cleo,cleo@example.org,30
            4,Dan,nobody,40
            """;

    private final Path folder;
    private final TestWorkbench bench;

    DeadLetterWindowTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    /// Imports four rows, of which the second and the fourth are refused.
    @BeforeEach
    void anImportRan() throws Exception {
        var text = Files.readString(Path.of("..", "flows", "import-customers.flow.json"))
                .replace("\"batch\": 5,", "\"batch\": 1,")
                // One by one, so that the letters are in the order of the rows.
                .replace("\"concurrency\": 2,", "\"concurrency\": 1,");
        var file = Files.writeString(folder.resolve("import-customers.flow.json"), text);
        Files.writeString(folder.resolve("rows.csv"), ROWS);
        bench.open(Samples.empty());
        assertThat(DefinitionReader.read(Files.readAllBytes(file)).problems()).isEmpty();
        assertThat(Fx.done(() -> bench.window().flows().open(file))).isTrue();
        run();
    }

    private void run() throws Exception {
        Fx.on(() -> bench.flow().running().start(Json.Obj.of("file", Json.of(folder.resolve("rows.csv").toString()))
                .with("database", Json.of("jdbc:h2:mem:letters" + folder.hashCode() + ";DB_CLOSE_DELAY=-1"))));
        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.COMPLETED && bench.isOver());
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Scene letters() {
        return Window.getWindows().stream().filter(Stage.class::isInstance).map(Stage.class::cast)
                .filter(it -> it.getTitle() != null && it.getTitle().startsWith("Dead letters")).findFirst()
                .orElseThrow().getScene();
    }

    private Node in(String selector) {
        return Objects.requireNonNull(letters().lookup(selector), selector);
    }

    @SuppressWarnings("unchecked") // It lists letters.
    private TableView<Letter> table() {
        return (TableView<Letter>) in("#letters");
    }

    private void fire(String button) {
        Fx.on(() -> ((ButtonBase) in("#" + button)).fire());
    }

    private String told() {
        return ((Label) in("#letters-told")).getText();
    }

    private void openAll() throws Exception {
        Fx.on(() -> bench.choose("Run", "Dead letters …"));
        Fx.await(() -> table().getItems().size() == 2);
    }

    private TextInputControl item() {
        return (TextInputControl) in("#letter-item");
    }

    private void mend(String from, String to) {
        Fx.on(() -> item().setText(item().getText().replace(from, to)));
    }

    @Test
    void theRunThatIsShownTellsHowManyItHasAndLeadsThere() throws Exception {
        assertThat(((Label) bench.find("#dead-letter-count")).getText())
                .isEqualTo("2 dead letters: what failed is kept, to be mended and sent again");
        assertThat(((Label) bench.find("#run-state")).getText()).endsWith(", 2 dead letters");
        Fx.on(() -> bench.fire("#show-dead-letters"));
        Fx.await(() -> table().getItems().size() == 2);

        assertThat(((Label) in("#letters-heading")).getText()).startsWith("Dead letters of the run ");
        assertThat(item().getText()).contains("nowhere");
        assertThat(((Label) in("#letter-cause")).getText()).contains("sql.");
    }

    @Test
    void anItemIsMendedAndSentAgain() throws Exception {
        openAll();
        mend("nowhere", "ben@example.org");
        fire("resend");
        Fx.await(() -> table().getItems().size() == 1);

        assertThat(told()).startsWith("Sent again, as the run ");
        assertThat(item().getText()).contains("nobody");
    }

    @Test
    void whatIsNoJsonIsToldAndNotSent() throws Exception {
        openAll();
        mend("}", "");
        assertThat(((Label) in("#letter-problem")).getText()).isNotBlank();
        fire("resend");

        assertThat(told()).startsWith("Dead letter 1: ");
        assertThat(table().getItems()).hasSize(2);
        assertThat(in("#resend").isDisabled()).isFalse();
    }

    @Test
    void lookingAgainLeavesWhatIsBeingTypedAndAsked() throws Exception {
        openAll();
        mend("nowhere", "ben@example.org");
        Fx.on(() -> table().getSelectionModel().clearAndSelect(1));
        assertThat(item().getText()).contains("nobody");
        fire("drop");
        bench.engines().open().deadLetters().drop(List.of(1L), "somebody", "no reason");
        fire("letters-refresh");
        Fx.await(() -> table().getItems().size() == 1);

        assertThat(in("#drop-reason").getParent().isVisible()).isTrue();
        assertThat(item().getText()).contains("nobody");
    }

    @Test
    void severalAreSentTogetherEachAsItWasEdited() throws Exception {
        openAll();
        mend("nowhere", "ben@example.org");
        Fx.on(() -> table().getSelectionModel().selectAll());
        assertThat(in("#letter-item").isVisible()).isFalse();
        fire("resend");

        // The one that was not edited fails again, as another letter.
        Fx.await(() -> {
            ((ButtonBase) in("#letters-refresh")).fire();
            return table().getItems().size() == 1 && table().getItems().getFirst().number() == 3;
        });
        assertThat(told()).startsWith("Sent again, as the run ");
    }

    @Test
    void severalAreDroppedTogetherWithAReason() throws Exception {
        openAll();
        Fx.on(() -> table().getSelectionModel().selectAll());
        fire("drop");
        assertThat(in("#drop-reason").isFocused()).isTrue();
        Fx.on(() -> ((TextInputControl) in("#drop-reason")).setText("Test orders."));
        fire("drop-sure");
        Fx.await(() -> table().getItems().isEmpty());

        assertThat(told()).isEqualTo("2 dead letters were dropped.");
        assertThat(((Label) Objects.requireNonNull(table().getPlaceholder())).getText())
                .startsWith("There are no dead letters");
        assertThat(List.of(in("#resend"), in("#drop"), in("#show-run"))).allMatch(Node::isDisabled);
    }

    @Test
    void oneThatSomebodyElseDealtWithIsToldAndTheListIsShownAnew() throws Exception {
        openAll();
        bench.engines().open().deadLetters().drop(List.of(1L), "somebody", "no reason");
        fire("resend");
        Fx.await(() -> table().getItems().size() == 1);

        assertThat(told()).isEqualTo("The dead letter 1 was dropped by somebody.");
    }

    @Test
    void itsRunIsShownOnTheDrawing() throws Exception {
        openAll();
        Fx.on(() -> bench.clear());
        assertThat(bench.flow().canvas().getOverlay().run()).isEqualTo(RunPhase.NONE);
        fire("show-run");

        Fx.await(() -> bench.flow().canvas().getOverlay().run() == RunPhase.COMPLETED);
        assertThat(((ListView<?>) bench.find("#events")).getItems()).isNotEmpty();
    }

    @Test
    void aRunOfAFlowThatWasChangedIsNotShownOnIt() throws Exception {
        openAll();
        Fx.on(() -> bench.clear());
        Fx.on(() -> bench.flow().editor().apply(new Edit.Delete(Selection.of(Diagrams.id("count")), true)));
        fire("show-run");

        Fx.await(() -> told().contains("was changed since"));
    }
}
