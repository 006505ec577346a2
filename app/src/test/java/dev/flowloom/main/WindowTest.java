package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.files.Draft;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.Questions.Unsaved;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

import static org.assertj.core.api.Assertions.assertThat;

/// Windows and the files behind them: opening, leaving, going on.
class WindowTest {
    private static final Diagram FLOW = Diagrams.empty().start(0, 0).end("end", 200, 0).diagram();

    private final Path folder;
    private final TestWorkbench bench;

    WindowTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        FxToolkit.registerPrimaryStage();
        bench = FxToolkit.setupFixture(() -> new TestWorkbench(folder.resolve("kept")));
    }

    @BeforeEach
    void open() throws Exception {
        FxToolkit.setupStage(stage -> {
            Theme.loadFonts();
            bench.open(stage, FLOW);
        });
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.cleanupStages();
        bench.close();
    }

    private static void draw(Window window) {
        Fx.on(() -> window.editor().apply(new Edit.Rename(Diagrams.id("start"), "Begin")));
    }

    @Test
    void aWindowThatIsKeptStopsQuitting() {
        var second = Fx.from(() -> bench.windows().open(new Stage(), FLOW));
        draw(bench.window());
        draw(second);
        bench.answers().unsaved = Unsaved.CANCEL;
        Fx.on(() -> bench.windows().quit());
        assertThat(bench.answers().unsavedAsked).isEqualTo(1);
        assertThat(bench.window().frame().isShowing()).isTrue();
        assertThat(second.frame().isShowing()).isTrue();
        assertThat(bench.hasEnded()).isFalse();
    }

    @Test
    void quittingClosesOneWindowAfterTheOtherAndEnds() throws Exception {
        var second = Fx.from(() -> bench.windows().open(new Stage(), FLOW));
        draw(second);
        Fx.on(() -> bench.windows().quit());
        Fx.await(bench::hasEnded);
        assertThat(second.frame().isShowing()).isFalse();
    }

    @Test
    void aWindowClosesWhenItsWorkIsSaved() throws Exception {
        draw(bench.window());
        bench.answers().unsaved = Unsaved.SAVE;
        bench.answers().save = folder.resolve("a.flow.json");
        Fx.on(() -> bench.windows().close(bench.window().frame()));
        Fx.await(() -> !bench.window().frame().isShowing());
        assertThat(Files.readString(folder.resolve("a.flow.json"))).contains("Begin");
    }

    @Test
    void aWindowStaysWhenItsWorkCanNotBeSaved() throws Exception {
        draw(bench.window());
        bench.answers().unsaved = Unsaved.SAVE;
        bench.answers().save = folder.resolve("gone/a.flow.json");
        Fx.on(() -> bench.windows().close(bench.window().frame()));
        Fx.await(() -> bench.window().frame().getScene().lookup("#banner-file") != null);
        assertThat(bench.window().frame().isShowing()).isTrue();
    }

    private Drafts.Left left(String title) throws FileTrouble {
        var slot = bench.drafts().open();
        var draft = new Draft(title, null, null, Instant.EPOCH, DefinitionWriter.text(FLOW));
        slot.keep(draft);
        return new Drafts.Left(draft, slot);
    }

    private boolean isOffered(Drafts.Left left) {
        return bench.window().banners().getChildren().stream()
                .anyMatch(banner -> ("banner-draft-" + left.slot().file().getFileName()).equals(banner.getId()));
    }

    private void press(Drafts.Left left, String label) {
        Fx.on(() -> bench.window().banners().getChildren().stream()
                .filter(banner -> ("banner-draft-" + left.slot().file().getFileName()).equals(banner.getId()))
                .flatMap(banner -> banner.lookupAll(".button").stream()).map(Button.class::cast)
                .filter(button -> button.getText().equals(label)).findFirst().orElseThrow().fire());
    }

    @Test
    void eachDraftThatWasLeftIsOfferedUntilItIsOpen() throws Exception {
        var one = left("one");
        var two = left("two");
        Fx.on(() -> {
            bench.window().offer(one);
            bench.window().offer(two);
        });
        draw(bench.window());

        bench.answers().unsaved = Unsaved.CANCEL;
        press(one, "Open it");
        assertThat(isOffered(one)).as("what is open was kept").isTrue();

        bench.answers().unsaved = Unsaved.DONT_SAVE;
        press(one, "Open it");
        Fx.await(() -> !isOffered(one));
        assertThat(isOffered(two)).isTrue();
        assertThat(one.slot().file()).exists();
        assertThat(bench.window().editor().isChanged()).isTrue();
    }

    @Test
    void aDraftThatWasLeftCanBeThrownAway() throws Exception {
        var left = left("one");
        Fx.on(() -> bench.window().offer(left));
        press(left, "Throw it away");
        Fx.await(() -> !isOffered(left));
        assertThat(left.slot().file()).doesNotExist();
    }

    @Test
    void whatIsWrongWithAFileIsListedWithItsPlaceUntilItIsSaved() throws Exception {
        var file = Files.writeString(folder.resolve("odd.flow.json"),
                DefinitionWriter.text(FLOW).replaceFirst("\"id\"", "\"mood\": \"fine\",\n  \"id\""));
        assertThat(Fx.done(() -> bench.window().desk().open(file))).isTrue();
        Fx.await(() -> problems().stream().anyMatch(problem -> problem.place().position() == null));
        assertThat(problems()).anyMatch(problem -> problem.place().position() != null);
        var listed = (ListView<?>) bench.find("#problems");
        assertThat(Fx.from(() -> listed.getItems().size())).isEqualTo(problems().size());

        assertThat(Fx.done(() -> bench.window().desk().save())).isTrue();
        assertThat(problems()).noneMatch(problem -> problem.place().position() != null);
    }

    private List<Problem> problems() {
        return bench.window().editor().problems();
    }

    private void pressInBanner(String subject, String label) {
        Fx.on(() -> bench.find("#banner-" + subject).lookupAll(".button").stream().map(Button.class::cast)
                .filter(button -> button.getText().equals(label)).findFirst().orElseThrow().fire());
    }

    private boolean isShown(String banner) {
        return bench.window().frame().getScene().lookup("#banner-" + banner) != null;
    }

    @Test
    void aFileThatSomethingElseChangesIsNoticedComparedAndLoadedAgain() throws Exception {
        var file = Files.write(folder.resolve("a.flow.json"), DefinitionWriter.write(FLOW));
        assertThat(Fx.done(() -> bench.window().desk().open(file))).isTrue();
        draw(bench.window());
        var theirs = Diagrams.empty().start(0, 0).end("stop", 200, 0).diagram();
        Files.write(file, DefinitionWriter.write(theirs));
        Fx.await(() -> isShown("elsewhere"));

        pressInBanner("elsewhere", "Compare");
        Fx.await(() -> bench.find("#banner-elsewhere").lookup(".text-area") instanceof TextArea area
                && area.getText().contains("Only here: end end")
                && area.getText().contains("Only in the file: end stop")
                && area.getText().contains("\"Begin\" here, nothing in the file"));

        pressInBanner("elsewhere", "Reload");
        Fx.await(() -> !isShown("elsewhere"));
        assertThat(bench.window().editor().isChanged()).isFalse();
        assertThat(bench.window().editor().graph()).isEqualTo(theirs.flow().graph());
        Fx.on(() -> bench.window().editor().undo());
        assertThat(bench.window().editor().graph().node(Diagrams.id("start"))).isNotNull();
        assertThat(bench.window().editor().isChanged()).isTrue();
    }

    @Test
    void theInputsBesideAFileAreOffered() throws Exception {
        Files.createDirectories(folder.resolve("inputs"));
        Files.writeString(folder.resolve("inputs/small-order.json"), "{}");
        var file = Files.write(folder.resolve("a.flow.json"), DefinitionWriter.write(FLOW));
        assertThat(Fx.done(() -> bench.window().desk().open(file))).isTrue();
        var inputs = (ComboBox<?>) bench.find("#inputs");
        Fx.await(() -> String.valueOf(inputs.getValue()).equals("Small order"));
        assertThat(inputs.getItems()).hasSize(1);
    }

    @Test
    void theInputWithTheShorterNameIsOfferedFirst() throws Exception {
        Files.createDirectories(folder.resolve("inputs"));
        Files.writeString(folder.resolve("inputs/order-declined.json"), "{}");
        Files.writeString(folder.resolve("inputs/.json"), "{}");
        Files.writeString(folder.resolve("inputs/order.json"), "{}");
        var file = Files.write(folder.resolve("a.flow.json"), DefinitionWriter.write(FLOW));
        assertThat(Fx.done(() -> bench.window().desk().open(file))).isTrue();
        var inputs = (ComboBox<?>) bench.find("#inputs");
        Fx.await(() -> inputs.getItems().size() == 2);

        assertThat(inputs.getItems().stream().map(String::valueOf)).containsExactly("Order", "Order declined");
        assertThat(String.valueOf(inputs.getValue())).isEqualTo("Order");
    }
}
