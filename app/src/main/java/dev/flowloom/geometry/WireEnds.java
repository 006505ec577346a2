package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// Where a wire leaves its first node and may enter its last one.
final class WireEnds {
    private static final double LANE = 12;
    private static final double BEFORE_A_TURN = 24;
    /// A wire that would have to step aside by so little enters its node beside the middle and runs straight.
    private static final double SLIGHT = 4;

    private final Drawing drawing;
    private final Wire wire;
    private final Node source;
    private final Node target;
    private final Box from;
    private final Box to;

    WireEnds(Drawing drawing, Wire wire) {
        this.drawing = drawing;
        this.wire = wire;
        this.source = Objects.requireNonNull(drawing.graph().node(wire.from()));
        this.target = Objects.requireNonNull(drawing.graph().node(wire.to()));
        this.from = Objects.requireNonNull(drawing.box(wire.from()));
        this.to = Objects.requireNonNull(drawing.box(wire.to()));
    }

    Route route(Router router, List<Point> bends) {
        var start = start();
        var entries = entries();
        if (bends.isEmpty()) {
            return router.route(start, entries, turn(start.at()));
        }
        var points = new ArrayList<Vec>();
        points.add(start.at());
        bends.forEach(bend -> points.add(Vec.of(bend)));
        var last = points.getLast();
        var entry = entries.stream().min(Comparator.comparingDouble(each -> each.at().distance(last))).orElseThrow();
        var bent = entered(Route.through(points, start.heading().isHorizontal()).points(), entry);
        // Bends that have come to lie beyond the wire's own nodes are not followed any more.
        return bent.crosses(from.grown(-2)) || bent.crosses(to.grown(-2))
                ? router.route(start, entries, turn(start.at()))
                : bent;
    }

    /// From its last bend a wire goes to the height of its entry first, so that it enters as any other does; but not back
    /// the way it came.
    private static Route entered(List<Vec> points, Router.End entry) {
        var all = new ArrayList<>(points);
        var last = all.getLast();
        var before = all.get(all.size() - 2);
        if (!entry.heading().isHorizontal()) {
            all.add(new Vec(entry.at().x(), last.y()));
        } else if (before.x() == last.x() && (entry.at().y() - last.y()) * (last.y() - before.y()) < 0) {
            all.add(new Vec(entry.at().x() - Router.STUB, last.y()));
            all.add(new Vec(entry.at().x() - Router.STUB, entry.at().y()));
        } else {
            all.add(new Vec(last.x(), entry.at().y()));
        }
        all.add(entry.at());
        return Route.through(all, true);
    }

    /// The way without a look at what else stands there.
    Route roughRoute() {
        var start = start();
        var end = entries().getFirst().at();
        double middle = Math.rint((start.at().x() + end.x()) / 2);
        return start.heading().isHorizontal()
                ? Route.through(List.of(start.at(), new Vec(middle, start.at().y()), new Vec(middle, end.y()), end),
                        true)
                : Route.through(List.of(start.at(), start.at().plus(0, Router.STUB), end), false);
    }

    private Router.End start() {
        var at = Ports.position(Port.of(wire), source, from);
        if (isBar(source)) {
            var outs = drawing.outs(source.id());
            at = new Vec(from.right(), Ports.slotY(from, indexIn(outs), outs.size()));
        }
        return new Router.End(at, wire instanceof Wire.Sequence ? Direction.RIGHT : Direction.DOWN, from);
    }

    private List<Router.End> entries() {
        var left = new Router.End(new Vec(to.x(), straightened(entryY())), Direction.RIGHT, to);
        var top = new Router.End(new Vec(to.centre().x(), to.y()), Direction.DOWN, to);
        var bottom = new Router.End(new Vec(to.centre().x(), to.bottom()), Direction.UP, to);
        return switch (wire) {
            case Wire.Sequence _ -> List.of(left);
            case Wire.OnError _ -> isBar(target) ? List.of(left) : List.of(left, top);
            case Wire.Compensation _ -> List.of(top, left, bottom);
        };
    }

    private double entryY() {
        if (!isBar(target)) {
            return to.centre().y();
        }
        var ins = drawing.ins(target.id());
        return Ports.slotY(to, indexIn(ins), ins.size());
    }

    private double straightened(double y) {
        double begin = start().at().y();
        return wire instanceof Wire.Sequence && Math.abs(begin - y) <= SLIGHT ? begin : y;
    }

    private int indexIn(List<Wire> ways) {
        for (int i = 0; i < ways.size(); i++) {
            if (ways.get(i).id().equals(wire.id())) {
                return i;
            }
        }
        return 0;
    }

    /// Ways that leave the same node side by side turn one after the other, so that they don't run over each other:
    /// of those that go down the lowest turns first, of those that go up the highest.
    private double turn(Vec start) {
        if (isBar(source)) {
            var outs = drawing.outs(source.id());
            return BEFORE_A_TURN + LANE * lane(indexIn(outs), outs.size(), start);
        }
        if (!source.branchIds().isEmpty() && wire instanceof Wire.Sequence(_, _, var branch, _, _)) {
            var ways = Shape.branches(source);
            return widestLabel(source.id()) + BEFORE_A_TURN
                    + LANE * lane(Ports.branchIndex(branch, source), ways, start);
        }
        return 0;
    }

    private int lane(int index, int count, Vec start) {
        return to.centre().y() > start.y() ? count - 1 - index : index;
    }

    private double widestLabel(NodeId node) {
        return drawing.wiresAt(node).stream().map(drawing.graph()::wire).filter(Objects::nonNull)
                .filter(other -> other.from().equals(node) && other instanceof Wire.Sequence)
                .mapToDouble(other -> WireLabel.width(WireLabel.of(other, drawing.graph()))).max().orElse(0);
    }

    private static boolean isBar(Node node) {
        return Shape.of(node) == Shape.BAR;
    }
}
