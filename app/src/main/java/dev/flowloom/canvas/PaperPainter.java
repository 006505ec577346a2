package dev.flowloom.canvas;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Shape;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.Phase;
import org.jspecify.annotations.Nullable;

/// Paints the paper with its dots, and, far away, the cards.
final class PaperPainter {
    private static final double DOTS_APART = 24;
    private static final double DOTS_NEAREST = 14;
    /// Below this, cards have no writing on them.
    private static final double LEGIBLE = 0.3;
    private static final double TITLE_SIZE = 15;

    private final GraphicsContext brush;
    private final Ink.Set inks;
    private final CardFaces faces;

    PaperPainter(GraphicsContext brush, Ink.Set inks, CardFaces faces) {
        this.brush = brush;
        this.inks = inks;
        this.faces = faces;
    }

    void paper(Scenery scenery, double width, double height) {
        brush.setTransform(1, 0, 0, 1, 0, 0);
        brush.setFill(inks.of(Ink.PAPER));
        brush.fillRect(0, 0, width, height);
        var camera = scenery.camera();
        double apart = DOTS_APART * camera.zoom();
        while (apart < DOTS_NEAREST) {
            apart *= 2;
        }
        brush.setFill(inks.of(Ink.DOT));
        for (double x = first(camera.offset().x(), apart); x < width; x += apart) {
            for (double y = first(camera.offset().y(), apart); y < height; y += apart) {
                brush.fillRect(Math.rint(x) - 1, Math.rint(y) - 1, 2, 2);
            }
        }
    }

    private static double first(double offset, double apart) {
        return offset - Math.floor(offset / apart) * apart;
    }

    /// The cards, when they are too small to be nodes of the scene.
    void farCards(Scenery scenery, Iterable<NodeId> visible) {
        for (var id : visible) {
            var node = scenery.drawing().graph().node(id);
            var box = scenery.drawing().box(id);
            if (node != null && box != null) {
                farCard(scenery, node, box);
            }
        }
    }

    private void farCard(Scenery scenery, Node node, Box box) {
        var state = scenery.overlay().node(node.id());
        var shape = Shape.of(node);
        Silhouette.trace(shape, box, brush);
        brush.setFill(inks.of(shape == Shape.BAR ? Ink.TEXT_SOFT : shape == Shape.FRAME ? Ink.FRAME : Ink.CARD));
        brush.fill();
        brush.setStroke(inks.of(rim(scenery, node.id(), state == null ? null : state.phase())));
        brush.setLineWidth(state != null || scenery.selection().has(node.id()) ? 5 : 2);
        brush.stroke();
        if (scenery.camera().zoom() >= LEGIBLE && (shape == Shape.CARD || shape == Shape.CUT_CARD)) {
            brush.setFill(inks.of(Ink.TEXT));
            brush.setFont(Font.font(brush.getFont().getFamily(), TITLE_SIZE));
            brush.setTextAlign(TextAlignment.LEFT);
            brush.setTextBaseline(VPos.CENTER);
            brush.fillText(cut(faces.of(node).title()), box.x() + 16, box.centre().y());
        }
    }

    private static String cut(String title) {
        return title.length() <= 22 ? title : title.substring(0, 21) + "…";
    }

    private static Ink rim(Scenery scenery, NodeId node, @Nullable Phase phase) {
        if (scenery.selection().has(node)) {
            return Ink.ACCENT;
        }
        return switch (phase) {
            case null -> Ink.CARD_RIM;
            case WAITING, SKIPPED, CANCELLED, PAUSED -> Ink.TEXT_FAINT;
            case RUNNING, RETRYING -> Ink.RUN;
            case SUCCEEDED -> Ink.OK;
            case FAILED -> Ink.FAIL;
            case COMPENSATING, COMPENSATED -> Ink.UNDO;
        };
    }
}
