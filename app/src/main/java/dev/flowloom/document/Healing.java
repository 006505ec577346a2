package dev.flowloom.document;

import java.util.HashSet;
import java.util.List;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Finds the wire that takes the place of deleted nodes.
final class Healing {
    private Healing() {}

    /// The graph with a wire from where `in` came to where the deleted nodes after it led, if that is unambiguous and
    /// such a wire may be.
    static Graph heal(Graph before, Graph now, Wire in) {
        var next = firstKept(before, now, in);
        if (next == null) {
            return now;
        }
        var healed = Wires.withId(in.between(in.from(), next), Ids.forWire(now, in.from(), next));
        var without = now.without(in.id());
        return Rules.refusal(without, healed).isPresent() ? now : without.with(healed);
    }

    private static @Nullable NodeId firstKept(Graph before, Graph now, Wire in) {
        var passed = new HashSet<NodeId>();
        var node = in.to();
        while (now.node(node) == null) {
            var onward = onlyWayThrough(before, now, node);
            if (onward == null || !passed.add(node)) {
                return null;
            }
            node = onward.to();
        }
        return node;
    }

    /// The wire by which a token leaves the node, where it can come and go by one wire only.
    private static @Nullable Wire onlyWayThrough(Graph before, Graph now, NodeId node) {
        var in = before.wires().values().stream()
                .filter(wire -> wire.to().equals(node) && !(wire instanceof Wire.Compensation)).limit(2).count();
        List<Wire> out = before.wires().values().stream()
                .filter(wire -> wire.from().equals(node) && wire instanceof Wire.Sequence).limit(2).toList();
        return in == 1 && out.size() == 1 && now.wire(out.getFirst().id()) != null ? out.getFirst() : null;
    }
}
