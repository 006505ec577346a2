package dev.flowloom.overlay;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// What a run looks like on the drawing, at one time.
///
/// @param paused whether nothing new is begun for now
/// @param nodes the nodes that have a state; the others the run has not come to
/// @param taken the wires a token went along
/// @param loops how far the loops have come that the run came to
public record OverlayState(RunPhase run, boolean paused, PSortedMap<NodeId, NodeState> nodes, PSortedSet<WireId> taken,
        PSortedMap<NodeId, LoopProgress> loops) {
    /// No run is shown.
    public static final OverlayState NONE = new OverlayState(RunPhase.NONE, false, TreePMap.empty(), TreePSet.empty(),
            TreePMap.empty());

    public @Nullable NodeState node(NodeId id) {
        return nodes.get(id);
    }

    /// How far a loop has come; null for what is no loop, and where the run has not come to it.
    public @Nullable LoopProgress loop(NodeId id) {
        return loops.get(id);
    }

    public boolean isTaken(WireId wire) {
        return taken.contains(wire);
    }

    /// Whether a run is shown, so that what it did not take steps back.
    public boolean isShown() {
        return run != RunPhase.NONE;
    }

    public OverlayState with(NodeId id, NodeState state) {
        return new OverlayState(run, paused, nodes.plus(id, state), taken, loops);
    }

    /// As if the run could still come to what it had not come to.
    OverlayState withoutSkipped() {
        var left = nodes;
        for (var node : nodes.entrySet()) {
            left = node.getValue().phase() == Phase.SKIPPED ? left.minus(node.getKey()) : left;
        }
        return new OverlayState(run, paused, left, taken, loops);
    }

    public OverlayState withTaken(WireId wire) {
        return taken.contains(wire) ? this : new OverlayState(run, paused, nodes, taken.plus(wire), loops);
    }

    public OverlayState with(NodeId id, LoopProgress progress) {
        return new OverlayState(run, paused, nodes, taken, loops.plus(id, progress));
    }

    public OverlayState withPaused(boolean paused) {
        return new OverlayState(run, paused, nodes, taken, loops);
    }

    public OverlayState with(RunPhase run) {
        return new OverlayState(run, paused, nodes, taken, loops);
    }
}
