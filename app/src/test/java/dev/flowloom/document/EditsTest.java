package dev.flowloom.document;

import java.util.List;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

class EditsTest {
    private static final Diagram LINE = Diagrams.empty().start(0, 0).step("reserve", 80, 0).step("charge", 320, 0)
            .end("done", 560, 0).chain("start", "reserve", "charge", "done").diagram();

    @Test
    void deletingAStepJoinsItsNeighbours() {
        var graph = applied(LINE, new Edit.Delete(Selection.of(id("reserve")), true)).flow().graph();

        assertThat(graph.wires().keySet()).containsExactly(wire("charge-done"), wire("start-charge"));
    }

    @Test
    void deletingSeveralStepsInARowJoinsWhatIsLeft() {
        var graph = applied(LINE, new Edit.Delete(Selection.of(id("reserve"), id("charge")), true)).flow().graph();

        assertThat(graph.wires().keySet()).containsExactly(wire("start-done"));
    }

    @Test
    void deletingWithoutHealingLeavesAGap() {
        var graph = applied(LINE, new Edit.Delete(Selection.of(id("reserve")), false)).flow().graph();

        assertThat(graph.wires().keySet()).containsExactly(wire("charge-done"));
    }

    @Test
    void aStepWithTwoWaysInIsNotHealed() {
        var diagram = Diagrams.empty().step("a", 0, 0).step("b", 0, 80).step("both", 240, 0).step("next", 480, 0)
                .chain("a", "both", "next").chain("b", "both").diagram();

        assertThat(applied(diagram, new Edit.Delete(Selection.of(id("both")), true)).flow().graph().wires()).isEmpty();
    }

    @Test
    void healingKeepsTheBranchAWireLeft() {
        var diagram = Diagrams.empty().condition("check", 0, 0, "big").step("ask", 240, 0).end("done", 480, 0)
                .wire("check", "big", "ask").chain("ask", "done").diagram();

        var healed = applied(diagram, new Edit.Delete(Selection.of(id("ask")), true)).flow().graph()
                .wire(wire("check-done"));

        assertThat(healed).isEqualTo(new Wire.Sequence(wire("check-done"), id("check"), "big", id("done"),
                Json.Obj.EMPTY));
    }

    @Test
    void healingNeverMakesAWireThatMayNotBe() {
        var diagram = Diagrams.empty().condition("again", 0, 0, "yes").step("work", 240, 0)
                .wire("again", "yes", "work").chain("work", "again").diagram();

        assertThat(applied(diagram, new Edit.Delete(Selection.of(id("work")), true)).flow().graph().wires()).isEmpty();
    }

    @Test
    void deletingForgetsPlacesAndBends() {
        var bent = new Diagrams(LINE).bend("start-reserve", new Point(40, 40)).diagram();

        var layout = applied(bent, new Edit.Delete(Selection.of(id("reserve")), true)).layout();

        assertThat(layout.place(id("reserve"))).isNull();
        assertThat(layout.bends()).isEmpty();
    }

    @Test
    void aBranchThatGoesTakesItsWireAlong() {
        var diagram = Diagrams.empty().condition("check", 0, 0, "big", "small").end("a", 240, 0).end("b", 240, 80)
                .wire("check", "big", "a").wire("check", "small", "b").diagram();
        var fewer = new Node.Condition(id("check"), "check",
                List.of(new Branch("small", "", "small = 1", Json.Obj.EMPTY)), Json.Obj.EMPTY);

        var graph = applied(diagram, new Edit.ReplaceNode(fewer)).flow().graph();

        assertThat(graph.wires().keySet()).containsExactly(wire("check-b"));
    }

    @Test
    void movingTouchesNothingButThePlace() {
        var moved = applied(LINE, Edit.MoveNodes.of(List.of(id("reserve")), 8, -16));

        assertThat(moved.layout().place(id("reserve"))).isEqualTo(new Point(88, -16));
        assertThat(moved.flow()).isSameAs(LINE.flow());
    }

    @Test
    void aBentWireKeepsItsShapeWhenBothEndsMove() {
        var bent = new Diagrams(LINE).bend("start-reserve", new Point(40, 40)).diagram();

        var both = applied(bent, Edit.MoveNodes.of(List.of(id("start"), id("reserve")), 8, 8));
        var one = applied(bent, Edit.MoveNodes.of(List.of(id("reserve")), 8, 8));

        assertThat(both.layout().bends()).containsEntry(wire("start-reserve"), List.of(new Point(48, 48)));
        assertThat(one.layout().bends()).isSameAs(bent.layout().bends());
    }

    @Test
    void pastingGivesNewIdsAndKeepsInnerWires() {
        var fragment = Fragment.of(LINE, Selection.of(id("reserve"), id("charge")));

        var result = (Applied) Edits.apply(LINE, new Edit.Paste(fragment, new Point(80, 200)));

        assertThat(result.added().nodes()).containsExactly(id("charge2"), id("reserve2"));
        assertThat(result.diagram().flow().graph().wire(wire("reserve2-charge2"))).isNotNull();
        assertThat(result.diagram().layout().place(id("charge2"))).isEqualTo(new Point(320, 200));
    }

    @Test
    void copiesOfOneNameAreCountedOn() {
        var diagram = Diagrams.empty().step("a", 0, 0).step("a2", 0, 100).step("a4", 0, 200).diagram();
        var fragment = Fragment.of(diagram, Selection.all(diagram.flow().graph()));

        var result = (Applied) Edits.apply(diagram, new Edit.Paste(fragment, new Point(300, 0)));
        assertThat(result.added().nodes()).extracting(NodeId::value).containsExactlyInAnyOrder("a3", "a5", "a6");
    }

    @Test
    void aSecondStartIsNotPasted() {
        var fragment = Fragment.of(LINE, Selection.of(id("start")));

        assertThat(Edits.apply(LINE, new Edit.Paste(fragment, new Point(0, 0)))).isInstanceOf(Refused.class);
    }

    @Test
    void editsTogetherAreDoneAllOrNone() {
        var newStep = new Edit.AddNode(Node.Step.of(id("log"), "Log", "log"), new Point(0, 200));
        var impossible = new Edit.Connect(
                new Wire.Sequence(wire("done-log"), id("done"), null, id("log"), Json.Obj.EMPTY));

        assertThat(Edits.apply(LINE, new Edit.Together("Add and connect", List.of(newStep, impossible))))
                .isEqualTo(new Refused("Nothing comes after an end."));
    }

    @Test
    void anEditOfWhatIsGoneIsRefused() {
        assertThat(Edits.apply(LINE, new Edit.Rename(id("nobody"), "x"))).isInstanceOf(Refused.class);
    }

    private static Diagram applied(Diagram diagram, Edit edit) {
        return switch (Edits.apply(diagram, edit)) {
            case Applied applied -> applied.diagram();
            case Refused(var reason) -> throw new AssertionError(reason);
        };
    }
}
