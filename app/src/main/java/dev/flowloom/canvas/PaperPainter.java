package dev.flowloom.canvas;

import javafx.scene.canvas.GraphicsContext;

/// Paints the paper with its dots.
final class PaperPainter {
    private static final double DOTS_APART = 24;
    private static final double DOTS_NEAREST = 14;

    private final GraphicsContext brush;
    private final Ink.Set inks;

    PaperPainter(GraphicsContext brush, Ink.Set inks) {
        this.brush = brush;
        this.inks = inks;
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
}
