package dev.flowloom.canvas;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Vec;

/// Paints the way that is pointed out: a rimmed band under its wires and around its nodes, which shows by its form in any
/// colours.
final class TracePainter {
    private static final double BAND = 15;
    private static final double RIM = 1.6;
    private static final double AROUND = 8;
    private static final double ROUNDING = 20;

    private final GraphicsContext brush;
    private final Ink.Set inks;

    TracePainter(GraphicsContext brush, Ink.Set inks) {
        this.brush = brush;
        this.inks = inks;
    }

    /// All rims before all that they enclose, so that no rim crosses a band.
    void paint(Scenery scenery, Box seen) {
        if (scenery.trace().wires().isEmpty()) {
            return;
        }
        brush.setLineJoin(StrokeLineJoin.ROUND);
        brush.setLineCap(StrokeLineCap.ROUND);
        brush.setLineDashes();
        double scale = Math.max(1, 0.5 / scenery.camera().zoom());
        pass(scenery, seen, Ink.ACCENT, scale, RIM * scale);
        pass(scenery, seen, Ink.ACCENT_SOFT, scale, 0);
    }

    private void pass(Scenery scenery, Box seen, Ink ink, double scale, double rim) {
        brush.setStroke(inks.of(ink));
        brush.setFill(inks.of(ink));
        brush.setLineWidth(BAND * scale + 2 * rim);
        for (var id : scenery.drawing().wiresTouching(seen)) {
            var route = scenery.trace().wires().contains(id) ? scenery.drawing().route(id) : null;
            if (route != null) {
                stroke(route.points());
            }
        }
        for (var id : scenery.trace().nodes()) {
            var box = scenery.drawing().box(id);
            if (box != null && !scenery.drawing().isOpen(id)) {
                around(box, AROUND * scale + rim);
            }
        }
    }

    private void stroke(List<Vec> points) {
        brush.beginPath();
        brush.moveTo(points.getFirst().x(), points.getFirst().y());
        points.stream().skip(1).forEach(point -> brush.lineTo(point.x(), point.y()));
        brush.stroke();
    }

    private void around(Box box, double by) {
        brush.fillRoundRect(box.x() - by, box.y() - by, box.width() + 2 * by, box.height() + 2 * by,
                ROUNDING + 2 * by, ROUNDING + 2 * by);
    }
}
