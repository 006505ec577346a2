package dev.flowloom.tool;

import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// Scopes and loops under the hand.
class ContainersByHandTest {
    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().start(0, 40).step("a", 64, 28)
            .step("b", 304, 28).end("done", 560, 40).chain("start", "a", "b", "done")
            .scope("scope", 64, 200, 400, 208).step("inner", 104, 272).in("scope", "inner"));

    private @Nullable NodeId parent(String node) {
        return hand.editor.graph().parent(id(node));
    }

    private Box box(String node) {
        return Objects.requireNonNull(hand.drawing().box(id(node)));
    }

    private boolean isSeen(String node) {
        return hand.drawing().box(id(node)) != null;
    }

    @Test
    void aStepDraggedIntoAScopeStandsInIt() {
        hand.drag(168, 60, 330, 360);
        assertThat(parent("a")).isEqualTo(id("scope"));
        assertThat(hand.wires()).contains("start-b");
        hand.editor.undo();
        assertThat(parent("a")).isNull();
        assertThat(hand.wires()).contains("start-a", "a-b");
    }

    @Test
    void theScopeItWouldStandInLightsUpWhileItIsDragged() {
        hand.press(168, 60).move(300, 300);
        assertThat(hand.tool().preview()).isInstanceOfSatisfying(Preview.Provisional.class,
                preview -> assertThat(preview.target()).isEqualTo(id("scope")));
        hand.move(600, 500);
        assertThat(hand.tool().preview()).isInstanceOfSatisfying(Preview.Provisional.class,
                preview -> assertThat(preview.target()).isNull());
    }

    @Test
    void aStepDraggedOutOfAScopeStandsBesideIt() {
        hand.drag(200, 300, 700, 300);
        assertThat(parent("inner")).isNull();
        assertThat(box("scope")).isEqualTo(new Box(64, 200, 400, 208));
    }

    @Test
    void draggedNearTheRimTheScopeGrowsToHoldIt() {
        hand.drag(200, 300, 400, 380);
        assertThat(parent("inner")).isEqualTo(id("scope"));
        var inner = box("inner");
        assertThat(box("scope").right()).isGreaterThanOrEqualTo(inner.right() + 24);
        assertThat(box("scope").bottom()).isGreaterThanOrEqualTo(inner.bottom() + 24);
        hand.editor.undo();
        assertThat(box("scope")).isEqualTo(new Box(64, 200, 400, 208));
    }

    @Test
    void theScopeTakesAlongWhatItHolds() {
        hand.drag(200, 216, 248, 264);
        assertThat(hand.place("scope")).isEqualTo(Diagrams.point(112, 248));
        assertThat(hand.place("inner")).isEqualTo(Diagrams.point(152, 320));
    }

    @Test
    void itsInsideIsGroundWhereABandBegins() {
        hand.drag(90, 250, 350, 400);
        assertThat(hand.selected()).containsExactly("inner");
    }

    @Test
    void aBandTakesAScopeOnlyWhole() {
        hand.drag(20, 150, 300, 300);
        assertThat(hand.selected()).containsExactly("inner");
        hand.drag(20, 150, 500, 420);
        assertThat(hand.selected()).contains("scope");
    }

    @Test
    void whatIsPutDownInAScopeStandsInIt() {
        hand.start(Placing.of(Node.Step.of(id("fresh"), "fresh", "log"))).move(300, 360).release();
        assertThat(parent("fresh")).isEqualTo(id("scope"));
        hand.pointer(Action.PRESS, 420, 260, Button.PRIMARY, Modifiers.NONE, 2).release();
        hand.choose(Node.Step.of(id("asked"), "asked", "log"));
        assertThat(parent("asked")).isEqualTo(id("scope"));
    }

    @Test
    void whatFollowsAStepInAScopeStandsInItToo() {
        hand.click(200, 300).key(KeyInput.Key.A, Modifiers.SHIFT);
        hand.choose(Node.Step.of(id("next"), "next", "log"));
        assertThat(parent("next")).isEqualTo(id("scope"));
        assertThat(hand.wires()).contains("inner-next");
        assertThat(box("scope").right()).isGreaterThanOrEqualTo(box("next").right() + 24);
    }

    @Test
    void aCopyIsDraggedIntoTheScope() {
        hand.press(168, 60, new Modifiers(false, false, true)).move(250, 300).move(300, 360).release();
        assertThat(parent("a2")).isEqualTo(id("scope"));
        assertThat(parent("a")).isNull();
    }

    @Test
    void theSignCollapsesTheScopeAndOpensItAgain() {
        var sign = Frames.sign(box("scope")).centre();
        hand.click(sign.x(), sign.y());
        assertThat(isSeen("inner")).isFalse();
        assertThat(box("scope").width()).isLessThan(300);
        sign = Frames.sign(box("scope")).centre();
        hand.click(sign.x(), sign.y());
        assertThat(isSeen("inner")).isTrue();
        assertThat(box("scope")).isEqualTo(new Box(64, 200, 400, 208));
    }

    @Test
    void theKeyXCollapsesWhatIsSelected() {
        hand.click(200, 216).key(KeyInput.Key.X);
        assertThat(isSeen("inner")).isFalse();
        hand.key(KeyInput.Key.X);
        assertThat(isSeen("inner")).isTrue();
    }

    @Test
    void itsCornerMakesItLargerButNeverSmallerThanWhatItHolds() {
        hand.drag(460, 404, 560, 464);
        assertThat(box("scope")).isEqualTo(new Box(64, 200, 504, 272));
        hand.drag(564, 468, 100, 240);
        assertThat(box("scope").right()).isGreaterThanOrEqualTo(box("inner").right() + 24);
        assertThat(box("scope").bottom()).isGreaterThanOrEqualTo(box("inner").bottom() + 24);
    }

    @Test
    void doubleClickingAScopeEntersItAndEscapeLeavesIt() {
        hand.pointer(Action.PRESS, 200, 216, Button.PRIMARY, Modifiers.NONE, 2).release();
        assertThat(hand.drawing().root()).isEqualTo(id("scope"));
        assertThat(isSeen("inner")).isTrue();
        assertThat(isSeen("a")).isFalse();
        hand.key(KeyInput.Key.ESCAPE);
        assertThat(hand.drawing().root()).isNull();
        assertThat(isSeen("a")).isTrue();
        assertThat(hand.selected()).containsExactly("scope");
    }

    @Test
    void whatIsAddedInAnEnteredScopeStandsInIt() {
        hand.click(200, 216).key(KeyInput.Key.ENTER);
        hand.pointer(Action.PRESS, 800, 600, Button.PRIMARY, Modifiers.NONE, 2).release();
        hand.choose(Node.Step.of(id("far"), "far", "log"));
        assertThat(parent("far")).isEqualTo(id("scope"));
    }

    @Test
    void ctrlGExtractsTheSelectionAndCtrlShiftGDissolvesIt() {
        hand.click(168, 60).click(400, 60, Modifiers.SHIFT).key(KeyInput.Key.G, Modifiers.SHORTCUT);
        assertThat(hand.selected()).containsExactly("scope2");
        assertThat(parent("a")).isEqualTo(id("scope2"));
        assertThat(box("scope2").contains(box("b").corner())).isTrue();
        assertThat(hand.wires()).contains("scope2-done", "start2-a");
        hand.key(KeyInput.Key.G, new Modifiers(true, true, false));
        assertThat(parent("a")).isNull();
        assertThat(hand.node("scope2")).isNull();
        hand.editor.undo();
        hand.editor.undo();
        assertThat(hand.wires()).containsExactlyInAnyOrder("a-b", "b-done", "start-a");
    }

    @Test
    void ctrlGWithNothingSelectedSaysWhatToDo() {
        hand.key(KeyInput.Key.G, Modifiers.SHORTCUT);
        assertThat(hand.said).singleElement().asString().contains("Select the steps first");
    }
}
