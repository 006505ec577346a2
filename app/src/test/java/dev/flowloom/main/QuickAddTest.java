package dev.flowloom.main;

import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Step;
import dev.flowloom.model.Note;
import dev.flowloom.panels.Pick;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// The palette at the pointer.
class QuickAddTest {
    private final QuickHand robot = new QuickHand();
    private final TestWorkbench bench;

    QuickAddTest(@TempDir Path folder) throws Exception {
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void open() throws Exception {
        bench.open(Diagrams.empty().start(0, 12).step("ask", "HTTP request", "http.request", 100, 0)
                .chain("start", "ask").diagram(), 1300, 900);
        Fx.settle();
    }

    @AfterEach
    void close() throws Exception {
        robot.release(new KeyCode[0]);
        bench.close();
    }

    @Test
    void aFewLettersAndEnterAddAStepAndTheKeyboardGoesBackToTheCanvas() {
        press(KeyInput.Key.A);
        assertThat(picker().isVisible()).isTrue();
        robot.write("trans");
        robot.type(KeyCode.ENTER);

        assertThat(bench.flow().editor().graph().node(id("transformData"))).isInstanceOf(Step.class);
        assertThat(picker().isVisible()).isFalse();
        assertThat(bench.flow().canvas().isFocused()).isTrue();
    }

    @Test
    void aNoteIsChosenLikeAStepAndWrittenAtOnce() {
        press(KeyInput.Key.A);
        robot.write("note");
        robot.type(KeyCode.ENTER);
        robot.write("Mind this");

        assertThat(bench.flow().editor().diagram().layout().notes().values()).extracting(Note::text)
                .containsExactly("Mind this");
    }

    @Test
    void arrowsChooseAmongWhatIsFound() {
        press(KeyInput.Key.A);
        robot.write("end");
        robot.type(KeyCode.DOWN, KeyCode.ENTER);

        assertThat(bench.flow().editor().graph().node(id("failingEnd"))).isNotNull();
    }

    @Test
    void escapeClosesItAndNothingIsAdded() {
        press(KeyInput.Key.A);
        robot.type(KeyCode.ESCAPE);

        assertThat(picker().isVisible()).isFalse();
        assertThat(bench.flow().editor().canUndo()).isFalse();
        assertThat(bench.flow().canvas().isFocused()).isTrue();
    }

    @Test
    void aSecondStartIsNotOffered() {
        press(KeyInput.Key.A);

        assertThat(list().getItems()).hasSizeGreaterThan(8).noneMatch(item -> item.toString().contains("title=Start,"));
    }

    @Test
    void atAWireStepsComeFirst() {
        onFx(() -> bench.flow().editor().select(Selection.of(id("ask"))));
        onFx(() -> {
            bench.flow().canvas().requestFocus();
            bench.flow().canvas().press(KeyInput.Key.A, Modifiers.SHIFT);
        });

        assertThat(list().getItems().getFirst()).isInstanceOfSatisfying(Pick.class,
                pick -> assertThat(pick.title()).isEqualTo("HTTP request"));
        assertThat(list().getItems()).anyMatch(item -> ((Pick) item).title().equals("End"));
    }

    @Test
    void whatIsFoundNowhereIsSaidSo() {
        press(KeyInput.Key.A);
        robot.write("zzz");
        robot.type(KeyCode.ENTER);

        assertThat(picker().isVisible()).isTrue();
        assertThat(robot.lookup("Nothing is called that.").tryQuery()).isPresent();
    }

    @Test
    void aStepGetsAnotherTypeAndKeepsWhatBothKnow() {
        onFx(() -> {
            var editor = bench.flow().editor();
            editor.apply(new Edit.ReplaceNode(
                    ((Step) Objects.requireNonNull(editor.graph().node(id("ask")))).withSettings(
                            Json.Obj.of("url", Json.of("http://x/")).with("method", Json.of("GET"))
                                    .with("timeout", Json.of("PT5S")))));
            editor.select(Selection.of(id("ask")));
        });
        press(KeyInput.Key.R);
        robot.write("sql");
        robot.type(KeyCode.ENTER);

        assertThat(bench.flow().editor().graph().node(id("ask"))).isInstanceOfSatisfying(Step.class, step -> {
            assertThat(step.type()).isEqualTo("sql.execute");
            assertThat(step.name()).as("the title it had").isEqualTo("SQL");
            assertThat(step.settings().fields()).containsOnlyKeys("url", "timeout");
        });
        assertThat(bench.flow().editor().graph().wires()).hasSize(1);
    }

    @Test
    void aClickElsewhereClosesIt() {
        press(KeyInput.Key.A);
        onFx(() -> bench.find("#palette-search").requestFocus());

        assertThat(picker().isVisible()).isFalse();
        assertThat(((TextField) bench.find("#palette-search")).isFocused()).isTrue();
    }

    @Test
    void aNodeIsFoundByItsNameAndShown() {
        robot.press(KeyCode.CONTROL).type(KeyCode.F).release(KeyCode.CONTROL);
        Fx.settle();
        assertThat(picker().isVisible()).isTrue();
        robot.write("http");
        robot.type(KeyCode.ENTER);

        assertThat(bench.flow().editor().selection().onlyNode()).isEqualTo(id("ask"));
    }

    @Test
    void whateverCanBeDoneIsFoundByItsNameWithItsShortcut() {
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        Fx.settle();
        robot.write("select all");
        assertThat(list().getItems().getFirst()).isInstanceOfSatisfying(Pick.class,
                pick -> assertThat(pick.hint()).isEqualTo("Ctrl+A"));
        robot.type(KeyCode.ENTER);

        assertThat(bench.flow().editor().selection().nodes()).hasSize(2);
    }

    @Test
    void whatCanNotBeDoneNowIsNotOffered() {
        onFx(() -> bench.flow().canvas().requestFocus());
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        Fx.settle();

        assertThat(list().getItems()).noneMatch(item -> ((Pick) item).title().equals("Undo"));
    }

    private void press(KeyInput.Key key) {
        onFx(() -> {
            bench.flow().canvas().requestFocus();
            bench.flow().canvas().press(key, Modifiers.NONE);
        });
    }

    private Node picker() {
        return bench.find("#picker");
    }

    private ListView<?> list() {
        return (ListView<?>) bench.find("#picker-list");
    }

    private static void onFx(Runnable action) {
        Fx.on(action);
    }
}
