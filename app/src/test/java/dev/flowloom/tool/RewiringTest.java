package dev.flowloom.tool;

import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// Wires whose ends are led elsewhere, that are cut, and that are bent.
class RewiringTest {
    private static final Modifiers ALT = new Modifiers(false, false, true);

    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().start(0, 112).step("a", 100, 100)
            .step("b", 600, 100).step("c", 600, 300).step("d", 100, 300).condition("check", 100, 500, "big")
            .chain("a", "b").wire("check", "big", "c"));

    @Test
    void theArrowLedElsewhereLeadsTheWireThere() {
        hand.drag(594, 132, 650, 330);

        assertThat(wire("a-b").to()).isEqualTo(id("c"));
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(wire("a-b").to()).isEqualTo(id("b"));
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void theBeginningLedElsewhereLetsTheWireBeginThere() {
        hand.drag(321, 132, 150, 330);

        assertThat(wire("a-b").from()).isEqualTo(id("d"));
    }

    @Test
    void theBeginningLedToABranchTakesTheBranch() {
        var otherwise = hand.positionOf(new Port(id("check"), Port.Kind.SEQUENCE, Branch.OTHERWISE));
        hand.drag(321, 132, otherwise.x() - 1, otherwise.y());

        assertThat(hand.editor.graph().wire(Diagrams.wire("a-b"))).isInstanceOfSatisfying(Wire.Sequence.class,
                wire -> assertThat(wire.branch()).isEqualTo(Branch.OTHERWISE));
    }

    @Test
    void theBeginningLedToAConditionTakesABranchThatIsFree() {
        hand.drag(321, 132, 150, 530);

        assertThat(hand.editor.graph().wire(Diagrams.wire("a-b"))).isInstanceOfSatisfying(Wire.Sequence.class,
                wire -> assertThat(wire.branch()).isEqualTo(Branch.OTHERWISE));
    }

    @Test
    void aDragAlongAWirePinsNothing() {
        hand.drag(500, 132, 540, 133);

        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void bendsThatCameToLieBeyondTheWiresOwnNodesAreNotFollowed() {
        hand.drag(500, 132, 500, 212);
        hand.drag(650, 130, 400, 430);
        var route = Objects.requireNonNull(hand.drawing().route(Diagrams.wire("a-b")));
        var box = Objects.requireNonNull(hand.drawing().box(id("b")));

        assertThat(route.points()).noneMatch(point -> point.x() > box.x() && point.x() < box.right()
                && point.y() > box.y() && point.y() < box.bottom());
        assertThat(route.end().x()).isEqualTo(box.x());
    }

    @Test
    void anEndMayNotLeadWhereNoWireMayAndTheReasonIsSaid() {
        hand.press(594, 132).move(300, 130).move(20, 130);

        assertThat(hand.tool().pose()).isEqualTo(Tool.Pose.REFUSED);
        hand.release();
        assertThat(wire("a-b").to()).isEqualTo(id("b"));
        assertThat(hand.said).containsExactly("Nothing comes before the start.");
    }

    @Test
    void anEndLetGoOverTheGroundGoesBack() {
        hand.drag(594, 132, 450, 600);

        assertThat(wire("a-b").to()).isEqualTo(id("b"));
        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void anAltDragAcrossWiresCutsThem() {
        hand.press(440, 40, ALT).move(450, 100).move(460, 560);
        assertThat(hand.tool().preview()).isInstanceOfSatisfying(Preview.Slash.class,
                slash -> assertThat(slash.wires()).containsExactly(Diagrams.wire("a-b"), Diagrams.wire("check-c")));
        hand.release();

        assertThat(hand.wires()).isEmpty();
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.wires()).containsExactly("a-b", "check-c");
    }

    @Test
    void aCutThatCrossesNothingChangesNothing() {
        hand.press(440, 40, ALT).move(450, 60).release();

        assertThat(hand.editor.canUndo()).isFalse();
    }

    @Test
    void aPartOfAWireDraggedAsideBendsItAndTheBendIsKept() {
        hand.drag(500, 132, 500, 212);

        assertThat(hand.editor.diagram().layout().bends().get(Diagrams.wire("a-b")))
                .containsExactly(point(324, 132), point(324, 212), point(584, 212), point(584, 132));
        assertThat(hand.drawing().route(Diagrams.wire("a-b"))).satisfies(
                route -> assertThat(Objects.requireNonNull(route).partAt(new Vec(450, 212)))
                        .isEqualTo(2));
    }

    @Test
    void aBentWireIsStraightAgainWhenItsPartIsDraggedBack() {
        hand.drag(500, 132, 500, 212).drag(500, 212, 500, 132);

        assertThat(hand.drawing().route(Diagrams.wire("a-b"))).satisfies(
                route -> assertThat(Objects.requireNonNull(route).points()).hasSize(2));
    }

    @Test
    void bendsMoveWithBothStepsAndStayWhenOneMoves() {
        hand.drag(500, 132, 500, 212);
        hand.drag(650, 130, 650, 170);
        assertThat(hand.drawing().route(Diagrams.wire("a-b"))).satisfies(route -> {
            assertThat(Objects.requireNonNull(route).points()).contains(new Vec(584, 212));
            assertThat(route.end()).isEqualTo(new Vec(600, 176));
            assertThat(route.points().get(route.points().size() - 2).y()).as("it enters level").isEqualTo(176);
        });
    }

    @Test
    void aDoubleClickOnABendTakesItAway() {
        hand.drag(500, 132, 500, 212);
        hand.pointer(PointerInput.Action.PRESS, 324, 210, PointerInput.Button.PRIMARY, Modifiers.NONE, 2);

        assertThat(hand.editor.diagram().layout().bends().get(Diagrams.wire("a-b"))).hasSize(3)
                .doesNotContain(point(324, 212));
    }

    @Test
    void escapeGivesABendUp() {
        hand.press(500, 132).move(500, 212).key(KeyInput.Key.ESCAPE).release();

        assertThat(hand.editor.canUndo()).isFalse();
    }

    private Wire wire(String id) {
        return Objects.requireNonNull(hand.editor.graph().wire(Diagrams.wire(id)));
    }
}
