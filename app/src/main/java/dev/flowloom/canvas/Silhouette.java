package dev.flowloom.canvas;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.PathElement;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Shape;

/// Traces the outline of a node's shape, the same for a node of the scene and for the brush.
final class Silhouette {
    private static final double ROUNDING = 10;
    private static final double CUT = 14;
    /// How far a cubic curve's handles are from its ends, for a quarter of a circle.
    private static final double QUARTER = 0.5523;

    private Silhouette() {}

    /// What can be drawn with.
    private interface Pen {
        void move(double x, double y);

        void line(double x, double y);

        void curve(double x1, double y1, double x2, double y2, double x, double y);

        void close();
    }

    static void elements(Shape shape, double width, double height, List<PathElement> into) {
        into.clear();
        trace(shape, new Box(0, 0, width, height), new Pen() {
            @Override
            public void move(double x, double y) {
                into.add(new MoveTo(x, y));
            }

            @Override
            public void line(double x, double y) {
                into.add(new LineTo(x, y));
            }

            @Override
            public void curve(double x1, double y1, double x2, double y2, double x, double y) {
                into.add(new CubicCurveTo(x1, y1, x2, y2, x, y));
            }

            @Override
            public void close() {
                into.add(new ClosePath());
            }
        });
    }

    /// Begins a path on the brush; filling and stroking it is left to the caller.
    static void trace(Shape shape, Box box, GraphicsContext brush) {
        brush.beginPath();
        trace(shape, box, new Pen() {
            @Override
            public void move(double x, double y) {
                brush.moveTo(x, y);
            }

            @Override
            public void line(double x, double y) {
                brush.lineTo(x, y);
            }

            @Override
            public void curve(double x1, double y1, double x2, double y2, double x, double y) {
                brush.bezierCurveTo(x1, y1, x2, y2, x, y);
            }

            @Override
            public void close() {
                brush.closePath();
            }
        });
    }

    private static void trace(Shape shape, Box box, Pen pen) {
        switch (shape) {
            case ROUND -> rounded(box, box.width() / 2, pen);
            case CARD, FRAME -> rounded(box, ROUNDING, pen);
            case BAR -> rounded(box, box.width() / 4, pen);
            case CUT_CARD -> cut(box, pen);
        }
    }

    private static void cut(Box box, Pen pen) {
        pen.move(box.x() + CUT, box.y());
        pen.line(box.right() - CUT, box.y());
        pen.line(box.right(), box.y() + CUT);
        pen.line(box.right(), box.bottom() - CUT);
        pen.line(box.right() - CUT, box.bottom());
        pen.line(box.x() + CUT, box.bottom());
        pen.line(box.x(), box.bottom() - CUT);
        pen.line(box.x(), box.y() + CUT);
        pen.close();
    }

    private static void rounded(Box box, double radius, Pen pen) {
        double handle = radius * (1 - QUARTER);
        pen.move(box.x() + radius, box.y());
        pen.line(box.right() - radius, box.y());
        pen.curve(box.right() - handle, box.y(), box.right(), box.y() + handle, box.right(), box.y() + radius);
        pen.line(box.right(), box.bottom() - radius);
        pen.curve(box.right(), box.bottom() - handle, box.right() - handle, box.bottom(), box.right() - radius,
                box.bottom());
        pen.line(box.x() + radius, box.bottom());
        pen.curve(box.x() + handle, box.bottom(), box.x(), box.bottom() - handle, box.x(), box.bottom() - radius);
        pen.line(box.x(), box.y() + radius);
        pen.curve(box.x(), box.y() + handle, box.x() + handle, box.y(), box.x() + radius, box.y());
        pen.close();
    }
}
