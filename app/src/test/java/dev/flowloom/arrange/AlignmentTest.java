package dev.flowloom.arrange;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Editor;
import dev.flowloom.geometry.Box;
import dev.flowloom.model.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

class AlignmentTest {
    private final SortedMap<NodeId, Box> boxes = new TreeMap<>();

    private AlignmentTest box(String id, double x, double y, double width, double height) {
        boxes.put(id(id), new Box(x, y, width, height));
        return this;
    }

    private List<Double> lefts(Alignment alignment) {
        return alignment.of(boxes).values().stream().map(Box::x).toList();
    }

    private List<Double> tops(Alignment alignment) {
        return alignment.of(boxes).values().stream().map(Box::y).toList();
    }

    @Test
    void theOutermostSaysWhereTheLineIs() {
        box("a", 0, 0, 208, 64).box("b", 100, 200, 40, 40);

        assertThat(lefts(Alignment.LEFT)).containsExactly(0.0, 0.0);
        assertThat(lefts(Alignment.RIGHT)).containsExactly(0.0, 168.0);
        assertThat(lefts(Alignment.CENTRE)).containsExactly(0.0, 84.0);
        assertThat(tops(Alignment.TOP)).containsExactly(0.0, 0.0);
        assertThat(tops(Alignment.BOTTOM)).containsExactly(176.0, 200.0);
        assertThat(tops(Alignment.MIDDLE)).containsExactly(88.0, 100.0);
    }

    @ParameterizedTest
    @EnumSource(value = Alignment.class, names = {"LEFT", "CENTRE", "RIGHT", "HORIZONTALLY"})
    void whatMovesSidewaysKeepsItsHeight(Alignment alignment) {
        box("a", 0, 10, 208, 64).box("b", 100, 200, 40, 40).box("c", 500, 33, 208, 64);

        assertThat(tops(alignment)).containsExactly(10.0, 200.0, 33.0);
    }

    @Test
    void distributedNodesHaveGapsThatAreAlikeAndTheOutermostStay() {
        box("c", 300, 0, 40, 40).box("a", 0, 0, 100, 40).box("b", 120, 0, 20, 40);

        assertThat(lefts(Alignment.HORIZONTALLY)).containsExactly(0.0, 190.0, 300.0);
        boxes.clear();
        box("a", 0, 0, 40, 40).box("b", 0, 50, 40, 60).box("c", 0, 300, 40, 100);
        assertThat(tops(Alignment.VERTICALLY)).containsExactly(0.0, 140.0, 300.0);
    }

    @Test
    void distributedNodesDoNotStandOnEachOtherWhereThereIsNoRoom() {
        box("a", 0, 0, 100, 40).box("b", 20, 0, 100, 40).box("c", 50, 0, 100, 40);

        assertThat(lefts(Alignment.HORIZONTALLY)).containsExactly(0.0, 108.0, 216.0);
    }

    @Test
    void tidyingMakesRowsAndColumnsOfWhatIsNearlyInLine() {
        box("a", 0, 0, 208, 64).box("b", 275, 10, 208, 64).box("c", 5, 113, 208, 64).box("d", 270, 121, 208, 64);

        var tidy = Alignment.TIDY.of(boxes);

        assertThat(tidy.get(id("a"))).isEqualTo(new Box(0, 8, 208, 64));
        assertThat(tidy.get(id("b"))).isEqualTo(new Box(272, 8, 208, 64));
        assertThat(tidy.get(id("c"))).isEqualTo(new Box(0, 120, 208, 64));
        assertThat(tidy.get(id("d"))).isEqualTo(new Box(272, 120, 208, 64));
    }

    @Test
    void tidyingMakesGapsAlikeThatNearlyAreAndLeavesTheOthers() {
        box("a", 0, 0, 208, 64).box("b", 272, 0, 208, 64).box("c", 560, 0, 208, 64).box("d", 1200, 0, 208, 64);

        assertThat(lefts(Alignment.TIDY)).containsExactly(0.0, 288.0, 576.0, 1216.0);
    }

