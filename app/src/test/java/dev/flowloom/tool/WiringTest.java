package dev.flowloom.tool;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Port;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WiringTest {
    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().start(0, 112).step("a", 100, 100)
            .step("b", 400, 100).step("undo", 100, 300).condition("check", 400, 300, "big").end("end", 800, 112)
            .fork("fork", 700, 300));

    @Test
    void aPortAtTheEdgeOfTheViewIsPressedWithoutMovingThePaper() {
        var edge = new HeadlessEditor(Diagrams.empty().step("a", 785, 100).step("b", 300, 100));
        edge.press(993, 132).give(new Tick(0.2)).give(new Tick(0.2));
        assertThat(edge.camera()).isEqualTo(Camera.HOME);

        edge.move(997, 120).give(new Tick(0.2));
        assertThat(edge.camera()).as("drawn further out").isNotEqualTo(Camera.HOME);
    }

    @Test
    void aDragFromAPortOntoAStepConnects() {
        hand.dragFrom(out("a"), "b");

        assertThat(hand.wires()).containsExactly("a-b");
        assertThat(hand.editor.selection().wires()).containsExactly(Diagrams.wire("a-b"));
    }

    @Test
    void aWireFromABranchCarriesTheBranch() {
        hand.dragFrom(new Port(Diagrams.id("check"), Port.Kind.SEQUENCE, "big"), "b");
        hand.dragFrom(new Port(Diagrams.id("check"), Port.Kind.SEQUENCE, Branch.OTHERWISE), "end");

        assertThat(hand.editor.graph().wire(Diagrams.wire("check-b"))).isInstanceOfSatisfying(Wire.Sequence.class,
                wire -> assertThat(wire.branch()).isEqualTo("big"));
        assertThat(hand.wires()).containsExactly("check-b", "check-end");
    }

    @Test
    void errorAndCompensationHavePortsOfTheirOwn() {
        hand.dragFrom(new Port(Diagrams.id("a"), Port.Kind.ERROR, null), "end");
        hand.dragFrom(new Port(Diagrams.id("a"), Port.Kind.COMPENSATION, null), "undo");

        assertThat(wire("a-end")).isInstanceOf(Wire.OnError.class);
        assertThat(wire("a-undo")).isInstanceOf(Wire.Compensation.class);
    }

    @Test
    void anIllegalTargetIsRefusedWhileDraggingWithTheReason() {
        var from = hand.positionOf(out("a"));
        hand.press(from.x(), from.y()).move(10, 130);

        assertThat(hand.tool().preview()).isInstanceOfSatisfying(Preview.Wire.class,
                draft -> assertThat(draft.refusal()).isEqualTo("Nothing comes before the start."));
        assertThat(hand.tool().pose()).isEqualTo(Tool.Pose.REFUSED);

        hand.release();
        assertThat(hand.wires()).isEmpty();
        assertThat(hand.said).containsExactly("Nothing comes before the start.");
    }

    @Test
    void aSecondWayOutOfAStepIsRefusedAndAFork() {
        hand.dragFrom(out("a"), "b").dragFrom(out("a"), "check");
        assertThat(hand.said).singleElement().asString().contains("Put a fork after it");

        hand.dragFrom(out("fork"), "end").dragFrom(out("fork"), "b");
        assertThat(hand.wires()).containsExactly("a-b", "fork-b", "fork-end");
    }

    @Test
    void aStepThatUndoesStandsBesideTheWay() {
        hand.dragFrom(new Port(Diagrams.id("a"), Port.Kind.COMPENSATION, null), "undo");
        hand.dragFrom(out("undo"), "b");

        assertThat(hand.wires()).containsExactly("a-undo");
        assertThat(hand.said).singleElement().asString().contains("beside the way");
    }

    @Test
    void aWireDroppedOnTheGroundIsNone() {
        var from = hand.positionOf(out("a"));
        hand.drag(from.x(), from.y(), 600, 600);

        assertThat(hand.wires()).isEmpty();
        assertThat(hand.tool()).isInstanceOf(Idle.class);
    }

    @Test
    void clickingPortAndStepConnectsAsWell() {
        var from = hand.positionOf(out("a"));
        hand.click(from.x(), from.y()).move(450, 130).click(450, 130);

        assertThat(hand.wires()).containsExactly("a-b");
    }

    @Test
    void cBeginsAWireAtTheSelectedStep() {
        hand.click(150, 130).key(KeyInput.Key.C).move(450, 130).press(450, 130);

        assertThat(hand.wires()).containsExactly("a-b");
    }

    @Test
    void arrowsAndEnterLeadAWireWithoutAMouse() {
        hand.click(150, 130).key(KeyInput.Key.C).key(KeyInput.Key.RIGHT).key(KeyInput.Key.ENTER);
        assertThat(hand.wires()).containsExactly("a-b");

        hand.click(450, 130).key(KeyInput.Key.C).key(KeyInput.Key.DOWN).key(KeyInput.Key.RIGHT)
                .key(KeyInput.Key.ENTER);
        assertThat(hand.wires()).contains("b-fork");
    }

    @Test
    void shiftCBeginsAWireForUndoingOrErrors() {
        hand.click(150, 130).key(KeyInput.Key.C, Modifiers.SHIFT).key(KeyInput.Key.DOWN).key(KeyInput.Key.ENTER);

        assertThat(wire("a-undo")).isInstanceOf(Wire.Compensation.class);
    }

    @Test
    void aDisabledStepCanNotBecomeOneThatUndoes() {
        hand.click(150, 330).key(KeyInput.Key.D);
        hand.dragFrom(new Port(Diagrams.id("a"), Port.Kind.COMPENSATION, null), "undo");

        assertThat(hand.wires()).isEmpty();
        assertThat(hand.said).singleElement().asString().contains("is disabled");
    }

    @Test
    void cOnAForkBeginsAnotherWay() {
        hand.click(708, 330).key(KeyInput.Key.C).key(KeyInput.Key.UP).key(KeyInput.Key.ENTER);
        hand.click(708, 330).key(KeyInput.Key.C).key(KeyInput.Key.LEFT).key(KeyInput.Key.ENTER);

        assertThat(hand.wires()).hasSize(2);
    }

    @Test
    void escapeGivesTheWireUp() {
        var from = hand.positionOf(out("a"));
        hand.press(from.x(), from.y()).move(450, 130).key(KeyInput.Key.ESCAPE).release();

        assertThat(hand.wires()).isEmpty();
    }

    private @Nullable Wire wire(String id) {
        return hand.editor.graph().wire(Diagrams.wire(id));
    }

    private static Port out(String node) {
        return new Port(Diagrams.id(node), Port.Kind.SEQUENCE, null);
    }
}
