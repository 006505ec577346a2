package dev.flowloom.tool;

import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// Nodes that are chosen at the pointer: on the ground, at a wire's end, in a wire's middle.
class AddingTest {
    private static final Node LOG = Node.Step.of(new NodeId("log"), "Log", "util.log");

    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().start(0, 112).step("a", 100, 100)
            .step("b", 500, 100).end("end", 800, 112).condition("check", 100, 300, "big").chain("a", "b", "end"));

    @Test
    void aDoubleClickOnTheGroundAsksWhatToAddThere() {
        doubleClick(600, 500);

        assertThat(hand.asked).containsExactly(new AddRequest.Here(new Vec(600, 500)));
        hand.choose(LOG);
        assertThat(hand.place("log")).isEqualTo(point(600 - 104, 504 - 32));
        assertThat(hand.selected()).containsExactly("log");
    }

    @Test
    void aAsksAtThePointer() {
        hand.move(300, 600).key(KeyInput.Key.A);

        assertThat(hand.asked).containsExactly(new AddRequest.Here(new Vec(300, 600)));
    }

    @Test
    void aWireDroppedOnTheGroundAsksAndWhatIsChosenArrivesConnected() {
        var from = hand.positionOf(new Port(id("check"), Port.Kind.SEQUENCE, "big"));
        hand.drag(from.x(), from.y(), 480, 500).choose(LOG);

        assertThat(hand.wires()).contains("check-log");
        assertThat(hand.editor.graph().wire(Diagrams.wire("check-log"))).isInstanceOfSatisfying(Wire.Sequence.class,
                wire -> assertThat(wire.branch()).isEqualTo("big"));
        assertThat(hand.place("log")).isEqualTo(point(480, 504 - 32));
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.node("log")).as("one step to undo").isNull();
        assertThat(hand.wires()).doesNotContain("check-log");
    }

    @Test
    void aWireDrawnByClicksAsksAtTheSecondClick() {
        hand.click(150, 330).key(KeyInput.Key.C).move(480, 500).press(480, 500);

        assertThat(hand.asked).singleElement().isInstanceOf(AddRequest.After.class);
    }

    @Test
    void aWireLetGoOverItsOwnStepIsGivenUp() {
        var from = hand.positionOf(new Port(id("check"), Port.Kind.SEQUENCE, "big"));
        hand.drag(from.x(), from.y(), 200, 330);

        assertThat(hand.asked).isEmpty();
    }

    @Test
    void theMarkInAWiresMiddleAsksWhatToPutIn() {
        hand.click(404, 132);

        assertThat(hand.asked).containsExactly(new AddRequest.Into(new Vec(404, 132), Diagrams.wire("a-b")));
        hand.choose(LOG);
        assertThat(hand.wires()).containsExactly("a-b", "b-end", "log-b");
        assertThat(wire("a-b").to()).isEqualTo(id("log"));
        assertThat(wire("log-b").from()).isEqualTo(id("log"));
    }

    @Test
    void whatFollowsMakesRoomForWhatIsPutIn() {
        hand.click(404, 132).choose(LOG);

        assertThat(hand.place("log").x()).isEqualTo(360);
        assertThat(hand.place("b")).isEqualTo(point(620, 100));
        assertThat(hand.place("end").x()).as("what follows").isEqualTo(920);
        assertThat(hand.place("check")).as("what doesn't").isEqualTo(point(100, 300));
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.place("b")).isEqualTo(point(500, 100));
    }

    @Test
    void aConditionPutInLeadsOnByItsFirstBranch() {
        hand.click(404, 132).choose(new Node.Condition(new NodeId("which"), "Which",
                List.of(new Branch("yes", "", "true", Json.Obj.EMPTY)), Json.Obj.EMPTY));

        assertThat(hand.editor.graph().wire(Diagrams.wire("which-b"))).isInstanceOfSatisfying(Wire.Sequence.class,
                wire -> assertThat(wire.branch()).isEqualTo("yes"));
    }

    @Test
    void aLooseStepDroppedOnAWireIsPutIntoItAndTheWireKeepsItsBranchAndId() {
        var flow = new HeadlessEditor(Diagrams.empty().condition("check", 100, 100, "big").step("b", 700, 100)
                .step("loose", 400, 400).wire("check", "big", "b"));
        flow.press(500, 430).move(500, 300).move(510, 130);

        assertThat(flow.tool().preview()).isInstanceOfSatisfying(Preview.Provisional.class,
                preview -> assertThat(preview.lit()).isEqualTo(Diagrams.wire("check-b")));
        flow.release();
        assertThat(flow.wires()).containsExactly("check-b", "loose-b");
        assertThat(flow.selected()).containsExactly("loose");
        assertThat(flow.editor.selection().wires()).isEmpty();
        assertThat(flow.editor.graph().wire(Diagrams.wire("check-b"))).isInstanceOfSatisfying(Wire.Sequence.class,
                wire -> {
                    assertThat(wire.branch()).isEqualTo("big");
                    assertThat(wire.to()).isEqualTo(id("loose"));
                });
        flow.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(flow.wires()).containsExactly("check-b");
        assertThat(flow.place("loose")).isEqualTo(point(400, 400));
    }

    @Test
    void aStepFromThePaletteDroppedOnAWireIsPutIntoIt() {
        hand.start(Placing.of(LOG)).move(300, 300).move(404, 132);
        assertThat(hand.tool().preview()).isInstanceOfSatisfying(Preview.Ghost.class,
                ghost -> assertThat(ghost.into()).isEqualTo(Diagrams.wire("a-b")));
        hand.release();

        assertThat(hand.wires()).containsExactly("a-b", "b-end", "log-b");
        assertThat(hand.selected()).containsExactly("log");
        hand.key(KeyInput.Key.Z, Modifiers.SHORTCUT);
        assertThat(hand.node("log")).isNull();
    }

    @Test
    void aAsksAtThePointerAlsoAfterADrag() {
        hand.drag(150, 330, 210, 430).key(KeyInput.Key.A);

        assertThat(hand.asked).containsExactly(new AddRequest.Here(new Vec(210, 430)));
    }

    @Test
    void whatIsAddedCoversNothing() {
        hand.move(150, 130).key(KeyInput.Key.A).choose(LOG);

        assertThat(hand.drawing().nodesTouching(Objects.requireNonNull(hand.drawing().box(id("log")))))
                .containsExactly(id("log"));
    }

    @Test
    void aStepThatIsWiredIsOnlyMoved() {
        hand.drag(550, 130, 560, 330);
        hand.drag(560, 330, 560, 130);

        assertThat(hand.wires()).containsExactly("a-b", "b-end");
    }

    @Test
    void nothingIsPutIntoACompensation() {
        var flow = new HeadlessEditor(Diagrams.empty().step("a", 100, 100).step("undo", 100, 500)
                .step("loose", 500, 300).compensation("a", "undo"));
        flow.drag(600, 330, 204, 330);

        assertThat(flow.wires()).containsExactly("a-undo");
        flow.click(204, 330);
        assertThat(flow.asked).isEmpty();
    }

    @Test
    void shiftAAddsAfterTheSelectedNodeWithAWire() {
        hand.click(150, 330).key(KeyInput.Key.A, Modifiers.SHIFT).choose(LOG);
        assertThat(hand.wires()).contains("check-log");
        assertThat(hand.place("log").x()).isEqualTo(376);

        hand.click(820, 132).key(KeyInput.Key.A, Modifiers.SHIFT);
        assertThat(hand.said).containsExactly("Nothing comes after an end.");
        hand.click(150, 130).key(KeyInput.Key.A, Modifiers.SHIFT);
        assertThat(hand.said).as("not an undo wire unasked").last().asString().contains("Put a fork after it");
    }

    @Test
    void altAndAnArrowGoAlongTheFlow() {
        var alt = new Modifiers(false, false, true);
        hand.key(KeyInput.Key.DOWN, alt);
        assertThat(hand.selected()).containsExactly("start");
        hand.click(150, 130).key(KeyInput.Key.DOWN, alt);
        assertThat(hand.selected()).containsExactly("b");
        hand.key(KeyInput.Key.UP, alt).key(KeyInput.Key.UP, alt);
        assertThat(hand.selected()).as("the one before").containsExactly("start");
    }

    @Test
    void rAsksForAnotherTypeOfTheSelectedStep() {
        hand.click(150, 130).key(KeyInput.Key.R);
        assertThat(hand.replaced).containsExactly(id("a"));

        hand.click(150, 330).key(KeyInput.Key.R);
        assertThat(hand.replaced).hasSize(1);
        assertThat(hand.said).containsExactly("Select one step to give it another type.");
    }

    private void doubleClick(double x, double y) {
        hand.click(x, y).pointer(Action.PRESS, x, y, Button.PRIMARY, Modifiers.NONE, 2)
                .pointer(Action.RELEASE, x, y, Button.PRIMARY, Modifiers.NONE, 2);
    }

    private Wire wire(String id) {
        return Objects.requireNonNull(hand.editor.graph().wire(Diagrams.wire(id)));
    }
}
