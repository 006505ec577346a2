package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Vec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisitedTest {
    private static final Camera A = Camera.HOME.panned(new Vec(1, 0));
    private static final Camera B = Camera.HOME.panned(new Vec(2, 0));
    private static final Camera C = Camera.HOME.panned(new Vec(3, 0));

    @Test
    void goingBackAndForwardShowsWhatWasSeenAtEachJump() {
        var back = Visited.NONE.jumped(A).jumped(B).back(C);
        assertThat(back.camera()).isEqualTo(B);
        assertThat(back.back(B).camera()).isEqualTo(A);
        assertThat(back.back(B).hasBack()).isFalse();

        assertThat(back.back(B).forward().camera()).isEqualTo(B);
        assertThat(back.forward().camera()).isEqualTo(C);
        assertThat(back.forward().hasForward()).isFalse();
    }

    @Test
    void aJumpForgetsWhatLayAhead() {
        var jumped = Visited.NONE.jumped(A).jumped(B).back(C).jumped(B);

        assertThat(jumped.hasForward()).isFalse();
        assertThat(jumped.back(C).camera()).isEqualTo(B);
    }

    @Test
    void altAndArrowsGoBackAndForward() {
        var hand = new HeadlessEditor(Diagrams.empty().step("a", 100, 100));
        var alt = new Modifiers(false, false, true);
        hand.click(150, 130).key(KeyInput.Key.LEFT, alt).key(KeyInput.Key.RIGHT, alt);

        assertThat(hand.said).containsExactly("back", "forward");
        assertThat(hand.editor.canUndo()).as("nothing was nudged").isFalse();
    }
}
