package dev.flowloom.canvas;

import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

import dev.flowloom.document.Identity;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// The whole flow in small, with a frame around what the window shows. A press or a drag on it looks there.
final class Minimap extends Region {
    private static final int WIDTH = 168;
    private static final int HEIGHT = 104;
    /// So that it is sharp on a dense screen as well.
    private static final int DENSITY = 2;

    private final WritableImage image = new WritableImage(WIDTH * DENSITY, HEIGHT * DENSITY);
    private final Rectangle frame = new Rectangle();
    private final Restyling restyling = new Restyling();
    private final Ink.Set inks;
    private final CanvasRequests requests;
    private final Runnable whenPainted;
    private @Nullable Diagram painted;
    private @Nullable NodeId paintedRoot;
    private @Nullable Color colour;
    private @Nullable MinimapPicture picture;
    private boolean isPainting;

    /// @param look is told the place on the paper that shall be in the middle
    Minimap(Ink.Set inks, Consumer<Vec> look, CanvasRequests requests, Runnable whenPainted) {
        this.inks = inks;
        this.requests = requests;
        this.whenPainted = whenPainted;
        getStyleClass().add("minimap");
        setId("minimap");
        frame.getStyleClass().add("minimap-frame");
        frame.setMouseTransparent(true);
        var view = new ImageView(image);
        view.setFitWidth(WIDTH);
        view.setFitHeight(HEIGHT);
        getChildren().setAll(view, frame);
        getChildren().forEach(child -> child.setManaged(false));
        setManaged(false);
        resize(WIDTH, HEIGHT);
        addEventHandler(MouseEvent.ANY, event -> {
            var isPressed = event.getEventType() == MouseEvent.MOUSE_PRESSED
                    || event.getEventType() == MouseEvent.MOUSE_DRAGGED;
            if (isPressed && picture != null) {
                look.accept(picture.toPaper(new Vec(event.getX(), event.getY())));
            }
            event.consume();
        });
    }

    double height() {
        return HEIGHT;
    }

    /// Shows the flow and what of it is to be seen; nothing where all of it is. The picture follows the flow a moment
    /// later, and of several changes it may show the last alone.
    ///
    /// @param diagram the document's, whatever a gesture that is under way would make of it
    /// @param root the container that is entered; null where none is
    /// @param seen the part of the paper that the window shows
    void show(Diagram diagram, @Nullable NodeId root, Box seen) {
        var now = inks.of(Ink.WIRE);
        if (!isPainting && (painted == null || !Identity.same(painted, diagram) || !now.equals(colour)
                || !Objects.equals(root, paintedRoot))) {
            paint(diagram, root, now);
        }
        var all = picture == null ? null : picture.bounds();
        restyling.visible(this,
                all != null && !(seen.contains(all.corner()) && seen.contains(new Vec(all.right(), all.bottom()))));
        if (isVisible() && picture != null) {
            showFrame(picture, seen);
        }
        restyling.apply(this);
    }

    private void showFrame(MinimapPicture shown, Box seen) {
        var corner = shown.toPicture(seen.corner());
        var end = shown.toPicture(new Vec(seen.right(), seen.bottom()));
        frame.setX(Math.clamp(corner.x(), 0, WIDTH));
        frame.setY(Math.clamp(corner.y(), 0, HEIGHT));
        frame.setWidth(Math.clamp(end.x(), 0, WIDTH) - frame.getX());
        frame.setHeight(Math.clamp(end.y(), 0, HEIGHT) - frame.getY());
    }

    private void paint(Diagram diagram, @Nullable NodeId root, Color ink) {
        isPainting = true;
        int argb = argb(ink);
        requests.aside(() -> MinimapPicture.of(diagram, root, argb, WIDTH, HEIGHT, DENSITY), made -> {
            ended(diagram, root, ink);
            picture = made;
            made.write(image.getPixelWriter());
            whenPainted.run();
        }, () -> ended(diagram, root, ink));
    }

    /// Also where there is no picture of it: that would not come of trying again.
    private void ended(Diagram diagram, @Nullable NodeId root, Color ink) {
        isPainting = false;
        painted = diagram;
        paintedRoot = root;
        colour = ink;
    }

    private static int argb(Color ink) {
        return (int) Math.round(ink.getOpacity() * 255) << 24 | (int) Math.round(ink.getRed() * 255) << 16
                | (int) Math.round(ink.getGreen() * 255) << 8 | (int) Math.round(ink.getBlue() * 255);
    }
}
