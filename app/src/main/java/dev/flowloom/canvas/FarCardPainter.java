package dev.flowloom.canvas;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Shape;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.Phase;
import org.jspecify.annotations.Nullable;

/// Paints cards that are too small to be nodes of the scene: their shape, their state, and a name as long as it can be
/// read.
final class FarCardPainter {
    private static final double LEGIBLE = 0.3;
    private static final double TITLE_SIZE = 16;
    private static final int LONGEST_TITLE = 18;
    private static final double TILE = 20;
    private static final double TILE_MARGIN = 14;
    /// How large a state's sign is in the window, however far away its card.
    private static final double SIGN = 7;

    private final GraphicsContext brush;
    private final Ink.Set inks;
    private final CardFaces faces;
    private Font font = Font.getDefault();

    FarCardPainter(GraphicsContext brush, Ink.Set inks, CardFaces faces) {
        this.brush = brush;
        this.inks = inks;
        this.faces = faces;
    }

    void setFamily(String family) {
        if (!family.equals(font.getFamily()) || font.getSize() != TITLE_SIZE) {
            font = Font.font(family, TITLE_SIZE);
        }
    }

    void paint(Scenery scenery, Iterable<NodeId> visible) {
        brush.setLineDashes();
        for (var id : visible) {
            var node = scenery.drawing().graph().node(id);
            var box = scenery.drawing().box(id);
            if (node != null && box != null && !scenery.drawing().isOpen(id)) {
                card(scenery, node, box);
            }
        }
    }

    private void card(Scenery scenery, Node node, Box box) {
        var state = scenery.overlay().node(node.id());
        var phase = state == null ? null : state.phase();
        Silhouette.trace(Shape.of(node), box, brush);
        brush.setFill(inks.of(ground(Shape.of(node))));
        brush.fill();
        brush.setStroke(inks.of(rim(scenery, node, phase)));
        brush.setLineWidth(phase != null || scenery.selection().has(node.id()) ? 5 : 2);
        brush.stroke();
        tile(node, box);
        title(scenery, node, box);
        if (phase != null) {
            sign(phase, new Vec(box.right() - 4, box.y()), SIGN / scenery.camera().zoom());
        }
    }

    /// Of what kind the card is, where its icon would be too small.
    private void tile(Node node, Box box) {
        if (box.width() >= Shape.CARD_WIDTH) {
            brush.setFill(inks.of(Ink.of(faces.tone(node))));
            brush.fillRoundRect(box.x() + TILE_MARGIN, box.centre().y() - TILE / 2, TILE, TILE, TILE / 3, TILE / 3);
        }
    }

    private void title(Scenery scenery, Node node, Box box) {
        if (scenery.camera().zoom() < LEGIBLE || box.width() < Shape.CARD_WIDTH) {
            return;
        }
        var title = faces.title(node);
        brush.setFill(inks.of(Ink.TEXT));
        brush.setFont(font);
        brush.setTextAlign(TextAlignment.LEFT);
        brush.setTextBaseline(VPos.CENTER);
        brush.fillText(title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…",
                box.x() + TILE_MARGIN + TILE + 12, box.centre().y());
    }

    /// The same signs that badges bear, so that states differ by more than colour here as well.
    private void sign(Phase phase, Vec centre, double radius) {
        var colour = inks.of(ink(phase));
        brush.setFill(inks.of(Ink.CARD));
        brush.fillOval(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
        brush.setStroke(colour);
        brush.setLineCap(StrokeLineCap.ROUND);
        brush.setLineWidth(radius / 4);
        var isMoving = phase == Phase.RUNNING || phase == Phase.RETRYING || phase == Phase.COMPENSATING;
        brush.strokeArc(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius, 90, isMoving ? 270 : 360,
                ArcType.OPEN);
        brush.save();
        brush.translate(centre.x() - radius, centre.y() - radius);
        brush.scale(radius / 12, radius / 12);
        brush.setLineWidth(3);
        brush.beginPath();
        brush.appendSVGPath(Icons.of(phase));
        brush.stroke();
        brush.restore();
    }

    private static Ink ground(Shape shape) {
        return switch (shape) {
            case BAR -> Ink.TEXT_SOFT;
            case FRAME -> Ink.FRAME;
            case ROUND, CARD, CUT_CARD -> Ink.CARD;
        };
    }

    private static Ink rim(Scenery scenery, Node node, @Nullable Phase phase) {
        if (scenery.selection().has(node.id())) {
            return Ink.ACCENT;
        }
        if (phase != null) {
            return ink(phase);
        }
        return switch (node) {
            case Node.End(_, _, Node.Outcome.Failed _, _) -> Ink.FAIL;
            case Node.Start _,Node.End _ -> Ink.TEXT_SOFT;
            case Node.Step _,Node.SubFlow _,Node.Condition _,Node.Fork _,Node.Join _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Scope _,Node.Loop _,Node.Foreign _ ->
                Ink.CARD_RIM;
        };
    }

    private static Ink ink(Phase phase) {
        return switch (phase) {
            case WAITING, SKIPPED, CANCELLED, PAUSED -> Ink.TEXT_FAINT;
            case RUNNING, RETRYING, ASKING -> Ink.RUN;
            case SUCCEEDED, KEPT -> Ink.OK;
            case FAILED -> Ink.FAIL;
            case COMPENSATING, COMPENSATED -> Ink.UNDO;
        };
    }
}
