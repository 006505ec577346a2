package dev.flowloom.geometry;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.document.Rules;
import dev.flowloom.model.Node;
import org.jspecify.annotations.Nullable;

/// Which ports a node has, and where on its rim they sit: ordinary ways leave on the right, errors at the lower right,
/// compensation at the bottom.
public final class Ports {
    private static final double ERROR_INSET = 24;

    private Ports() {}

    public static List<Port> of(Node node) {
        var ports = new ArrayList<Port>();
        node.branchIds().forEach(branch -> ports.add(new Port(node.id(), Port.Kind.SEQUENCE, branch)));
        if (ports.isEmpty() && !(node instanceof Node.End)) {
            ports.add(new Port(node.id(), Port.Kind.SEQUENCE, null));
        }
        if (Rules.canBeCompensated(node)) {
            ports.add(new Port(node.id(), Port.Kind.COMPENSATION, null));
        }
        if (Rules.canFail(node)) {
            ports.add(new Port(node.id(), Port.Kind.ERROR, null));
        }
        return ports;
    }

    public static Vec position(Port port, Node node, Box box) {
        return switch (port.kind()) {
            case SEQUENCE -> new Vec(box.right(), branchY(port.branch(), node, box));
            case ERROR -> new Vec(box.right() - ERROR_INSET, box.bottom());
            case COMPENSATION -> new Vec(box.centre().x(), box.bottom());
        };
    }

    /// The height at which the `slot`th of so many ways leaves or enters a bar.
    static double slotY(Box box, int slot, int slots) {
        return box.centre().y() + (slot - (slots - 1) / 2.0) * Shape.BAR_PITCH;
    }

    /// Which of the branches it is, counted from the top.
    static int branchIndex(@Nullable String branch, Node node) {
        var ids = node.branchIds();
        if (ids.isEmpty() || branch == null) {
            return 0;
        }
        var index = ids.indexOf(branch);
        return index < 0 ? ids.size() - 1 : index;
    }

    private static double branchY(@Nullable String branch, Node node, Box box) {
        var count = Shape.branches(node);
        if (count == 0) {
            return box.centre().y();
        }
        return box.centre().y() + (branchIndex(branch, node) - (count - 1) / 2.0) * Shape.BRANCH_PITCH;
    }
}
