package dev.flowloom.canvas;

import java.util.List;
import java.util.function.IntFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Route;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.View;

/// Paints wires. The three kinds are told apart by their lines and marks, and not by colour alone.
final class WirePainter {
    private static final double BEND = 8;
    private static final double ARROW = 9;
    private static final double HOP = 5;
    private static final double MARK = 8;
    private static final double LABEL_SIZE = 11;
    private static final double LETTER_ROOM = 3;
    private static final double LEADER = 0.8;

    private final GraphicsContext brush;
    private final Ink.Set inks;
    private Font font = Font.getDefault();

    WirePainter(GraphicsContext brush, Ink.Set inks) {
        this.brush = brush;
        this.inks = inks;
    }

    void setFamily(String family) {
        if (!family.equals(font.getFamily()) || font.getSize() != LABEL_SIZE) {
            font = Font.font(family, LABEL_SIZE);
        }
    }

    /// Those that stand out are painted last, on top of the others, and labels over all.
    void paint(Scenery scenery, Box seen) {
        var visible = scenery.drawing().wiresTouching(seen);
        brush.setLineJoin(StrokeLineJoin.ROUND);
        for (boolean standsOut : new boolean[]{false, true}) {
            for (var id : visible) {
                var wire = scenery.drawing().graph().wire(id);
                var route = scenery.drawing().route(id);
                if (wire != null && route != null && standsOut(scenery, id) == standsOut) {
                    line(scenery, wire, route);
                }
            }
        }
        if (scenery.camera().zoom() >= View.LABELS_FROM) {
            scenery.drawing().labelsNear(seen).forEach(id -> label(scenery, id));
        }
    }

    private static boolean standsOut(Scenery scenery, WireId wire) {
        return isPointedAt(scenery, wire) || scenery.overlay().isTaken(wire);
    }

    private static boolean isPointedAt(Scenery scenery, WireId wire) {
        return scenery.selection().has(wire) || scenery.isHovered(wire) || scenery.isLit(wire);
    }

    private void line(Scenery scenery, Wire wire, Route route) {
        var colour = colour(scenery, wire.id());
        double width = (standsOut(scenery, wire.id()) ? 2.4 : 1.6) * Math.max(1, 0.6 / scenery.camera().zoom());
        brush.setStroke(colour);
        brush.setFill(colour);
        brush.setLineWidth(width);
        style(wire);
        stroke(route.points(), part -> scenery.camera().zoom() < FlowCanvas.NODES_FROM
                ? List.of()
                : scenery.drawing().jumps(wire.id(), part));
        brush.setLineDashes();
        arrow(route);
        mark(scenery, wire, route);
    }

    private Color colour(Scenery scenery, WireId wire) {
        if (scenery.isCut(wire)) {
            return inks.of(Ink.FAIL);
        }
        if (isPointedAt(scenery, wire)) {
            return inks.of(Ink.ACCENT);
        }
        if (scenery.stepsBack(wire)) {
            return inks.of(Ink.WIRE_IDLE);
        }
        return inks.of(scenery.overlay().isTaken(wire) ? Ink.TEXT : Ink.WIRE);
    }

    private void style(Wire wire) {
        switch (wire) {
            case Wire.Sequence _ -> {
                brush.setLineCap(StrokeLineCap.ROUND);
                brush.setLineDashes();
            }
            case Wire.OnError _ -> {
                brush.setLineCap(StrokeLineCap.ROUND);
                brush.setLineDashes(0.5, 5);
            }
            case Wire.Compensation _ -> {
                brush.setLineCap(StrokeLineCap.BUTT);
                brush.setLineDashes(8, 5);
            }
        }
    }

    private void stroke(List<Vec> points, IntFunction<List<Double>> jumps) {
        brush.beginPath();
        brush.moveTo(points.getFirst().x(), points.getFirst().y());
        for (int i = 1; i < points.size() - 1; i++) {
            var corner = points.get(i);
            jump(points.get(i - 1), corner, jumps.apply(i - 1));
            double room = Math.min(corner.distance(points.get(i - 1)), corner.distance(points.get(i + 1))) / 2;
            brush.arcTo(corner.x(), corner.y(), points.get(i + 1).x(), points.get(i + 1).y(), Math.min(BEND, room));
        }
        var tip = points.getLast();
        var back = shortened(points.get(points.size() - 2), tip);
        jump(points.get(points.size() - 2), back, jumps.apply(points.size() - 2));
        brush.lineTo(back.x(), back.y());
        brush.stroke();
    }

