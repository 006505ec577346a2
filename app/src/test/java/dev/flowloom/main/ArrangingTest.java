package dev.flowloom.main;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import javafx.scene.control.CheckMenuItem;

import dev.flowloom.arrange.Direction;
import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.files.Aside;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Layout.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

/// Arranging from the window's menu.
class ArrangingTest {
    private static final Diagram FLOW = Diagrams.empty().start(48, 12).step("a", 300, 10).step("b", 10, 200)
            .end("end", 90, 400).chain("start", "a", "b", "end").bend("a-b", point(280, 150)).diagram();

    private final TestWorkbench bench;
    private final Queue<Runnable> aside = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();

    ArrangingTest(@TempDir Path folder) throws Exception {
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

    private Editor editor() {
        return bench.flow().editor();
    }

    private Point place(String node) {
        return Objects.requireNonNull(Fx.from(() -> editor().diagram().layout().place(id(node))));
    }

    private boolean isOffered(String text) {
        return !Fx.from(() -> bench.item("Arrange", text).isDisable());
    }

    @Test
    void theWholeFlowIsLaidOutInOneStep() throws Exception {
        Fx.on(() -> bench.choose("Arrange", "Lay out left to right"));
        Fx.await(() -> editor().canUndo());

        assertThat(place("start")).isEqualTo(point(48, 12));
        assertThat(place("a").y()).isEqualTo(0);
        assertThat(place("b").y()).isEqualTo(0);
        assertThat(place("end").x()).isGreaterThan(place("b").x());
        assertThat(editor().diagram().layout().bends()).as("bends stay").containsOnlyKeys(wire("a-b"));
        Fx.on(() -> editor().undo());
        assertThat(editor().diagram()).isSameAs(FLOW);
    }

    @Test
    void bendsAreDroppedWhenAsked() throws Exception {
        Fx.on(() -> {
            ((CheckMenuItem) bench.item("Arrange", "Drop hand-made bends when laying out")).setSelected(true);
            bench.choose("Arrange", "Lay out top to bottom");
        });
        Fx.await(() -> editor().canUndo());

        assertThat(editor().diagram().layout().bends()).isEmpty();
        assertThat(place("b").y()).isGreaterThan(place("a").y());
    }

    @Test
    void ofSeveralSelectedNodesOnlyThoseAreLaidOut() throws Exception {
        Fx.on(() -> editor().select(Selection.of(id("a"), id("b"))));
        Fx.on(() -> bench.choose("Arrange", "Lay out the selection left to right"));
        Fx.await(() -> editor().canUndo());

        assertThat(place("end")).isEqualTo(point(90, 400));
        assertThat(place("b").y()).isEqualTo(place("a").y());
    }

    @Test
    void onlyWhatFitsTheSelectionIsOffered() {
        assertThat(isOffered("Lay out left to right")).isTrue();
        assertThat(isOffered("Align left")).isFalse();
        Fx.on(() -> editor().select(Selection.of(id("a"), id("b"))));
        assertThat(isOffered("Align left")).isTrue();
        assertThat(isOffered("Tidy")).isTrue();
        assertThat(isOffered("Distribute vertically")).isFalse();
        Fx.on(() -> editor().open(FLOW, true));
        assertThat(isOffered("Lay out left to right")).isFalse();
    }

    @Test
    void whatIsSelectedIsPutInLine() {
        Fx.on(() -> editor().select(Selection.of(id("a"), id("b"), id("end"))));
        Fx.on(() -> bench.choose("Arrange", "Align left"));

        assertThat(List.of(place("a").x(), place("b").x(), place("end").x())).containsOnly(10);
        assertThat(editor().undoLabel()).isEqualTo("Align left");
    }

    private Arranging arranging() {
        return Fx.from(() -> new Arranging(editor(), bench.flow().canvas(), new Aside(aside::add, Runnable::run),
                bench.flow().banners(), said::add));
    }

    @Test
    void aLayoutOfWhatWasChangedMeanwhileIsNotApplied() {
        var arranging = arranging();
        Fx.on(() -> arranging.layOut(Direction.LEFT_TO_RIGHT, false));
        Fx.on(() -> editor().apply(new Edit.Rename(id("a"), "Other")));
        var changed = editor().diagram();
        Fx.on(() -> aside.remove().run());

        assertThat(editor().diagram()).isSameAs(changed);
        assertThat(said).containsExactly("The flow was changed meanwhile, so it was not laid out. Ask again.");
        assertThat(arranging.busyProperty().get()).isFalse();
    }

    @Test
    void aLayoutThatTakesLongIsSeenToGoOn() throws Exception {
        var arranging = arranging();
        Fx.on(() -> arranging.layOut(Direction.LEFT_TO_RIGHT, false));
        Fx.on(() -> arranging.layOut(Direction.TOP_TO_BOTTOM, false));
        assertThat(aside).as("one at a time").hasSize(1);

        Fx.await(() -> bench.window().frame().getScene().lookup("#banner-laying-out") != null);
        Fx.on(() -> aside.remove().run());
        assertThat(bench.window().frame().getScene().lookup("#banner-laying-out")).isNull();
        assertThat(editor().canUndo()).isTrue();
    }

    @Test
    void whatIsLaidOutAlreadyIsSaidToBe() {
        var arranging = arranging();
        for (int times = 0; times < 2; times++) {
            Fx.on(() -> arranging.layOut(Direction.LEFT_TO_RIGHT, false));
            Fx.on(() -> aside.remove().run());
        }

        assertThat(said).containsExactly("All of it stands so already.");
        Fx.on(() -> editor().undo());
        assertThat(editor().diagram()).isSameAs(FLOW);
    }
}
