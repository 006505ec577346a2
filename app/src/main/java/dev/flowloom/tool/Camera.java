package dev.flowloom.tool;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Vec;

/// Which part of the paper the window shows, and how large.
///
/// @param offset where on the screen the paper's origin is
public record Camera(double zoom, Vec offset) {
    public static final double SMALLEST = 0.1;
    public static final double LARGEST = 4;
    public static final Camera HOME = new Camera(1, Vec.ZERO);
    private static final double MARGIN = 32;
    /// One notch of a wheel, and one press of a key.
    private static final double STEP = 1.2;

    public Vec toPaper(Vec screen) {
        return screen.minus(offset).times(1 / zoom);
    }

    public Vec toScreen(Vec paper) {
        return paper.times(zoom).plus(offset);
    }

    public Camera panned(Vec by) {
        return new Camera(zoom, offset.plus(by));
    }

    /// Zoomed so many steps, the point under the pointer staying where it is.
    public Camera zoomed(double steps, Vec about) {
        return withZoom(zoom * Math.pow(STEP, steps), about);
    }

    public Camera withZoom(double wanted, Vec about) {
        var next = Math.clamp(wanted, SMALLEST, LARGEST);
        var paper = toPaper(about);
        return new Camera(next, about.minus(paper.times(next)));
    }

    /// All of a box in the middle of the window, not larger than life.
    public static Camera fitting(Box box, double width, double height) {
        var zoom = Math.min(1, Math.min((width - 2 * MARGIN) / Math.max(1, box.width()),
                (height - 2 * MARGIN) / Math.max(1, box.height())));
        var next = Math.max(SMALLEST, zoom);
        return new Camera(next, new Vec(width / 2, height / 2).minus(box.centre().times(next)));
    }

    /// The part of the paper that a window of this size shows.
    public Box visible(double width, double height) {
        return Box.between(toPaper(Vec.ZERO), toPaper(new Vec(width, height)));
    }
}
