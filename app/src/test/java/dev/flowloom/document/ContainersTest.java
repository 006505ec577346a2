package dev.flowloom.document;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// Nodes that stand in scopes and loops.
class ContainersTest {
    private static final Diagrams LINE = Diagrams.empty().start(0, 0).step("reserve", 80, 0).step("charge", 320, 0)
            .step("pack", 560, 0).end("done", 800, 0).chain("start", "reserve", "charge", "pack", "done");
    private static final Diagrams NESTED = Diagrams.empty().start(0, 0).scope("outer", 80, 0, 800, 400)
            .scope("inner", 120, 60, 400, 200).step("a", 160, 120).step("b", 160, 300).end("done", 900, 0)
            .in("outer", "inner", "b").in("inner", "a").chain("start", "outer", "done");

    private static Diagram applied(Diagram diagram, Edit edit) {
        return ((Applied) Edits.apply(diagram, edit)).diagram();
    }

    private static String refused(Diagram diagram, Edit edit) {
        return ((Refused) Edits.apply(diagram, edit)).reason();
    }

    private static Edit.Reparent put(@Nullable NodeId container, String... nodes) {
        return new Edit.Reparent(Edit.MoveNodes.of(List.of(nodes).stream().map(Diagrams::id).toList(), 8, 16),
                container);
    }

    private static List<String> wires(Diagram diagram) {
        return diagram.flow().graph().wires().values().stream().map(wire -> wire.from() + ">" + wire.to()).toList();
    }

    private static Edit.Enclose enclose(String... nodes) {
        return new Edit.Enclose(new LinkedHashSet<>(List.of(nodes).stream().map(Diagrams::id).toList()),
                new Node.Scope(id("scope"), "", Json.Obj.EMPTY), point(40, -60), Frame.of(900, 200), point(60, 0),
                point(850, 0));
    }

    @Test
    void whatIsInAContainerMovesWithIt() {
        var moved = applied(NESTED.diagram(), Edit.MoveNodes.of(List.of(id("outer")), 8, 16));
        assertThat(moved.layout().place(id("a"))).isEqualTo(point(168, 136));
        assertThat(moved.layout().place(id("done"))).isEqualTo(point(900, 0));
    }

    @Test
    void whatIsSelectedTogetherWithItsContainerMovesOnce() {
        var moved = applied(NESTED.diagram(), Edit.MoveNodes.of(List.of(id("outer"), id("a")), 8, 16));
        assertThat(moved.layout().place(id("a"))).isEqualTo(point(168, 136));
    }

    @Test
    void deletingAContainerDeletesWhatItHolds() {
        var left = applied(NESTED.diagram(), new Edit.Delete(Selection.of(id("outer")), true));
        assertThat(left.flow().graph().nodes()).containsOnlyKeys(id("start"), id("done"));
        assertThat(left.flow().graph().parents()).isEmpty();
        assertThat(left.layout().nodes()).containsOnlyKeys(id("start"), id("done"));
        assertThat(left.layout().frames()).isEmpty();
        assertThat(wires(left)).containsExactly("start>done");
    }

    @Test
    void aWireLeadsNeitherIntoAContainerNorOutOfIt() {
        assertThat(refused(NESTED.diagram(), new Edit.Connect(new Wire.Sequence(Diagrams.wire("x"), id("b"), null,
                id("a"), Json.Obj.EMPTY)))).contains("into a container or out of it");
    }

    @Test
    void aNodeTakenOutOfItsWayLeavesThatHealed() {
        var diagram = LINE.scope("scope", 0, 200, 400, 200).diagram();
        var moved = applied(diagram, put(id("scope"), "charge"));
        assertThat(moved.flow().graph().parent(id("charge"))).isEqualTo(id("scope"));
        assertThat(moved.layout().place(id("charge"))).isEqualTo(point(328, 16));
        assertThat(wires(moved)).containsExactlyInAnyOrder("start>reserve", "reserve>pack", "pack>done");
    }

    @Test
    void nodesComeAlongWithTheWiresAmongThem() {
        var diagram = LINE.scope("scope", 0, 200, 400, 200).diagram();
        var moved = applied(diagram, put(id("scope"), "charge", "pack"));
        assertThat(wires(moved)).containsExactlyInAnyOrder("start>reserve", "reserve>done", "charge>pack");
        var back = applied(moved, put(null, "charge", "pack"));
        assertThat(back.flow().graph().parents()).isEmpty();
        assertThat(wires(back)).contains("charge>pack");
    }

    @Test
    void aContainerCanNotStandInItself() {
        assertThat(refused(NESTED.diagram(), put(id("inner"), "outer"))).contains("in itself");
        assertThat(refused(NESTED.diagram(), put(id("outer"), "outer"))).contains("in itself");
    }

    @Test
    void aContainerBeginsAtOnePlace() {
        var begun = NESTED.node(new Node.Start(id("begin"), "", Json.Obj.EMPTY), 100, 100).in("outer", "begin");
        assertThat(refused(begun.diagram(), put(id("outer"), "start"))).contains("start already");
        assertThat(refused(begun.diagram(), new Edit.AddNode(new Node.Start(id("again"), "", Json.Obj.EMPTY),
                point(0, 0), id("outer")))).contains("has its start");
        assertThat(applied(begun.diagram(), new Edit.AddNode(new Node.Start(id("again"), "", Json.Obj.EMPTY),
                point(0, 0), id("inner"))).flow().graph().parent(id("again"))).isEqualTo(id("inner"));
    }

