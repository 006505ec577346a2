package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What the window says of the files behind its flows.
class WindowTest {
    private static final Diagram FLOW = Diagrams.empty().start(0, 0).end("end", 200, 0).diagram();

    private final Path folder;
    private final TestWorkbench bench;

    WindowTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void open() throws Exception {
        bench.open(FLOW);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static void draw(FlowPage page) {
        Fx.on(() -> page.editor().apply(new Edit.Rename(Diagrams.id("start"), "Begin")));
    }

    @Test
    void whatIsWrongWithAFileIsListedWithItsPlaceUntilItIsSaved() throws Exception {
        var file = Files.writeString(folder.resolve("odd.flow.json"),
                DefinitionWriter.text(FLOW).replaceFirst("\"id\"", "\"mood\": \"fine\",\n  \"id\""));
        assertThat(Fx.done(() -> bench.flow().desk().open(file))).isTrue();
        Fx.await(() -> problems().stream().anyMatch(problem -> problem.place().position() == null));
        assertThat(problems()).anyMatch(problem -> problem.place().position() != null);
        var listed = (ListView<?>) bench.find("#problems");
        assertThat(Fx.from(() -> listed.getItems().size())).isEqualTo(problems().size());

        assertThat(Fx.done(() -> bench.flow().desk().save())).isTrue();
        assertThat(problems()).noneMatch(problem -> problem.place().position() != null);
    }

    private List<Problem> problems() {
        return bench.flow().editor().problems();
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
        assertThat(Fx.done(() -> bench.flow().desk().open(file))).isTrue();
        draw(bench.flow());
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
        assertThat(bench.flow().editor().isChanged()).isFalse();
        assertThat(bench.flow().editor().graph()).isEqualTo(theirs.flow().graph());
        Fx.on(() -> bench.flow().editor().undo());
        assertThat(bench.flow().editor().graph().node(Diagrams.id("start"))).isNotNull();
        assertThat(bench.flow().editor().isChanged()).isTrue();
    }

    @Test
    void anEmptyCanvasTeachesTheFirstGesture() throws Exception {
        Fx.on(() -> bench.window().flows().addEmpty());
        assertThat(hint().isVisible()).isTrue();
        assertThat(((Label) hint()).getText()).isNotBlank();
        Fx.on(() -> bench.flow().editor().apply(
                new Edit.AddNode(Node.Step.of(Diagrams.id("a"), "", "util.log"), Diagrams.point(0, 0))));

        assertThat(hint().isVisible()).isFalse();
    }

    private javafx.scene.Node hint() {
        return bench.find(".first-hint");
    }

    @Test
    void aStepWhoseTypeIsNotInstalledIsDrawnAsSuchMovedWiredAndKept(@TempDir Path files) throws Exception {
        var file = Files.writeString(files.resolve("other.flow.json"),
                """
                        {"flowloom": 1, "id": "other", "name": "",
                         "nodes": {"s": {"kind": "start"}, "x": {"kind": "step", "type": "vendor.print", "settings": {"tray": 3},
                                   "colour": "red"}},
                         "layout": {"nodes": {"s": {"x": 0, "y": 12}, "x": {"x": 200, "y": 0}}}}
                        """);
        assertThat(Fx.done(() -> bench.window().flows().open(file))).isTrue();
        Fx.on(() -> bench.flow().editor().apply(Edit.MoveNodes.of(List.of(Diagrams.id("x")), 80, 80)));
        Fx.on(() -> bench.flow().editor().apply(new Edit.Connect(new Wire.Sequence(new WireId("s-x"),
                Diagrams.id("s"), null, Diagrams.id("x"), Json.Obj.EMPTY))));
        assertThat(bench.flow().canvas().lookupAll(".card").stream()
                .map(card -> String.valueOf(card.getAccessibleText())))
                .anyMatch(text -> text.contains("vendor.print"));
        assertThat(Fx.done(() -> bench.flow().desk().save())).isTrue();

        assertThat(Files.readString(file)).contains("\"tray\": 3", "\"colour\": \"red\"", "vendor.print", "s-x");
    }

    @Test
    void theInputsBesideAFileAreOffered() throws Exception {
        Files.createDirectories(folder.resolve("inputs"));
        Files.writeString(folder.resolve("inputs/small-order.json"), "{}");
        var file = Files.write(folder.resolve("a.flow.json"), DefinitionWriter.write(FLOW));
        assertThat(Fx.done(() -> bench.flow().desk().open(file))).isTrue();
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
        assertThat(Fx.done(() -> bench.flow().desk().open(file))).isTrue();
        var inputs = (ComboBox<?>) bench.find("#inputs");
        Fx.await(() -> inputs.getItems().size() == 2);

        assertThat(inputs.getItems().stream().map(String::valueOf)).containsExactly("Order", "Order declined");
        assertThat(String.valueOf(inputs.getValue())).isEqualTo("Order");
    }
}
