package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.model.NodeId;

/// What having a run jump would do.
///
/// @param givenUp where it stands now, in its own graph: what is under way there is given up
public record JumpPlan(NodeId node, List<NodeId> givenUp) {
    public JumpPlan {
        givenUp = List.copyOf(givenUp);
    }
}
