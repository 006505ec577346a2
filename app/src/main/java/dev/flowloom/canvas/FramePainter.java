package dev.flowloom.canvas;

import java.util.Comparator;
import java.util.SequencedSet;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Frames;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

/// Paints open containers under all that stands in them: a sheet a shade apart, with a header.
final class FramePainter {
    private static final double ROUNDING = 24;
    private static final double LEGIBLE = 0.25;
    private static final double TITLE_SIZE = 18;
    private static final int LONGEST_TITLE = 32;

    private final GraphicsContext brush;
    private final Ink.Set inks;
    private final CardFaces faces;
    private String family = "";

    FramePainter(GraphicsContext brush, Ink.Set inks, CardFaces faces) {
        this.brush = brush;
        this.inks = inks;
        this.faces = faces;
    }

    void setFamily(String family) {
        this.family = family;
    }

    /// The outer ones first. Near, their titles and rims are those of cards.
    ///
    /// @param ground paints on the ground of each, before what stands in it
    void paint(Scenery scenery, SequencedSet<NodeId> visible, boolean isNear, Consumer<NodeId> ground) {
        var drawing = scenery.drawing();
        brush.setLineDashes();
        visible.stream().filter(drawing::isOpen)
                .sorted(Comparator.comparingInt(id -> drawing.graph().ancestors(id).size())).forEach(id -> {
                    var node = drawing.graph().node(id);
                    var box = drawing.box(id);
                    if (node != null && box != null) {
                        frame(scenery, node, box, isNear);
                        ground.accept(id);
                    }
                });
    }

    private void frame(Scenery scenery, Node node, Box box, boolean isNear) {
        boolean isTarget = node.id().equals(scenery.target());
        boolean isEven = scenery.drawing().graph().ancestors(node.id()).size() % 2 == 0;
        brush.setFill(inks.of(isTarget ? Ink.ACCENT_SOFT : isEven ? Ink.FRAME : Ink.PAPER));
        brush.fillRoundRect(box.x(), box.y(), box.width(), box.height(), ROUNDING, ROUNDING);
        header(Frames.header(box));
        brush.setStroke(inks.of(isTarget || scenery.selection().has(node.id()) ? Ink.ACCENT : Ink.WIRE_IDLE));
        brush.setLineWidth(isNear ? 1.2 : 3);
        brush.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), ROUNDING, ROUNDING);
        if (isNear) {
            corner(box);
        } else if (scenery.camera().zoom() >= LEGIBLE) {
            title(scenery, node, box);
        }
    }

    private void header(Box box) {
        brush.save();
        brush.beginPath();
        brush.rect(box.x(), box.y(), box.width(), box.height());
        brush.clip();
        brush.setFill(inks.of(Ink.CARD));
        brush.fillRoundRect(box.x(), box.y(), box.width(), box.height() + ROUNDING, ROUNDING, ROUNDING);
        brush.restore();
        brush.setStroke(inks.of(Ink.WIRE_IDLE));
        brush.setLineWidth(1);
        brush.strokeLine(box.x(), box.bottom(), box.right(), box.bottom());
    }

    /// Two strokes, by which it can be made larger.
    private void corner(Box box) {
        brush.setStroke(inks.of(Ink.TEXT_FAINT));
        brush.setLineWidth(1.4);
        for (int length = 5; length <= 10; length += 5) {
            brush.strokeLine(box.right() - 4 - length, box.bottom() - 4, box.right() - 4, box.bottom() - 4 - length);
        }
    }

    private void title(Scenery scenery, Node node, Box box) {
        var loop = scenery.overlay().loop(node.id());
        var title = faces.of(node).title() + (loop == null ? "" : " · " + loop.words());
        brush.setFill(inks.of(Ink.TEXT));
        brush.setFont(Font.font(family, TITLE_SIZE));
        brush.setTextAlign(TextAlignment.LEFT);
        brush.setTextBaseline(VPos.CENTER);
        brush.fillText(title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…",
                box.x() + 16, Frames.header(box).centre().y());
    }
}
