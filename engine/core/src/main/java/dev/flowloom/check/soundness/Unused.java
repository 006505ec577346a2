package dev.flowloom.check.soundness;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.check.soundness.Finding.Hindrance;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Wires of nodes that tokens come to which nothing can take, and compensations that can't be done.
final class Unused {
    private final Wires wires;
    private final Explorer explorer;
    private final Undoing undoing;
    private final boolean whole;

    /// @param whole whether all states were followed
    Unused(Wires wires, Explorer explorer, Undoing undoing, boolean whole) {
        this.wires = wires;
        this.explorer = explorer;
        this.undoing = undoing;
        this.whole = whole;
    }

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        for (var node : explorer.entered()) {
            for (var wire : wires.wires(node, Wire.class)) {
                var why = hindrance(wire);
                if (why != null) {
                    findings.add(finding(wire, why, node));
                }
            }
        }
        return findings;
    }

    private Finding finding(Wire wire, Hindrance why, NodeId node) {
        var way = explorer.way(node);
        return wire instanceof Wire.Compensation
                ? new Finding.NeverUndone(wire.id(), why, way)
                : new Finding.NeverTaken(wire.id(), why, way);
    }

    private @Nullable Hindrance hindrance(Wire wire) {
        var why = wires.hindrance(wire);
        if (why != null) {
            return why;
        }
        return switch (wire) {
            case Wire.OnError caught -> whole && wires.node(caught.from()) instanceof Node.Join
                    && !Failures.GATHERED.canTake(caught) && !explorer.givesUp(caught.from())
                            ? Hindrance.NO_SUCH_ERROR
                            : null;
            case Wire.Compensation undo -> wires.node(undo.from()) instanceof Node.Container container
                    && undoing.isOverAtOnce(container) ? Hindrance.OVER_AT_ONCE : null;
            // Beyond a join that never goes on nothing is entered, and the join is what is wrong.
            case Wire.Sequence _ -> null;
        };
    }
}
