package dev.flowloom.canvas;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.animation.Interpolator;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

import dev.flowloom.document.Identity;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import org.jspecify.annotations.Nullable;

/// The way of nodes and notes to their new places, as long as the eye needs to follow. Only what is drawn is in between: the
/// document is there already. Ends at once when the document changes again, or a key or button is pressed.
final class Glide extends AnimationTimer {
    private static final double NANOS = 180e6;

    private final Parent surface;
    private final Runnable whenEnded;
    private @Nullable Diagram from;
    private @Nullable Diagram to;
    private long begin;
    private double done;

    Glide(Parent surface, Runnable whenEnded) {
        this.surface = surface;
        this.whenEnded = whenEnded;
        surface.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> end());
        surface.addEventFilter(ScrollEvent.SCROLL, _ -> end());
        surface.addEventFilter(KeyEvent.KEY_PRESSED, _ -> end());
    }

    /// Begins, unless the system asks for less motion.
    void start(Diagram before, Diagram after) {
        var scene = surface.getScene();
        if (!Identity.same(before, after) && scene != null && !scene.getPreferences().isReducedMotion()) {
            from = before;
            to = after;
            begin = 0;
            done = 0;
            start();
        }
    }

    private void end() {
        if (to != null) {
            stop();
            from = null;
            to = null;
            whenEnded.run();
            surface.requestLayout();
        }
    }

    @Override
    public void handle(long now) {
        begin = begin == 0 ? now : begin;
        done = (now - begin) / NANOS;
        if (done >= 1) {
            end();
        } else {
            surface.requestLayout();
        }
    }

    /// The diagram as it is to be drawn now.
    Diagram shown(Diagram diagram) {
        return from != null && Identity.same(to, diagram)
                ? diagram.withLayout(between(from.layout(), diagram.layout(),
                        Interpolator.EASE_BOTH.interpolate(0.0, 1.0, done)))
                : diagram;
    }

    private static Layout between(Layout from, Layout to, double part) {
        var result = to;
        for (var entry : to.nodes().entrySet()) {
            var old = from.place(entry.getKey());
            if (old != null && !Identity.same(old, entry.getValue())) {
                result = result.with(entry.getKey(), between(old, entry.getValue(), part));
            }
        }
        for (var entry : to.bends().entrySet()) {
            var old = from.bends().getOrDefault(entry.getKey(), List.of());
            if (!Identity.same(old, entry.getValue()) && old.size() == entry.getValue().size()) {
                result = result.withBends(entry.getKey(), between(old, entry.getValue(), part));
            }
        }
        return framesBetween(from, notesBetween(from, result, part), part);
    }

    private static Layout notesBetween(Layout from, Layout to, double part) {
        var result = to;
        for (var entry : to.notes().entrySet()) {
            var old = from.notes().get(entry.getKey());
            var note = entry.getValue();
            if (old != null && !Identity.same(old, note)) {
                result = result.with(entry.getKey(), note.withPlace(between(old.at(), note.at(), part)).withSize(
                        between(old.width(), note.width(), part), between(old.height(), note.height(), part)));
            }
        }
        return result;
    }

    /// Frames grow on the way of what they hold: else notes would belong elsewhere meanwhile.
    private static Layout framesBetween(Layout from, Layout to, double part) {
        var result = to;
        for (var entry : to.frames().entrySet()) {
            var old = from.frame(entry.getKey());
            var frame = entry.getValue();
            if (!old.equals(frame)) {
                result = result.with(entry.getKey(), Frame.of(between(old.width(), frame.width(), part),
                        between(old.height(), frame.height(), part)).withCollapsed(frame.collapsed()));
            }
        }
        return result;
    }

    private static List<Point> between(List<Point> from, List<Point> to, double part) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < to.size(); i++) {
            points.add(between(from.get(i), to.get(i), part));
        }
        return points;
    }

    private static Point between(Point from, Point to, double part) {
        return new Point(between(from.x(), to.x(), part), between(from.y(), to.y(), part));
    }

    private static int between(int from, int to, double part) {
        return (int) Math.round(from + part * (to - from));
    }
}
