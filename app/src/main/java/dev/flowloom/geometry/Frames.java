package dev.flowloom.geometry;

/// The parts of an open container's frame.
public final class Frames {
    /// How high the bar with its name is.
    public static final double HEADER = 36;
    /// How far what it holds keeps off its rim.
    public static final double PADDING = 24;
    /// How wide the sign in its header is that collapses it.
    public static final double SIGN = 28;
    private static final double RIM = 6;
    private static final double CORNER = 16;

    private Frames() {}

    /// Where it can be grasped: at its header and its rim. Inside, what lies under a point is what it holds.
    public static boolean isGrip(Box frame, Vec point) {
        return frame.contains(point) && !new Box(frame.x() + RIM, frame.y() + HEADER, frame.width() - 2 * RIM,
                frame.height() - HEADER - RIM).contains(point);
    }

    /// Its header.
    public static Box header(Box frame) {
        return new Box(frame.x(), frame.y(), frame.width(), HEADER);
    }

    /// Where the sign is that collapses it, or lets it be seen whole again.
    ///
    /// @param box of the container, open or not
    public static Box sign(Box box) {
        double height = box.height() > Shape.CARD_HEIGHT ? HEADER : box.height();
        return new Box(box.right() - SIGN - 4, box.y() + (height - SIGN) / 2, SIGN, SIGN);
    }

    /// Its lower right corner, by which it is made larger.
    public static Box corner(Box frame) {
        return new Box(frame.right() - CORNER, frame.bottom() - CORNER, CORNER, CORNER);
    }

    /// The least frame that holds both what the frame holds and the box.
    public static Box holding(Box frame, Box box) {
        double left = Math.min(frame.x(), box.x() - PADDING);
        double top = Math.min(frame.y(), box.y() - PADDING - HEADER);
        return new Box(left, top, Math.max(frame.right(), box.right() + PADDING) - left,
                Math.max(frame.bottom(), box.bottom() + PADDING) - top);
    }
}
