package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Box;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

class PlacingAndCopyingTest {
    private final Node template = Node.Step.of(id("template"), "Reserve stock", "sql.update");
    private final HeadlessEditor hand = new HeadlessEditor(
            Diagrams.empty().start(0, 112).step("a", 100, 100).step("b", 400, 100).chain("start", "a", "b"));

    @Test
    void aDragFromThePaletteEndsWithANodeUnderThePointer() {
        hand.start(Placing.of(template)).move(-40, 300).move(504, 332);
        assertThat(hand.tool().preview()).isInstanceOf(Preview.Ghost.class);
        hand.release();

        assertThat(hand.place("reserveStock")).isEqualTo(point(400, 304));
        assertThat(hand.selected()).containsExactly("reserveStock");
    }

    @Test
    void theSecondOfANameGetsANumber() {
        hand.start(Placing.of(template)).move(504, 332).release();
        hand.start(Placing.of(template)).move(504, 532).release();

        assertThat(hand.node("reserveStock2")).isNotNull();
    }

    @Test
    void whatIsDroppedOutsideIsNotPlaced() {
        hand.start(Placing.of(template)).move(504, 332).move(-40, 332).release();

        assertThat(hand.editor.canUndo()).isFalse();
        assertThat(hand.tool()).isInstanceOf(Idle.class);
    }

    @Test
    void aDragThatNeverLeftThePaletteIsGivenUp() {
        hand.start(Placing.of(template)).move(-40, 300).release();

        assertThat(hand.tool()).isInstanceOf(Idle.class);
    }

    @Test
    void aSecondStartIsRefusedWithTheReason() {
        hand.start(Placing.of(new Node.Start(id("start"), "", Json.Obj.EMPTY))).move(504, 332).release();

        assertThat(hand.said).containsExactly("A flow begins at one place, and this one has its start.");
    }

    @Test
    void duplicatesStandBesideTheirOriginalsWithTheirWires() {
        hand.press(80, 80).move(620, 180).release().key(KeyInput.Key.D, Modifiers.SHORTCUT);

        assertThat(hand.selected()).containsExactly("a2", "b2");
        assertThat(hand.place("a2")).isEqualTo(point(124, 124));
        assertThat(hand.wires()).containsExactly("a-b", "a2-b2", "start-a");
    }

    @Test
    void whatIsCopiedLandsWithItsMiddleAtThePointer() {
        hand.click(150, 130).key(KeyInput.Key.C, Modifiers.SHORTCUT).move(640, 480).key(KeyInput.Key.V,
                Modifiers.SHORTCUT);

        assertThat(hand.place("a2")).isEqualTo(point(536, 448));
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.node("a2")).isNull();
    }

    @Test
    void aStartThatIsLeftOutOfAPasteIsSpokenOf() {
        hand.key(KeyInput.Key.A, Modifiers.SHORTCUT).key(KeyInput.Key.C, Modifiers.SHORTCUT).key(KeyInput.Key.V,
                Modifiers.SHORTCUT);

        assertThat(hand.said).containsExactly(
                "The start was left out: a flow begins at one place, and this one has its start.");
    }

    @Test
    void whatIsAddedWithoutAPointerStandsBesideTheSelectedStepAndOnNoOther() {
        hand.click(150, 130);
        var place = Placing.freePlace(Node.Step.of(Diagrams.id("new"), "", "log"),
                new View(hand.editor.state(), hand.drawing(), hand.camera(), 1000, 700, false));

        assertThat(hand.drawing().nodesTouching(new Box(place.x(), place.y(), 208, 64))).isEmpty();
        assertThat(place.x()).isGreaterThan(hand.place("a").x() + 208);
    }

    @Test
    void whatIsCutIsGoneAndCanBePasted() {
        hand.click(150, 130).key(KeyInput.Key.X, Modifiers.SHORTCUT);
        assertThat(hand.wires()).containsExactly("start-b");

        hand.move(640, 480).key(KeyInput.Key.V, Modifiers.SHORTCUT);
        assertThat(hand.node("a")).isNotNull();
    }

    @Test
    void aClipboardThatHoldsNoFlowIsExplained() {
        hand.setClipboard("{ \"flowloom\": 1, nonsense }");
        hand.key(KeyInput.Key.V, Modifiers.SHORTCUT);

        assertThat(hand.said).singleElement().asString().startsWith("What is on the clipboard is no flow: ");
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void deleteHealsAndShiftDeleteDoesNot() {
        hand.click(150, 130).key(KeyInput.Key.DELETE);
        assertThat(hand.wires()).containsExactly("start-b");

        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT).click(150, 130).key(KeyInput.Key.DELETE, Modifiers.SHIFT);
        assertThat(hand.wires()).isEmpty();
    }

    @Test
    void aCopyIsMadeOnceAndThenMovedUntilItIsLetGo() {
        hand.press(150, 130, new Modifiers(false, false, true)).move(250, 330);
        var first = ((Preview.Drawn) hand.tool().preview()).diagram();
        hand.move(350, 430);
        var second = ((Preview.Drawn) hand.tool().preview()).diagram();

        assertThat(second.flow()).as("the same copy").isSameAs(first.flow());
        assertThat(second.layout().place(id("a2"))).isNotEqualTo(first.layout().place(id("a2")));
        hand.release();
        assertThat(hand.editor.diagram()).as("what was seen is what is done").isEqualTo(second);
        assertThat(hand.selected()).containsExactly("a2");
    }
}
