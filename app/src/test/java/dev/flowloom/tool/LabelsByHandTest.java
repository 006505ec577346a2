package dev.flowloom.tool;

import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.PlacedLabel;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.tool.PointerInput.Action;
import dev.flowloom.tool.PointerInput.Button;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.point;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

/// The labels of wires under the hand.
class LabelsByHandTest {
    private final HeadlessEditor hand = new HeadlessEditor(Diagrams.empty().condition("check", 64, 64, "big")
            .end("end", 600, 76).end("other", 600, 300).wire("check", "big", "end")
            .wire("check", "otherwise", "other"));

    private PlacedLabel label() {
        return Objects.requireNonNull(hand.drawing().label(wire("check-end")));
    }

    private Point offset() {
        return hand.editor.diagram().layout().labels().getOrDefault(wire("check-end"), Point.ZERO);
    }

    private HeadlessEditor dragLabel(double dx, double dy) {
        var at = label().box().centre();
        return hand.drag(at.x(), at.y(), at.x() + dx, at.y() + dy);
    }

    @Test
    void aLabelIsDragged() {
        dragLabel(40, -32);
        assertThat(offset()).isEqualTo(point(40, -32));
        assertThat(hand.editor.selection()).isEqualTo(Selection.of(wire("check-end")));
        dragLabel(10, 0);
        assertThat(offset()).isEqualTo(point(50, -32));
        hand.editor.undo();
        assertThat(offset()).isEqualTo(point(40, -32));
    }

    @Test
    void aHandShowsThatALabelCanBeDragged() {
        var at = label().box().centre();
        hand.move(at.x(), at.y());
        assertThat(hand.tool().pose()).isEqualTo(Tool.Pose.OPEN_HAND);
        hand.press(at.x(), at.y()).move(at.x() + 40, at.y());
        assertThat(hand.tool().pose()).isEqualTo(Tool.Pose.CLOSED_HAND);
    }

    @Test
    void nearItsPlaceItSnapsBackToIt() {
        dragLabel(40, -32);
        dragLabel(-38, 30);
        assertThat(offset()).isEqualTo(Point.ZERO);
    }

    @Test
    void aDoubleClickPutsItBack() {
        dragLabel(40, -32);
        var at = label().box().centre();
        hand.click(at.x(), at.y()).pointer(Action.PRESS, at.x(), at.y(), Button.PRIMARY, Modifiers.NONE, 2).release();
        assertThat(offset()).isEqualTo(Point.ZERO);
    }

    @Test
    void aMovedLabelKeepsItsDistanceWhereTheWireRunsElsewhere() {
        dragLabel(40, -32);
        hand.drag(168, 96, 168, 176);
        assertThat(offset()).isEqualTo(point(40, -32));
        assertThat(label().at()).isEqualTo(label().natural().plus(40, -32));
    }

    @Test
    void onlyALabelThatWasMovedFarIsLedToItsWire() {
        var route = Objects.requireNonNull(hand.drawing().route(wire("check-end")));
        assertThat(label().leader(route)).isEmpty();
        dragLabel(0, -16);
        assertThat(label().leader(route)).isEmpty();
        dragLabel(0, -60);
        assertThat(label().leader(route)).hasSize(2);
    }

    @Test
    void aClickOnALabelSelectsItsWire() {
        var at = label().box().centre();
        hand.click(at.x(), at.y());
        assertThat(hand.editor.selection().onlyWire()).isEqualTo(wire("check-end"));
    }
}
