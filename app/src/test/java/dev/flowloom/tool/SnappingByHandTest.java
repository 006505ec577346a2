package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Guide;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// What is dragged comes to stand level with its neighbours.
class SnappingByHandTest {
    private static final Modifiers ALT = new Modifiers(false, false, true);
    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().step("a", 96, 96).step("b", 400, 101)
            .scope("scope", 64, 300, 608, 240).step("inner", 112, 352).step("other", 416, 397).in("scope", "inner",
                    "other"));

    @Test
    void aStepDraggedNearlyLevelWithAnotherComesToStandLevelAndSaysSo() {
        hand.press(150, 130).move(150, 137);
        assertThat(hand.tool().guides()).containsExactly(new Guide(new Vec(96, 133), new Vec(608, 133)));
        hand.release();

        assertThat(hand.place("a")).isEqualTo(point(96, 101));
        assertThat(hand.tool().guides()).isEmpty();
    }

    @Test
    void aCopyIsDrawnToItsOriginalToo() {
        hand.press(450, 130, ALT).move(452, 250);
        assertThat(hand.tool().guides()).contains(new Guide(new Vec(504, 101), new Vec(504, 288)));
    }

    @Test
    void whatComesFromThePaletteStandsLevelAsWell() {
        hand.start(Placing.of(Node.Step.of(id("template"), "New", "util.log"))).move(840, 136);
        assertThat(hand.tool().guides()).containsExactly(new Guide(new Vec(400, 133), new Vec(944, 133)));
        hand.release();

        assertThat(hand.place("new")).isEqualTo(point(736, 101));
    }

    @Test
    void theFrameThatHoldsAStepDoesNotDrawItButTheStepsBesideItDo() {
        hand.press(200, 380).move(200, 427);

        assertThat(hand.tool().guides()).contains(new Guide(new Vec(112, 429), new Vec(624, 429)));
        hand.move(200, 385);
        assertThat(hand.tool().guides()).isEmpty();
    }

    @Test
    void fromFarAwayTheGridAloneDraws() {
        hand.wheel(0, 0, 0, -200, Modifiers.SHORTCUT).wheel(0, 0, 0, -200, Modifiers.SHORTCUT);
        assertThat(hand.camera().zoom()).isLessThan(0.5);
        var from = hand.camera().toScreen(new Vec(150, 130));
        var to = hand.camera().toScreen(new Vec(150, 133));
        hand.press(from.x(), from.y()).move(from.x() + 40, from.y()).move(to.x(), to.y());

        assertThat(hand.tool().guides()).isEmpty();
    }
}
