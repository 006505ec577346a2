package dev.flowloom.canvas;

import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

import dev.flowloom.document.Identity;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import org.jspecify.annotations.Nullable;

/// The whole flow in small, with a frame around what the window shows. A press or a drag on it looks there.
final class Minimap extends Region {
    private static final double WIDTH = 168;
    private static final double HEIGHT = 104;
    private static final double MARGIN = 6;

    private final Canvas picture = new Canvas(WIDTH, HEIGHT);
    private final Rectangle frame = new Rectangle();
    private final Ink.Set inks;
    private @Nullable Diagram painted;
    private @Nullable Color colour;
    private @Nullable Box bounds;
    private Vec origin = Vec.ZERO;
    private double scale = 1;

    /// @param look is told the place on the paper that shall be in the middle
    Minimap(Ink.Set inks, Consumer<Vec> look) {
        this.inks = inks;
        getStyleClass().add("minimap");
        setId("minimap");
        frame.getStyleClass().add("minimap-frame");
        frame.setMouseTransparent(true);
        getChildren().setAll(picture, frame);
        getChildren().forEach(child -> child.setManaged(false));
        setManaged(false);
        resize(WIDTH, HEIGHT);
        addEventHandler(MouseEvent.ANY, event -> {
            if (event.getEventType() == MouseEvent.MOUSE_PRESSED
                    || event.getEventType() == MouseEvent.MOUSE_DRAGGED) {
                look.accept(new Vec(event.getX(), event.getY()).minus(origin).times(1 / scale));
            }
            event.consume();
        });
    }

    double height() {
        return HEIGHT;
    }

    /// Shows the flow and what of it is to be seen; nothing where all of it is. While a gesture is under way, or nodes
    /// glide to new places, the picture stays as it was before.
    ///
    /// @param drawing shows the diagram, or something on the way from it or to it
    /// @param seen the part of the paper that the window shows
    void show(Drawing drawing, Diagram diagram, Box seen) {
        var isOld = painted == null || !Identity.same(painted, diagram) || !inks.of(Ink.WIRE).equals(colour);
        if (isOld && Identity.same(drawing.diagram(), diagram)) {
            painted = diagram;
            colour = inks.of(Ink.WIRE);
            paint(drawing);
        }
        var all = bounds;
        setVisible(all != null && !(seen.contains(all.corner()) && seen.contains(new Vec(all.right(), all.bottom()))));
        if (isVisible()) {
            showFrame(seen);
        }
    }

    private void showFrame(Box seen) {
        var corner = seen.corner().times(scale).plus(origin);
        frame.setX(Math.clamp(corner.x(), 0, WIDTH));
        frame.setY(Math.clamp(corner.y(), 0, HEIGHT));
        frame.setWidth(Math.clamp(corner.x() + seen.width() * scale, 0, WIDTH) - frame.getX());
        frame.setHeight(Math.clamp(corner.y() + seen.height() * scale, 0, HEIGHT) - frame.getY());
    }

    private void paint(Drawing drawing) {
        var all = drawing.bounds();
        bounds = all;
        var brush = picture.getGraphicsContext2D();
        brush.clearRect(0, 0, WIDTH, HEIGHT);
        if (all == null) {
            return;
        }
        scale = Math.min((WIDTH - 2 * MARGIN) / Math.max(1, all.width()),
                (HEIGHT - 2 * MARGIN) / Math.max(1, all.height()));
        origin = new Vec(WIDTH / 2, HEIGHT / 2).minus(all.centre().times(scale));
        paintNotes(drawing, brush);
        brush.setFill(inks.of(Ink.WIRE));
        brush.setStroke(inks.of(Ink.WIRE));
        brush.setLineWidth(0.8);
        drawing.eachBox((id, box) -> {
            double x = origin.x() + box.x() * scale;
            double y = origin.y() + box.y() * scale;
            double width = Math.max(1.5, box.width() * scale);
            double height = Math.max(1.5, box.height() * scale);
            if (drawing.isOpen(id)) {
                brush.strokeRect(x, y, width, height);
            } else {
                brush.fillRect(x, y, width, height);
            }
        });
    }

    private void paintNotes(Drawing drawing, GraphicsContext brush) {
        drawing.notes().shown().forEach((id, box) -> {
            var note = drawing.diagram().layout().notes().get(id);
            if (note != null) {
                brush.setFill(inks.of(Ink.ground(note.color())));
                brush.fillRect(origin.x() + box.x() * scale, origin.y() + box.y() * scale, box.width() * scale,
                        box.height() * scale);
            }
        });
    }
}
