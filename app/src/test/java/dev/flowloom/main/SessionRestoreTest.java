package dev.flowloom.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.files.Questions.Unsaved;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// All that was open comes back, after a quit and after a kill.
class SessionRestoreTest {
    private static final Diagram FLOW = Diagrams.empty().start(0, 0).end("end", 200, 0).diagram();

    private final Path folder;
    private Path kept;
    private TestWorkbench bench;
    private int starts;

    SessionRestoreTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        kept = folder.resolve("kept");
        bench = TestWorkbench.in(kept);
    }

    @BeforeEach
    void open() throws Exception {
        start();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private void start(Path... files) throws Exception {
        bench.open(Samples.empty());
        assertThat(Fx.done(() -> bench.window().restore(List.of(files)))).isTrue();
    }

    /// The next process finds what this one has written by now. It gets a copy, because this one holds what it has.
    private void killAndStart(Path... files) throws Exception {
        bench.close();
        var next = folder.resolve("kept-" + ++starts);
        copy(kept, next);
        kept = next;
        bench = TestWorkbench.in(kept);
        start(files);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var path : all.filter(path -> !path.toString().endsWith(".lock")).toList()) {
                var copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                if (!Files.isDirectory(path)) {
                    Files.copy(path, copy);
                }
            }
        }
    }

    private void quitAndStart(Path... files) throws Exception {
        Fx.on(() -> bench.window().quit());
        Fx.await(bench::hasEnded);
        bench.close();
        bench = TestWorkbench.in(kept);
        start(files);
    }

    private FlowPage open(String name) throws Exception {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.write(file, DefinitionWriter.write(FLOW));
        }
        assertThat(Fx.done(() -> bench.window().flows().open(file))).isTrue();
        return bench.flow();
    }

    private static void draw(FlowPage page, String name) {
        Fx.on(() -> page.editor().apply(new Edit.Rename(Diagrams.id("start"), name)));
    }

    private List<String> titles() {
        return Fx.from(() -> bench.window().flows().all().stream().map(FlowPage::title).toList());
    }

    private List<String> told() {
        return Fx.from(() -> bench.flow().banners().lookupAll(".banner-text").stream().map(Label.class::cast)
                .map(Label::getText).toList());
    }

    @Test
    void atTheVeryFirstStartThereIsTheSample() {
        assertThat(titles()).hasSize(1);
        assertThat(bench.flow().editor().graph().nodes()).hasSizeGreaterThan(5);
    }

    @Test
    void afterAQuitAllFilesComeBackInTheirOrderAndTheOneThatWasLookedAt() throws Exception {
        open("a.flow.json");
        open("b.flow.json");
        open("c.flow.json");
        Fx.on(() -> bench.window().flows().closeFront());
        open("d.flow.json");
        Fx.on(() -> strip().getTabs().sort((one, other) -> other.getText().compareTo(one.getText())));
        open("b.flow.json");
        quitAndStart();
        assertThat(titles()).containsExactly("d.flow.json", "b.flow.json", "a.flow.json");
        assertThat(bench.flow().title()).isEqualTo("b.flow.json");
        assertThat(told()).isEmpty();
    }

    private TabPane strip() {
        return (TabPane) bench.find("#flow-tabs");
    }

    @Test
    void afterAKillWhatWasNotSavedIsInItsTabWithItsHistoryAndIsToldOf() throws Exception {
        open("a.flow.json");
        var untitled = Fx.from(() -> bench.window().flows().add(FLOW));
        draw(untitled, "Mine");
        var changed = open("b.flow.json");
        draw(changed, "One");
        draw(changed, "Two");
        open("c.flow.json");
        Fx.on(() -> bench.window().flows().select(changed));
        killAndStart();

        assertThat(titles()).endsWith("a.flow.json", "● Test", "● b.flow.json", "c.flow.json");
        assertThat(bench.flow().title()).isEqualTo("● b.flow.json");
        assertThat(told()).singleElement().asString().contains("“b.flow.json” was not saved", "is here again");
        Fx.on(() -> bench.flow().editor().undo());
        assertThat(name(bench.flow())).isEqualTo("One");
        Fx.on(() -> bench.flow().editor().undo());
        assertThat(titles()).endsWith("b.flow.json", "c.flow.json");
        assertThat(Fx.done(() -> bench.flow().desk().save())).isTrue();
        assertThat(told()).isEmpty();
    }

    private static String name(FlowPage page) {
        return Fx.from(() -> Objects.requireNonNull(page.editor().graph().node(Diagrams.id("start"))).name());
    }

    @Test
    void whatCameBackComesBackAgainInItsPlaceAfterAnotherKill() throws Exception {
        draw(Fx.from(() -> bench.window().flows().add(FLOW)), "Mine");
        open("a.flow.json");
        killAndStart();
        var before = titles();
        killAndStart();
        assertThat(titles()).isEqualTo(before).endsWith("● Test", "a.flow.json");
    }

    @Test
    void whatTheUserLetGoOfDoesNotComeBackButItsFileDoes() throws Exception {
        draw(open("a.flow.json"), "Mine");
        draw(Fx.from(() -> bench.window().flows().add(FLOW)), "Mine");
        bench.answers().unsaved = Unsaved.DONT_SAVE;
        quitAndStart();
        assertThat(titles()).containsExactly("a.flow.json");
        assertThat(name(bench.flow())).isNotEqualTo("Mine");
    }

    @Test
    void aFileThatIsGoneIsToldOfAndTheOthersOpen() throws Exception {
        open("a.flow.json");
        open("b.flow.json");
        open("c.flow.json");
        open("d.flow.json");
        Files.delete(folder.resolve("b.flow.json"));
        Files.writeString(folder.resolve("c.flow.json"), "no flow");
        quitAndStart();
        assertThat(titles()).containsExactly("a.flow.json", "d.flow.json");
        assertThat(told()).satisfiesExactly(gone -> assertThat(gone).contains("b.flow.json is not there."),
                broken -> assertThat(broken).contains("c.flow.json can’t be opened"));
    }

    @Test
    void aDraftThatIsBrokenIsToldOfAndStaysUntilItIsThrownAway() throws Exception {
        open("a.flow.json");
        draw(open("b.flow.json"), "Mine");
        breakDraft(text -> text.substring(0, text.indexOf('\n') + 10));
        assertThat(titles()).endsWith("a.flow.json", "b.flow.json");
        assertThat(told()).singleElement().asString().contains("The draft of “b.flow.json” can’t be opened; it stays");

        killAndStart();
        assertThat(told()).hasSize(1);
        Fx.on(() -> bench.flow().banners().lookupAll(".button").stream().map(Button.class::cast)
                .filter(button -> button.getText().equals("Throw it away")).findFirst().orElseThrow().fire());
        Fx.await(() -> drafts().isEmpty());
        killAndStart();
        assertThat(told()).isEmpty();
    }

    private List<Path> drafts() throws IOException {
        try (var files = Files.list(kept.resolve("drafts"))) {
            return files.filter(file -> file.toString().endsWith(".draft")).toList();
        }
    }

    private void breakDraft(UnaryOperator<String> change) throws Exception {
        bench.close();
        var draft = drafts().getFirst();
        Files.writeString(draft, change.apply(Files.readString(draft)));
        bench = TestWorkbench.in(folder.resolve("unused"));
        killAndStart();
    }

    @Test
    void filesThatAreNamedOpenAfterWhatWasOpenAndAreLookedAt() throws Exception {
        open("a.flow.json");
        open("b.flow.json");
        Files.write(folder.resolve("c.flow.json"), DefinitionWriter.write(FLOW));
        quitAndStart(folder.resolve("c.flow.json"), folder.resolve("a.flow.json"));
        assertThat(titles()).containsExactly("a.flow.json", "b.flow.json", "c.flow.json");
        assertThat(bench.flow().title()).isEqualTo("a.flow.json");
    }

    @Test
    void whereAllWasClosedThereIsAnEmptyFlow() throws Exception {
        Fx.on(() -> bench.window().flows().closeFront());
        quitAndStart();
        assertThat(bench.flow().isUntouched()).isTrue();
    }

    @Test
    void aSecondProcessLeavesTheFlowsOfTheFirstAlone() throws Exception {
        open("a.flow.json");
        try (var second = TestWorkbench.in(kept)) {
            second.open(Samples.empty());
            assertThat(Fx.done(() -> second.window().restore(List.of()))).isTrue();
            assertThat(Fx.from(() -> second.flow().isUntouched())).isTrue();
        }
        quitAndStart();
        assertThat(titles()).containsExactly("a.flow.json");
    }
}
