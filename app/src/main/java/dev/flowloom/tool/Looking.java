package dev.flowloom.tool;

import java.util.Optional;

import dev.flowloom.geometry.Vec;

/// How the view moves during any gesture: by the wheel, and by itself near the window's edge.
final class Looking {
    private static final double EDGE = 24;
    private static final double PIXELS_A_SECOND = 900;

    private Looking() {}

    static Act.Look by(WheelInput wheel, View view) {
        var camera = view.camera();
        if (wheel.modifiers().shortcut() != view.mapMode()) {
            return new Act.Look(camera.zoomed(wheel.delta().y() / WheelInput.NOTCH, wheel.at()));
        }
        var delta = wheel.modifiers().shift() && wheel.delta().x() == 0
                ? new Vec(wheel.delta().y(), 0)
                : wheel.delta();
        return new Act.Look(camera.panned(delta));
    }

    /// The view a moment later, where the pointer is at the window's edge.
    static Optional<Camera> atEdge(Vec pointer, Tick tick, View view) {
        var way = new Vec(push(pointer.x(), view.width()), push(pointer.y(), view.height()))
                .times(PIXELS_A_SECOND * tick.seconds());
        return way.equals(Vec.ZERO) ? Optional.empty() : Optional.of(view.camera().panned(way));
    }

    /// Between 1 at the near edge and -1 at the far one, the more the nearer; exactly 0 between them.
    private static double push(double at, double size) {
        if (at < EDGE) {
            return Math.min(1, (EDGE - at) / EDGE);
        }
        return at > size - EDGE ? -Math.min(1, (at - size + EDGE) / EDGE) : 0;
    }
}
