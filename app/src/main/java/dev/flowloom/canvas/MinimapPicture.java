package dev.flowloom.canvas;

import java.util.Arrays;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelWriter;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// A flow in small, as pixels: made by any thread, because it takes the longer the larger the flow is.
final class MinimapPicture {
    private static final double MARGIN = 6;
    private static final double SMALLEST = 1.5;

    private final @Nullable Box bounds;
    private final Vec origin;
    private final double scale;
    private final int width;
    private final int height;
    private final int[] pixels;

    private MinimapPicture(@Nullable Box bounds, double width, double height, int density) {
        this.bounds = bounds;
        this.width = (int) (width * density);
        this.height = (int) (height * density);
        pixels = new int[this.width * this.height];
        scale = bounds == null
                ? 1
                : Math.min((width - 2 * MARGIN) / Math.max(1, bounds.width()),
                        (height - 2 * MARGIN) / Math.max(1, bounds.height()));
        origin = bounds == null ? Vec.ZERO : new Vec(width / 2, height / 2).minus(bounds.centre().times(scale));
    }

    /// @param root the container that is entered; null where none is
    /// @param colour of the nodes, as alpha, red, green and blue
    /// @param density how many pixels a unit of width or height has
    static MinimapPicture of(Diagram diagram, @Nullable NodeId root, int colour, double width, double height,
            int density) {
        var drawing = new Drawing();
        drawing.enter(root);
        drawing.place(diagram);
        var picture = new MinimapPicture(drawing.bounds(), width, height, density);
        // Softly, as they lie behind.
        int soft = (colour & 0xffffff) | ((colour >>> 26) << 24);
        drawing.notes().shown().values().forEach(box -> picture.fill(box, soft, density));
        drawing.eachBox((id, box) -> {
            if (drawing.isOpen(id)) {
                picture.frame(box, colour, density);
            } else {
                picture.fill(box, colour, density);
            }
        });
        return picture;
    }

    private void frame(Box box, int colour, int density) {
        double thin = 1 / scale;
        fill(new Box(box.x(), box.y(), box.width(), thin), colour, density);
        fill(new Box(box.x(), box.bottom() - thin, box.width(), thin), colour, density);
        fill(new Box(box.x(), box.y(), thin, box.height()), colour, density);
        fill(new Box(box.right() - thin, box.y(), thin, box.height()), colour, density);
    }

    private void fill(Box box, int colour, int density) {
        var corner = box.corner().times(scale).plus(origin);
        int left = (int) Math.round(corner.x() * density);
        int top = (int) Math.round(corner.y() * density);
        int right = left + (int) Math.round(Math.max(SMALLEST, box.width() * scale) * density);
        int bottom = top + (int) Math.round(Math.max(SMALLEST, box.height() * scale) * density);
        for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
            Arrays.fill(pixels, y * width + Math.clamp(left, 0, width), y * width + Math.clamp(right, 0, width),
                    colour);
        }
    }

    /// The smallest box around all nodes; null where there is none.
    @Nullable
    Box bounds() {
        return bounds;
    }

    /// Where the picture shows a place of the paper.
    Vec toPicture(Vec paper) {
        return paper.times(scale).plus(origin);
    }

    Vec toPaper(Vec picture) {
        return picture.minus(origin).times(1 / scale);
    }

    void write(PixelWriter writer) {
        writer.setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    }
}
