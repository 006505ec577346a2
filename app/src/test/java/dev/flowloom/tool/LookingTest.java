package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Vec;
import dev.flowloom.tool.PointerInput.Action;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LookingTest {
    private final HeadlessEditor hand = new HeadlessEditor(
            Diagrams.empty().step("a", 100, 100).step("far", 2000, 900));

    @Test
    void theWheelMovesThePaper() {
        hand.wheel(500, 300, -10, 40, Modifiers.NONE);

        assertThat(hand.camera().offset()).isEqualTo(new Vec(-10, 40));
    }

    @Test
    void theWheelWithCtrlZoomsAboutThePointer() {
        var under = hand.camera().toPaper(new Vec(300, 200));
        hand.wheel(300, 200, 0, 40, Modifiers.SHORTCUT);

        assertThat(hand.camera().zoom()).isCloseTo(1.2, within(1e-9));
        assertThat(hand.camera().toPaper(new Vec(300, 200)).distance(under)).isLessThan(1e-9);
    }

    @Test
    void zoomHasItsLimits() {
        hand.wheel(300, 200, 0, 40_000, Modifiers.SHORTCUT);
        assertThat(hand.camera().zoom()).isEqualTo(Camera.LARGEST);
        hand.wheel(300, 200, 0, -80_000, Modifiers.SHORTCUT);
        assertThat(hand.camera().zoom()).isEqualTo(Camera.SMALLEST);
    }

    @Test
    void keysZoomToLifeSizeAndToFit() {
        hand.key(KeyInput.Key.MINUS).key(KeyInput.Key.MINUS);
        assertThat(hand.camera().zoom()).isLessThan(1);
        hand.key(KeyInput.Key.PLUS).key(KeyInput.Key.DIGIT_0);
        assertThat(hand.camera().zoom()).isEqualTo(1);

        hand.key(KeyInput.Key.DIGIT_1);
        var visible = hand.camera().visible(1000, 700);
        assertThat(visible.contains(new Vec(100, 100))).isTrue();
        assertThat(visible.contains(new Vec(2208, 964))).isTrue();
    }

    @Test
    void theMiddleButtonPansAlsoOverANode() {
        hand.middle(Action.PRESS, 150, 130).middle(Action.MOVE, 250, 180).middle(Action.RELEASE, 250, 180);

        assertThat(hand.camera().offset()).isEqualTo(new Vec(100, 50));
        assertThat(hand.selected()).isEmpty();
        assertThat(hand.tool()).isInstanceOf(Idle.class);
    }

    @Test
    void spaceAndADragPanUntilSpaceIsLetGo() {
        hand.give(new KeyInput(KeyInput.Key.SPACE, true, Modifiers.NONE));
        assertThat(hand.tool().pose()).isEqualTo(Tool.Pose.OPEN_HAND);
        hand.press(150, 130).move(170, 140);
        assertThat(hand.tool().pose()).isEqualTo(Tool.Pose.CLOSED_HAND);
        hand.release();
        assertThat(hand.tool()).isEqualTo(new Hand(false));
        hand.give(new KeyInput(KeyInput.Key.SPACE, false, Modifiers.NONE));

        assertThat(hand.tool()).isInstanceOf(Idle.class);
        assertThat(hand.camera().offset()).isEqualTo(new Vec(20, 10));
        assertThat(hand.place("a")).isEqualTo(Diagrams.point(100, 100));
    }

    @Test
    void atEveryZoomThePointerHitsWhatItIsOver() {
        hand.wheel(0, 0, 0, -160, Modifiers.SHORTCUT);
        var at = hand.camera().toScreen(new Vec(150, 130));

        hand.click(at.x(), at.y());
        assertThat(hand.selected()).containsExactly("a");
    }

    @Test
    void inMapModeTheWheelZoomsAndADragOnTheGroundMovesThePaper() {
        var map = new HeadlessEditor(Diagrams.empty().step("a", 100, 100)).mapMode();
        map.drag(500, 500, 560, 520);
        assertThat(map.camera().offset()).isEqualTo(new Vec(60, 20));
        map.wheel(300, 300, 0, WheelInput.NOTCH, Modifiers.NONE);
        assertThat(map.camera().zoom()).isGreaterThan(1);
        var zoom = map.camera().zoom();
        map.wheel(300, 300, 0, WheelInput.NOTCH, Modifiers.SHORTCUT);
        assertThat(map.camera().zoom()).isEqualTo(zoom);
    }
}
