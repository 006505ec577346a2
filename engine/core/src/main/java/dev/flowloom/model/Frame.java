package dev.flowloom.model;

/// How large a container is drawn, and whether it shows what it holds.
///
/// @param width in pixels at 100 %, while it is open
/// @param collapsed whether it is drawn as small as a step, and what it holds isn't drawn
public record Frame(int width, int height, boolean collapsed) {
    /// The least an open frame is wide and high.
    public static final int LEAST_WIDTH = 240;
    public static final int LEAST_HEIGHT = 128;

    /// What an empty container is drawn like.
    public static final Frame USUAL = new Frame(400, 208, false);

    public Frame {
        if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
            throw new IllegalArgumentException(
                    "a frame is at least %d wide and %d high".formatted(LEAST_WIDTH, LEAST_HEIGHT));
        }
    }

    /// As large as that, or as large as the least.
    public static Frame of(int width, int height) {
        return new Frame(Math.max(width, LEAST_WIDTH), Math.max(height, LEAST_HEIGHT), false);
    }

    public Frame withCollapsed(boolean collapsed) {
        return new Frame(width, height, collapsed);
    }
}
