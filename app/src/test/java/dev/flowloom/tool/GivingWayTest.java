package dev.flowloom.tool;

import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Edits;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static org.assertj.core.api.Assertions.assertThat;

/// A sub-flow's place becomes larger when the flow that it calls is put there.
class GivingWayTest {
    private static final Diagram CALLED = Diagrams.empty().start(0, 0).step("a", 100, 0).step("b", 400, 160)
            .end("done", 700, 160).chain("start", "a", "b", "done").diagram();

    private static Diagrams flow() {
        return Diagrams.empty().start(0, 12)
                .node(new Node.SubFlow(id("call"), "", new FlowReference("called", null), null, null, Json.Obj.EMPTY),
                        100, 0);
    }

    private static Drawing inlined(Diagram diagram) {
        var drawing = new Drawing();
        drawing.show(diagram);
        var view = new View(new Editor(diagram).state(), drawing, Camera.HOME, 1000, 800, true);
        var applied = (Applied) Edits.apply(diagram, SubFlowing.inlining(id("call"), CALLED, view));
        var after = new Drawing();
        after.show(applied.diagram());
        return after;
    }

    private static Box box(Drawing drawing, String node) {
        return Objects.requireNonNull(drawing.box(id(node)), node);
    }

    @Test
    void whatFollowsMovesToTheRightWithAllBehindIt() {
        var after = inlined(flow().step("next", 360, 0).step("far", 620, 400).chain("start", "call", "next", "far")
                .diagram());

        double way = box(after, "next").x() - 360;
        assertThat(box(after, "next").x()).isGreaterThan(box(after, "call").right());
        assertThat(box(after, "far")).isEqualTo(box(after, "far").at(new Vec(620 + way, 400)));
    }

    @Test
    void whatStandsBelowMovesDown() {
        var after = inlined(flow().step("below", 120, 120).step("left", -200, 0).chain("start", "call").diagram());

        assertThat(box(after, "below").y()).isGreaterThan(box(after, "call").bottom());
        assertThat(after.diagram().layout().place(id("left"))).isEqualTo(point(-200, 0));
    }

    @Test
    void whatIsInNobodysWayStays() {
        var diagram = flow().step("far", 3000, 0).chain("start", "call", "far").diagram();
        assertThat(inlined(diagram).diagram().layout().place(id("far"))).isEqualTo(point(3000, 0));
    }

    @Test
    void theContainersAroundGrowAndWhatFollowsTheseGivesWayToo() {
        var after = inlined(flow().scope("around", 60, -60, 480, 200).step("next", 340, 0).in("around", "call", "next")
                .step("outside", 600, 0).chain("call", "next").chain("start", "around", "outside").diagram());

        assertThat(box(after, "around").contains(box(after, "call"))).isTrue();
        assertThat(box(after, "around").contains(box(after, "next"))).isTrue();
        assertThat(box(after, "next").intersects(box(after, "call"))).isFalse();
        assertThat(box(after, "outside").x()).isGreaterThan(box(after, "around").right());
    }
}
