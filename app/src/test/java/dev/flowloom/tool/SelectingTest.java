package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SelectingTest {
    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().step("a", 100, 100).step("b", 400, 100)
            .step("c", 100, 300).chain("a", "b"));

    @Test
    void aClickSelectsOneNodeAndAClickOnTheGroundNone() {
        hand.click(150, 130);
        assertThat(hand.selected()).containsExactly("a");

        hand.click(450, 130);
        assertThat(hand.selected()).containsExactly("b");

        hand.click(700, 600);
        assertThat(hand.selected()).isEmpty();
    }

    @Test
    void shiftAndCtrlToggle() {
        hand.click(150, 130).click(450, 130, Modifiers.SHIFT).click(150, 330, Modifiers.SHORTCUT);
        assertThat(hand.selected()).containsExactly("a", "b", "c");

        hand.click(450, 130, Modifiers.SHIFT);
        assertThat(hand.selected()).containsExactly("a", "c");
    }

    @Test
    void aClickOnOneOfSeveralSelectsThatOne() {
        hand.key(KeyInput.Key.A, Modifiers.SHORTCUT).click(450, 130);

        assertThat(hand.selected()).containsExactly("b");
    }

    @Test
    void aWireIsSelectedByAClickOnIt() {
        hand.click(350, 132);

        assertThat(hand.editor.selection().wires()).containsExactly(Diagrams.wire("a-b"));
    }

    @Test
    void aRubberBandSelectsWhatItTouchesAndTheWiresBetween() {
        hand.press(60, 60).move(420, 180);
        assertThat(hand.tool().preview()).isInstanceOf(Preview.Band.class);
        hand.release();

        assertThat(hand.selected()).containsExactly("a", "b");
        assertThat(hand.editor.selection().wires()).containsExactly(Diagrams.wire("a-b"));
        assertThat(hand.tool().preview()).isEqualTo(Preview.NONE);
    }

    @Test
    void aRubberBandWithShiftKeepsWhatWasSelected() {
        hand.click(150, 330).press(380, 60, Modifiers.SHIFT).move(700, 200).release();

        assertThat(hand.selected()).containsExactly("c", "b");
    }

    @Test
    void escapeDuringARubberBandBringsBackWhatWasSelected() {
        hand.click(150, 330).press(380, 60, Modifiers.SHIFT).move(700, 200).key(KeyInput.Key.ESCAPE);

        assertThat(hand.selected()).containsExactly("c");
        assertThat(hand.tool()).isInstanceOf(Idle.class);
    }

    @Test
    void ctrlASelectsAllAndEscapeNothing() {
        hand.key(KeyInput.Key.A, Modifiers.SHORTCUT);
        assertThat(hand.selected()).containsExactly("a", "b", "c");

        hand.key(KeyInput.Key.ESCAPE);
        assertThat(hand.editor.selection().isEmpty()).isTrue();
    }

    @Test
    void aDoubleClickAndEnterOpen() {
        hand.pointer(Action.PRESS, 150, 130, Button.PRIMARY, Modifiers.NONE, 2);
        hand.click(450, 130).key(KeyInput.Key.ENTER);

        assertThat(hand.opened).containsExactly(Diagrams.id("a"), Diagrams.id("b"));
    }

    @Test
    void theOtherButtonSelectsWhatItsMenuIsAbout() {
        hand.pointer(Action.PRESS, 450, 130, Button.SECONDARY, Modifiers.NONE, 1);

        assertThat(hand.selected()).containsExactly("b");
    }
}