    @Test
    void aContainerIsPastedWithAllItHoldsUnderNewIds() {
        var fragment = Fragment.of(NESTED.diagram(), Selection.of(id("outer")));
        var result = (Applied) Edits.apply(NESTED.diagram(), new Edit.Paste(fragment, new Point(1000, 0), null));
        var graph = result.diagram().flow().graph();
        assertThat(result.added().nodes()).containsExactly(id("outer2"));
        assertThat(graph.parent(id("a2"))).isEqualTo(id("inner2"));
        assertThat(graph.parent(id("inner2"))).isEqualTo(id("outer2"));
        assertThat(result.diagram().layout().frame(id("inner2"))).isEqualTo(Frame.of(400, 200));
        assertThat(result.diagram().layout().place(id("a2"))).isEqualTo(point(1080, 120));
    }

    @Test
    void stepsAreExtractedIntoAScopeThatTakesTheirPlace() {
        var enclosed = applied(LINE.diagram(), enclose("charge", "pack"));
        var graph = enclosed.flow().graph();
        assertThat(graph.parent(id("charge"))).isEqualTo(id("scope"));
        assertThat(wires(enclosed)).containsExactlyInAnyOrder("start>reserve", "reserve>scope", "scope>done",
                "start2>charge", "charge>pack", "pack>end");
        assertThat(graph.node(id("start2"))).isInstanceOf(Node.Start.class);
        assertThat(graph.parent(id("start2"))).isEqualTo(id("scope"));
        assertThat(enclosed.layout().place(id("end"))).isEqualTo(point(850, 0));
    }

    @Test
    void dissolvingTheScopeIsTheOpposite() {
        var enclosed = applied(LINE.diagram(), enclose("charge", "pack"));
        var back = applied(enclosed, new Edit.Dissolve(id("scope")));
        assertThat(back.flow().graph().nodes()).isEqualTo(LINE.diagram().flow().graph().nodes());
        assertThat(back.flow().graph().parents()).isEmpty();
        assertThat(back.layout()).isEqualTo(LINE.diagram().layout());
        assertThat(wires(back)).containsExactlyInAnyOrderElementsOf(wires(LINE.diagram()));
    }

    @Test
    void whatHasSeveralWaysInOrOutIsNotExtractedAndSaysWhy() {
        var ways = Diagrams.empty().start(0, 0).condition("check", 80, 0, "x", "y").step("a", 300, 0)
                .step("b", 300, 100).end("done", 600, 0).end("other", 600, 100).chain("start", "check")
                .wire("check", "x", "a").wire("check", "y", "b").chain("a", "done").chain("b", "other").diagram();
        assertThat(refused(ways, enclose("a", "b"))).contains("entered at one place");
        assertThat(refused(ways, enclose("check", "a", "b"))).contains("left to one place");
        assertThat(refused(ways, enclose("start", "check"))).contains("begins and ends");
        assertThat(refused(ways, enclose())).contains("Select");
    }

    @Test
    void anErrorThatIsCaughtOutsideKeepsItsStepFromBeingExtracted() {
        var caught = LINE.failingEnd("failed", 320, 200).error("charge", Wire.Catch.ANYTHING, "failed");
        assertThat(refused(caught.diagram(), enclose("charge"))).contains("caught outside");
        var both = applied(caught.diagram(), enclose("charge", "failed"));
        assertThat(both.flow().graph().parent(id("failed"))).isEqualTo(id("scope"));
    }

    @Test
    void whatUndoesAStepIsExtractedWithIt() {
        var undone = LINE.step("refund", 320, 200).compensation("charge", "refund").diagram();
        assertThat(Enclosing.complete(undone.flow().graph(), List.of(id("charge"))))
                .containsExactlyInAnyOrder(id("charge"), id("refund"));
    }

    @Test
    void aScopeThatCatchesErrorsIsNotDissolvedAndSaysWhy() {
        var catching = new Diagrams(applied(LINE.diagram(), enclose("charge"))).failingEnd("failed", 0, 300)
                .error("scope", Wire.Catch.ANYTHING, "failed");
        assertThat(refused(catching.diagram(), new Edit.Dissolve(id("scope")))).contains("catches errors");
    }

    @Test
    void whatHasNoPlaceGetsOneInsideOfItsContainer() {
        var unplaced = NESTED.diagram().withLayout(Layout.EMPTY);
        var layout = Placement.complete(unplaced).layout();
        assertInside(layout, "a", "inner");
        assertInside(layout, "inner", "outer");
        assertInside(layout, "b", "outer");
    }

    private static void assertInside(Layout layout, String node, String container) {
        var at = Objects.requireNonNull(layout.place(id(node)));
        var corner = Objects.requireNonNull(layout.place(id(container)));
        var frame = layout.frame(id(container));
        assertThat(at.x()).isGreaterThan(corner.x()).isLessThan(corner.x() + frame.width());
        assertThat(at.y()).isGreaterThan(corner.y()).isLessThan(corner.y() + frame.height());
    }
}
