package dev.flowloom.canvas;

import java.util.ArrayList;
import java.util.Arrays;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelWriter;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
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

    /// @param colour of the nodes, as alpha, red, green and blue
    /// @param density how many pixels a unit of width or height has
    static MinimapPicture of(Diagram diagram, int colour, double width, double height, int density) {
        var boxes = new ArrayList<Box>();
        for (var node : diagram.flow().graph().nodes().values()) {
            var place = diagram.layout().place(node.id());
            boxes.add(Drawing.boxOf(node, place == null ? Vec.ZERO : Vec.of(place)));
        }
        var picture = new MinimapPicture(boxes.stream().reduce(Box::union).orElse(null), width, height, density);
        boxes.forEach(box -> picture.fill(box, colour, density));
        return picture;
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
