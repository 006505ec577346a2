package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Editor;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

class MovingTest {
    private final Diagrams three = Diagrams.empty().step("a", 101, 100).step("b", 400, 104).step("c", 104, 300)
            .chain("a", "b");
    private final HeadlessEditor hand = new HeadlessEditor(three);

    @Test
    void aDraggedNodeSnapsToTheGrid() {
        hand.drag(150, 130, 171, 153);

        assertThat(hand.place("a")).isEqualTo(point(120, 120));
    }

    @Test
    void whatIsLowerThanAStepSnapsToStandLevelWithIt() {
        var low = new HeadlessEditor(Diagrams.empty().step("a", 96, 96).end("end", 400, 300));
        low.drag(420, 320, 422, 130);

        assertThat(low.place("end").y() + 20).as("the middle of the end").isEqualTo(low.place("a").y() + 32);
    }

    @Test
    void allSelectedNodesMoveByTheSameWayAsTheOneInTheHand() {
        hand.key(KeyInput.Key.A, Modifiers.SHORTCUT).drag(450, 130, 467, 131);

        assertThat(hand.place("b")).isEqualTo(point(416, 104));
        assertThat(hand.place("a")).isEqualTo(point(117, 100));
    }

    @Test
    void aDragIsOneStepToUndo() {
        hand.drag(150, 130, 350, 250);
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);

        assertThat(hand.place("a")).isEqualTo(point(101, 100));
        assertThat(hand.editor.canUndo()).isFalse();
        hand.key(KeyInput.Key.Y, Modifiers.SHORTCUT);
        assertThat(hand.place("a").x()).isEqualTo(304);
    }

    @Test
    void aTremblingHandMovesNothing() {
        hand.press(150, 130).move(152, 131).release();

        assertThat(hand.place("a")).isEqualTo(point(101, 100));
        assertThat(hand.selected()).containsExactly("a");
    }

    @Test
    void escapeGivesTheDragUp() {
        hand.press(150, 130).move(300, 300);
        assertThat(hand.tool().preview()).isInstanceOf(Preview.Provisional.class);
        hand.key(KeyInput.Key.ESCAPE).release();

        assertThat(hand.place("a")).isEqualTo(point(101, 100));
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void atTheEdgeThePaperMovesAlong() {
        hand.press(150, 130).move(990, 130).give(new Tick(0.1));
        assertThat(hand.camera().offset().x()).isNegative();
        hand.release();

        assertThat(hand.place("a").x()).isGreaterThan(941);
    }

    @Test
    void atTheEdgeThePaperMovesAlongUnderARubberBandToo() {
        hand.press(500, 500).move(995, 500).give(new Tick(0.1));
        assertThat(hand.camera().offset().x()).isNegative();
    }

    @Test
    void atTheEdgeThePaperMovesAlongUnderAWireToo() {
        hand.press(608, 136).move(800, 300).move(995, 300).give(new Tick(0.1));
        assertThat(hand.tool()).isInstanceOf(Wiring.class);
        assertThat(hand.camera().offset().x()).isNegative();
    }

    @Test
    void awayFromTheEdgeThePaperStaysWhereItIs() {
        hand.press(150, 130).move(500, 300).give(new Tick(0.1));

        assertThat(hand.camera()).isEqualTo(Camera.HOME);
    }

    @Test
    void arrowsNudgeAndAreUndoneTogether() {
        hand.click(450, 130).key(KeyInput.Key.RIGHT).key(KeyInput.Key.RIGHT).key(KeyInput.Key.DOWN, Modifiers.SHIFT);
        assertThat(hand.place("b")).isEqualTo(point(416, 144));

        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.place("b")).isEqualTo(point(400, 104));
    }

    @Test
    void whatIsReadOnlyStaysWhereItIs() {
        var readOnly = new HeadlessEditor(new Editor(three.diagram(), true));
        readOnly.drag(150, 130, 350, 250);

        assertThat(readOnly.place("a")).isEqualTo(point(101, 100));
    }
}
