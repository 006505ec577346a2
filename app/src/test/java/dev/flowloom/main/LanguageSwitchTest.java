package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.language.Language;
import dev.flowloom.language.Texts;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.flowloom.main.Fx.on;
import static org.assertj.core.api.Assertions.assertThat;

/// Another language is spoken at once, and nothing that is open is lost by it.
final class LanguageSwitchTest {
    private static final NodeId RESERVE = Samples.order().flow().graph().nodes().firstKey();

    @TempDir
    private Path folder = Path.of("");
    private TestWorkbench bench;
    private Path file = Path.of("");

    LanguageSwitchTest() {}

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("order.flow.json");
        Files.write(file, DefinitionWriter.write(Samples.order()));
        bench = TestWorkbench.in(folder.resolve("kept"));
        bench.open(Samples.empty());
        Fx.done(() -> bench.window().flows().open(file));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        Texts.speak(Language.ENGLISH);
    }

    private List<Menu> menus() {
        return ((MenuBar) bench.find(".menu-bar")).getMenus();
    }

    private static Stream<MenuItem> items(MenuItem item) {
        return item instanceof Menu menu
                ? menu.getItems().stream().flatMap(LanguageSwitchTest::items)
                : Stream.of(item);
    }

    private void speak(Language language) throws Exception {
        var before = bench.window();
        on(() -> menus().stream().flatMap(LanguageSwitchTest::items)
                .filter(item -> language.ownName().equals(item.getText())).findFirst().orElseThrow().fire());
        Fx.await(() -> bench.window() != before && bench.window().flows().all().stream()
                .anyMatch(page -> file.equals(page.desk().file())));
        Fx.settle();
    }

    private String title() {
        return Fx.from(() -> Objects.requireNonNull(bench.flow().editor().graph().node(RESERVE)).title());
    }

    private void rename(String name) {
        on(() -> bench.flow().editor().apply(new Edit.Rename(RESERVE, name)));
    }

    @Test
    void menusPanelsAndTheInspectorSpeakItAtOnceAndThenEnglishAgain() throws Exception {
        on(() -> bench.flow().editor().select(Selection.of(RESERVE)));
        speak(Language.KOREAN);
        assertThat(Fx.from(() -> menus().getFirst().getText())).isEqualTo("파일(_F)");
        assertThat(Fx.from(() -> bench.find("#run").getAccessibleText() + bench.flow().root().lookupAll(".label")))
                .containsPattern("\\p{IsHangul}");
        assertThat(Fx.from(() -> bench.flow().editor().selection().onlyNode())).isEqualTo(RESERVE);
        assertThat(Texts.language()).isEqualTo(Language.KOREAN);
        speak(Language.ENGLISH);
        assertThat(Fx.from(() -> menus().getFirst().getText())).isEqualTo("_File");
    }

    @Test
    void whatIsNotSavedIsStillThereAndCanBeUndoneAndDoneAgain() throws Exception {
        var original = title();
        rename("First");
        rename("Second");
        on(() -> bench.flow().editor().undo());
        speak(Language.KOREAN);
        assertThat(title()).isEqualTo("First");
        assertThat(Fx.from(() -> bench.flow().desk().isChanged())).isTrue();
        assertThat(Fx.from(() -> bench.flow().banners().getChildren())).isEmpty();
        on(() -> bench.flow().editor().redo());
        assertThat(title()).isEqualTo("Second");
        on(() -> {
            bench.flow().editor().undo();
            bench.flow().editor().undo();
        });
        assertThat(title()).isEqualTo(original);
        assertThat(bench.answers().unsavedAsked).isZero();
        assertThat(bench.hasEnded()).isFalse();
        assertThat(DefinitionReader.read(Files.readAllBytes(file)).diagram()).isEqualTo(Samples.order());
    }

    @Test
    void severalFlowsStayOpenAlsoOneWithoutAFile() throws Exception {
        on(() -> bench.window().flows().add(Samples.order()));
        var front = Fx.from(() -> bench.flow().title());
        speak(Language.KOREAN);
        assertThat(Fx.from(() -> bench.window().flows().all())).hasSize(2);
        assertThat(Fx.from(() -> bench.flow().title())).isEqualTo(front);
        assertThat(Fx.from(() -> bench.flow().desk().file())).isNull();
    }

    @Test
    void aRunThatIsShownIsShownAgain() throws Exception {
        file = folder.resolve("short.flow.json");
        Files.write(file, DefinitionWriter.write(
                Diagrams.empty().start(0, 0).end("end", 200, 0).chain("start", "end").diagram()));
        Fx.done(() -> bench.window().flows().open(file));
        on(() -> bench.flow().running().start(Json.Obj.EMPTY));
        Fx.await(() -> bench.flow().running().shown() != null);
        var run = Fx.from(() -> Objects.requireNonNull(bench.flow().running().shown()).id());
        speak(Language.KOREAN);
        Fx.await(() -> bench.flow().running().shown() != null);
        assertThat(Fx.from(() -> Objects.requireNonNull(bench.flow().running().shown()).id())).isEqualTo(run);
    }
}
