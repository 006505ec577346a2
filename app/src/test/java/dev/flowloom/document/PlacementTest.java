package dev.flowloom.document;

import java.util.ArrayList;
import java.util.Objects;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.model.Layout;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.model.Wire.Catch.ANYTHING;
import static org.assertj.core.api.Assertions.assertThat;

/// What a flow without a layout looks like.
class PlacementTest {

    @Test
    void nothingStandsOnSomethingElse() {
        var boxes = new ArrayList<Box>();
        var drawing = drawn(branching());
        for (var node : drawing.graph().nodes().keySet()) {
            var box = Objects.requireNonNull(drawing.box(node));
            assertThat(boxes).as("%s", node).noneMatch(box::intersects);
            boxes.add(box);
        }
    }

    @Test
    void aNodeStandsRightOfAllThatLeadToIt() {
        var drawing = drawn(branching());

        assertThat(drawing.graph().wires().values()).allSatisfy(wire -> {
            if (!wire.id().value().startsWith("again") && !wire.id().value().equals("a-undo")) {
                assertThat(left(drawing, wire.to().value())).isGreaterThan(left(drawing, wire.from().value()));
            }
        });
    }

    @Test
    void whatUndoesAStepStandsBelowIt() {
        var drawing = drawn(branching());

        assertThat(left(drawing, "undo")).isEqualTo(left(drawing, "a"));
    }

    @Test
    void whatHasAPlaceKeepsItAndTheOthersKeepOff() {
        var placed = branching().diagram();
        var some = placed.withLayout(Layout.EMPTY.with(id("join"), new Layout.Point(380, 110)));
        var drawing = new Drawing();
        drawing.show(new Editor(some).diagram());

        assertThat(drawing.diagram().layout().place(id("join"))).isEqualTo(new Layout.Point(380, 110));
        assertThat(drawing.nodesTouching(new Box(380, 110, 16, 64))).containsExactly(id("join"));
    }

    /// A failing end is reached early by an error wire and late by a condition; a way leads back.
    private static Diagrams branching() {
        return Diagrams.empty().start(0, 0).fork("fork", 0, 0).step("a", 0, 0).step("b", 0, 0).step("c", 0, 0)
                .step("d", 0, 0).step("e", 0, 0).join("join", 0, 0).condition("again", 0, 0, "yes").end("end", 0, 0)
                .failingEnd("bad", 0, 0).step("undo", 0, 0).chain("start", "fork", "a", "join", "again")
                .chain("fork", "b", "join").chain("fork", "c", "join").chain("fork", "d", "join")
                .chain("fork", "e", "join").wire("again", "yes", "fork").wire("again", "otherwise", "end")
                .error("a", ANYTHING, "bad").compensation("a", "undo");
    }

    private static Drawing drawn(Diagrams diagrams) {
        var drawing = new Drawing();
        drawing.show(new Editor(diagrams.diagram().withLayout(Layout.EMPTY)).diagram());
        return drawing;
    }

    private static double left(Drawing drawing, String node) {
        return Objects.requireNonNull(drawing.box(id(node))).x();
    }
}
