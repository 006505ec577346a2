package dev.flowloom.run;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// Where runs can jump to.
public final class Jumps {
    private Jumps() {}

    /// Whether a token may be put there: at a node of the flow's own graph that doesn't only undo something. What a container
    /// holds sees what its pass began with, so that nothing can begin in its middle.
    public static boolean isTarget(Graph graph, NodeId id) {
        var node = graph.node(id);
        return node != null && !(node instanceof Node.Foreign) && graph.parent(id) == null
                && graph.wires().values().stream()
                        .noneMatch(wire -> wire instanceof Wire.Compensation && wire.to().equals(id));
    }
}
