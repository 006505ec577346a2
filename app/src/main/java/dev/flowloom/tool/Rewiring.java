package dev.flowloom.tool;

import java.util.List;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Rules;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Ports;
import dev.flowloom.geometry.Route;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// An end of a wire is being led elsewhere. Let go over the ground, it goes back to where it was.
///
/// @param last whether it is the end with the arrow
/// @param fixed where the other end is, on the paper
/// @param to the pointer, on the paper
/// @param changed the wire as it would be; null over the ground
/// @param refusal why it may not be so; null where it may
record Rewiring(Wire wire, boolean last, Vec fixed, Vec pointer, Vec to, @Nullable Wire changed,
        @Nullable String refusal) implements Dragging {
    /// How near to an end, in pixels of the window, a drag takes the end and not the wire's middle.
    private static final double REACH = 18;

    /// Where a drag that begins at a point of a wire takes one of its ends; null where it doesn't.
    static @Nullable Rewiring begun(Wire wire, Route route, Vec at, View view) {
        var paper = view.camera().toPaper(at);
        double reach = Math.min(REACH / view.camera().zoom(), route.length() / 3);
        if (route.end().distance(paper) <= reach) {
            return new Rewiring(wire, true, route.start(), at, paper, null, null);
        }
        return route.start().distance(paper) <= reach
                ? new Rewiring(wire, false, route.end(), at, paper, null, null)
                : null;
    }

    @Override
    public Rewiring to(Vec at, Camera camera, View view) {
        var paper = camera.toPaper(at);
        var wired = wiredTo(paper, view);
        var reason = wired == null ? null : Rules.refusal(view.graph(), wired).orElse(null);
        return new Rewiring(wire, last, fixed, at, paper, wired, reason);
    }

    private @Nullable Wire wiredTo(Vec paper, View view) {
        var node = view.nodeAt(paper);
        if (node == null) {
            return null;
        }
        return last ? wire.between(wire.from(), node) : from(view.portAt(paper), node, view);
    }

    /// From the port under the pointer, else from a port of the node of the same kind.
    private @Nullable Wire from(@Nullable Port under, NodeId id, View view) {
        var kind = Port.of(wire).kind();
        if (id.equals(wire.from()) && under == null) {
            return wire;
        }
        var port = under != null && under.kind() == kind && under.node().equals(id)
                ? under
                : portOf(id, kind, view);
        var moved = wire.between(id, wire.to());
        return moved instanceof Wire.Sequence sequence && port != null
                ? new Wire.Sequence(sequence.id(), id, port.branch(), sequence.to(), sequence.extras())
                : moved;
    }

    /// The first that is free, else the first, so that it is told why it isn't.
    private static @Nullable Port portOf(NodeId id, Port.Kind kind, View view) {
        var free = Wiring.freePort(id, view, each -> each == kind);
        var node = view.graph().node(id);
        return free != null || node == null
                ? free
                : Ports.of(node).stream().filter(each -> each.kind() == kind).findFirst().orElse(null);
    }

    @Override
    public List<Act> end() {
        if (changed == null || changed.equals(wire)) {
            return List.of();
        }
        return List.of(refusal == null
                ? new Act.Do(new Edit.Together(tr("Rewire"), List.of(new Edit.BendWire(wire.id(), List.of()),
                        new Edit.ChangeWire(changed))))
                : new Act.Say(refusal));
    }

    private @Nullable NodeId target() {
        return changed == null ? null : last ? changed.to() : changed.from();
    }

    @Override
    public Preview preview() {
        return new Preview.LooseEnd(wire.id(), fixed, to, target(), refusal);
    }

    @Override
    public Pose pose() {
        return refusal == null ? Pose.CROSS : Pose.REFUSED;
    }
}
