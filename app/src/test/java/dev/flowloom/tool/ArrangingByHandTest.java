package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// Copies dragged out, room made, the hand tool, and selecting along the stream.
class ArrangingByHandTest {
    private static final Modifiers ALT = new Modifiers(false, false, true);
    private static final Modifiers SHORTCUT_SHIFT = new Modifiers(true, true, false);

    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().start(0, 116).step("a", 104, 104)
            .step("b", 400, 104).step("undo", 104, 304).end("end", 704, 116).chain("start", "a", "b", "end")
            .compensation("a", "undo"));

    @Test
    void anAltDragCopies() {
        hand.press(150, 130, ALT).move(160, 200).move(190, 530).release();

        assertThat(hand.place("a")).isEqualTo(point(104, 104));
        assertThat(hand.editor.graph().nodes()).hasSize(6);
        assertThat(hand.place("a2")).isEqualTo(point(144, 504));
        assertThat(hand.selected()).containsExactly("a2");
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.editor.graph().nodes()).hasSize(5);
    }

    @Test
    void anAltDragOfSeveralCopiesTheWiresBetweenThem() {
        hand.click(150, 130).click(450, 130, Modifiers.SHIFT).press(450, 130, ALT).move(450, 300).move(450, 530)
                .release();

        assertThat(hand.wires()).contains("a2-b2");
    }

    @Test
    void aCopyLetGoWhereItCameFromIsNone() {
        hand.press(150, 130, ALT).move(160, 140).move(150, 130).release();

        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void theSpaceToolPushesAllThatIsToTheRight() {
        hand.key(KeyInput.Key.S).drag(300, 400, 383, 410);

        assertThat(hand.place("b")).isEqualTo(point(480, 104));
        assertThat(hand.place("end")).isEqualTo(point(784, 116));
        assertThat(hand.place("a")).isEqualTo(point(104, 104));
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.place("b")).as("one step to undo").isEqualTo(point(400, 104));
    }

    @Test
    void whatTheSpaceToolPushesIsSettledWhereItBegins() {
        hand.key(KeyInput.Key.S).press(350, 400);
        for (int x = 340; x >= 100; x -= 40) {
            hand.move(x, 400);
        }
        hand.release();

        assertThat(hand.place("b")).isEqualTo(point(152, 104));
        assertThat(hand.place("a")).isEqualTo(point(104, 104));
    }

    @Test
    void theSpaceToolPushesAllThatIsBelow() {
        hand.key(KeyInput.Key.S).drag(300, 250, 310, 299);

        assertThat(hand.place("undo")).isEqualTo(point(104, 352));
        assertThat(hand.place("b")).isEqualTo(point(400, 104));
    }

    @Test
    void escapePutsTheSpaceToolAway() {
        hand.key(KeyInput.Key.S).key(KeyInput.Key.ESCAPE);
        assertThat(hand.tool()).isInstanceOf(Idle.class);

        hand.key(KeyInput.Key.S).press(300, 400).move(380, 400).key(KeyInput.Key.ESCAPE).release();
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void dDisablesTheSelectedStepsAndEnablesThemAgainInOneStepEach() {
        hand.click(150, 130).click(450, 130, Modifiers.SHIFT).key(KeyInput.Key.D);
        assertThat(hand.node("a")).isInstanceOfSatisfying(Node.Step.class, a -> assertThat(a.disabled()).isTrue());
        assertThat(hand.node("b")).isInstanceOfSatisfying(Node.Step.class, b -> assertThat(b.disabled()).isTrue());

        hand.key(KeyInput.Key.D);
        assertThat(hand.node("a")).isInstanceOfSatisfying(Node.Step.class, a -> assertThat(a.disabled()).isFalse());
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT).key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.node("b")).isInstanceOfSatisfying(Node.Step.class, b -> assertThat(b.disabled()).isFalse());
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void aStepThatUndoesCanNotBeDisabled() {
        hand.click(150, 330).key(KeyInput.Key.D);

        assertThat(hand.said).singleElement().asString().contains("undoes another step");
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void ofAllStepsThoseThatUndoStayEnabled() {
        hand.key(KeyInput.Key.A, Modifiers.SHORTCUT).key(KeyInput.Key.D);

        assertThat(hand.node("a")).isInstanceOfSatisfying(Node.Step.class, a -> assertThat(a.disabled()).isTrue());
        assertThat(hand.node("undo")).isInstanceOfSatisfying(Node.Step.class, u -> assertThat(u.disabled()).isFalse());
    }

    @Test
    void theHandToolStaysUntilItIsPutAway() {
        hand.key(KeyInput.Key.H).drag(150, 130, 250, 230);
        assertThat(hand.camera().offset()).isEqualTo(new Vec(100, 100));
        hand.drag(150, 130, 160, 130);
        assertThat(hand.camera().offset()).isEqualTo(new Vec(110, 100));
        assertThat(hand.place("a")).isEqualTo(point(104, 104));

        hand.key(KeyInput.Key.SPACE);
        assertThat(hand.tool()).isEqualTo(new Hand(true));
        hand.key(KeyInput.Key.H);
        assertThat(hand.tool()).isInstanceOf(Idle.class);
    }

    @Test
    void allThatFollowsOrLeadsThereIsSelectedByTwoKeysAndAnArrow() {
        hand.click(450, 130).key(KeyInput.Key.RIGHT, SHORTCUT_SHIFT);
        assertThat(hand.selected()).containsExactlyInAnyOrder("b", "end");

        hand.click(450, 130).key(KeyInput.Key.LEFT, SHORTCUT_SHIFT);
        assertThat(hand.selected()).containsExactlyInAnyOrder("b", "a", "start");
    }
}