    /// Up to a corner or an end, over the wires that cross before it.
    private void jump(Vec from, Vec to, List<Double> at) {
        double way = Math.signum(to.x() - from.x());
        for (double x : way < 0 ? at.reversed() : at) {
            brush.lineTo(x - way * HOP, from.y());
            brush.bezierCurveTo(x - way * HOP, from.y() - 1.3 * HOP, x + way * HOP, from.y() - 1.3 * HOP, x + way * HOP,
                    from.y());
        }
    }

    /// So that a thick line does not show beside the arrow's tip.
    private static Vec shortened(Vec from, Vec tip) {
        double length = from.distance(tip);
        return length <= ARROW ? from : tip.plus(from.minus(tip).times((ARROW - 2) / length));
    }

    private void arrow(Route route) {
        var points = route.points();
        var tip = points.getLast();
        var way = tip.minus(points.get(points.size() - 2));
        double length = Math.max(1, Math.hypot(way.x(), way.y()));
        var unit = way.times(1 / length);
        var base = tip.minus(unit.times(ARROW));
        double half = ARROW * 0.45;
        brush.fillPolygon(new double[]{tip.x(), base.x() - unit.y() * half, base.x() + unit.y() * half},
                new double[]{tip.y(), base.y() + unit.x() * half, base.y() - unit.x() * half}, 3);
    }

    private void mark(Scenery scenery, Wire wire, Route route) {
        switch (wire) {
            case Wire.Sequence _ -> {
            }
            case Wire.OnError _ -> mark(scenery, wire.id(), route.start(), Icons.JAG, Ink.FAIL);
            case Wire.Compensation _ -> mark(scenery, wire.id(), route.start(), Icons.REWIND, Ink.UNDO);
        }
    }

    /// A small round sign just below the port, which keeps a size that can be told from others.
    private void mark(Scenery scenery, WireId wire, Vec port, String icon, Ink ink) {
        double scale = Math.max(1, 0.7 / scenery.camera().zoom());
        double radius = MARK * scale;
        var centre = port.plus(0, radius + 2);
        var colour = scenery.stepsBack(wire) ? inks.of(Ink.WIRE_IDLE) : inks.of(ink);
        brush.setFill(inks.of(Ink.PAPER));
        brush.fillOval(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
        brush.setStroke(colour);
        brush.setLineWidth(1.2 * scale);
        brush.strokeOval(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
        brush.save();
        brush.translate(centre.x() - radius * 0.75, centre.y() - radius * 0.75);
        brush.scale(radius * 1.5 / 24, radius * 1.5 / 24);
        brush.setFill(colour);
        brush.beginPath();
        brush.appendSVGPath(icon);
        brush.fill();
        brush.restore();
    }

    private void label(Scenery scenery, WireId id) {
        var label = scenery.drawing().label(id);
        var route = scenery.drawing().route(id);
        if (label == null || route == null) {
            return;
        }
        var at = label.at();
        var text = label.text();
        leader(scenery, id, label.leader(route));
        brush.setFill(inks.of(isPointedAt(scenery, id)
                ? Ink.ACCENT
                : scenery.stepsBack(id) ? Ink.TEXT_FAINT : Ink.TEXT_SOFT));
        brush.setFont(font);
        brush.setTextAlign(TextAlignment.LEFT);
        brush.setTextBaseline(VPos.BASELINE);
        // A rim of paper keeps the letters apart from wires they cross, without wiping those out.
        brush.setStroke(inks.of(Ink.PAPER));
        brush.setLineDashes();
        brush.setLineWidth(LETTER_ROOM);
        brush.strokeText(text, at.x(), at.y() - 2);
        brush.fillText(text, at.x(), at.y() - 2);
    }

    /// A thin line from a label that was moved far to its wire.
    private void leader(Scenery scenery, WireId id, List<Vec> ends) {
        if (!ends.isEmpty()) {
            brush.setStroke(inks.of(isPointedAt(scenery, id) ? Ink.ACCENT : Ink.WIRE));
            brush.setLineWidth(LEADER);
            brush.setLineCap(StrokeLineCap.BUTT);
            brush.setLineDashes(2, 3);
            brush.strokeLine(ends.getFirst().x(), ends.getFirst().y(), ends.getLast().x(), ends.getLast().y());
            brush.setLineDashes();
        }
    }
}