    @Test
    void aFieldThatWasSetByHandBecomesRegular() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            box("n" + i, i % 4 * 272 + random.nextInt(16), i / 4 * 112 + random.nextInt(16), 208, 64);
        }

        var tidy = Alignment.TIDY.of(boxes);

        assertThat(tidy.values().stream().map(Box::x).distinct()).as("seed %d", seed).hasSize(4);
        assertThat(tidy.values().stream().map(Box::y).distinct()).as("seed %d", seed).hasSize(3);
        assertThat(Alignment.TIDY.of(tidy)).as("seed %d", seed).isEqualTo(tidy);
    }

    @Test
    void tidyingPutsNothingOnSomethingElse() {
        for (int i = 0; i < 200; i++) {
            long seed = new Random().nextLong();
            scatter(new Random(seed));
            assertThat(overlaps(Alignment.TIDY.of(boxes))).as("seed %d", seed).isZero();
        }
    }

    /// Boxes here and there, none on another.
    private void scatter(Random random) {
        boxes.clear();
        for (int i = 0; i < 30; i++) {
            var box = new Box(random.nextInt(1500), random.nextInt(700), random.nextBoolean() ? 208 : 40, 64);
            if (boxes.values().stream().noneMatch(box::intersects)) {
                boxes.put(id("n" + i), box);
            }
        }
    }

    private static long overlaps(SortedMap<NodeId, Box> boxes) {
        return boxes.values().stream()
                .filter(box -> boxes.values().stream().filter(box::intersects).count() > 1).count();
    }

    @Test
    void aligningIsOneStepAndWhatDoesNotMoveIsNotTouched() {
        var diagram = Diagrams.empty().step("a", 0, 0).step("b", 40, 100).step("c", 0, 200).chain("a", "b", "c")
                .diagram();
        var editor = new Editor(diagram);

        editor.apply(Alignment.LEFT.of(diagram, List.of(id("a"), id("b"))).edit("Align left", diagram));
        assertThat(editor.diagram().layout().place(id("b"))).isEqualTo(point(0, 100));
        assertThat(editor.undoLabel()).isEqualTo("Align left");
        var aligned = editor.diagram();
        editor.apply(Alignment.LEFT.of(aligned, List.of(id("a"), id("b"))).edit("Align left", aligned));
        editor.undo();
        assertThat(editor.diagram()).isSameAs(diagram);
    }

    @Test
    void bendsMoveAlongWithBothTheirNodesAndStayOtherwise() {
        var diagram = Diagrams.empty().step("a", 0, 0).step("b", 300, 40).step("c", 600, 40).chain("a", "b", "c")
                .bend("a-b", point(250, 90)).bend("b-c", point(550, 90)).diagram();
        var editor = new Editor(diagram);

        editor.apply(Alignment.TOP.of(diagram, List.of(id("a"), id("b"), id("c"))).edit("Align top", diagram));

        assertThat(editor.diagram().layout().bends()).containsEntry(wire("a-b"), List.of(point(250, 90)))
                .containsEntry(wire("b-c"), List.of(point(550, 50)));
    }

    @Test
    void bendsAreDroppedOnlyWhereAskedAndOnlyWithin() {
        var diagram = Diagrams.empty().step("a", 0, 0).step("b", 300, 40).step("c", 600, 40).chain("a", "b", "c")
                .bend("a-b", point(250, 90)).bend("b-c", point(550, 90)).diagram();
        var editor = new Editor(diagram);

        editor.apply(Alignment.TOP.of(diagram, List.of(id("a"), id("b"))).editWithoutBends("Lay out", diagram));

        assertThat(editor.diagram().layout().bends()).containsOnlyKeys(wire("b-c"));
    }

    @Test
    void fewerNodesThanItTakesAreLeftAlone() {
        var diagram = Diagrams.empty().step("a", 3, 5).diagram();

        assertThat(Alignment.TIDY.of(diagram, List.of(id("a"))).places()).containsEntry(id("a"), point(3, 5));
    }
}
