package dev.flowloom.panels.run;

import java.util.List;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.overlay.Phase;

import static dev.flowloom.language.Texts.tr;

/// Names what a run that did not complete did and was not undone, for whatever reason: most often because nothing undoes it.
final class Remaining {
    private static final int MOST_NAMES = 3;

    private Remaining() {}

    /// With a semicolon before it; empty where nothing remains.
    static String of(RunHistory history, OverlayState state) {
        var flow = history.flow();
        List<String> names = flow.graph().nodes().values().stream().filter(node -> remains(node, flow, state))
                .map(node -> history.titleOf(node.id())).toList();
        if (names.isEmpty()) {
            return "";
        }
        var first = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
        return names.size() <= MOST_NAMES
                ? tr("; stays done: %s", first)
                : tr("; stays done: %s and %,d more", first, names.size() - MOST_NAMES);
    }

    private static boolean remains(Node node, Flow flow, OverlayState state) {
        boolean isWork = node instanceof Node.Step step ? !step.disabled() : node instanceof Node.SubFlow;
        return isWork && isDone(node.id(), state) && !undoes(node.id(), flow)
                && !isUndoneAround(node.id(), flow, state);
    }

    private static boolean isDone(NodeId node, OverlayState state) {
        var fares = state.node(node);
        return fares != null && (fares.phase() == Phase.SUCCEEDED || fares.phase() == Phase.KEPT);
    }

    private static boolean undoes(NodeId node, Flow flow) {
        return flow.graph().wires().values().stream()
                .anyMatch(wire -> wire instanceof Wire.Compensation && wire.to().equals(node));
    }

    private static boolean isUndoneAround(NodeId node, Flow flow, OverlayState state) {
        for (var at = flow.graph().parent(node); at != null; at = flow.graph().parent(at)) {
            var around = state.node(at);
            if (around != null && around.phase() == Phase.COMPENSATED) {
                return true;
            }
        }
        return false;
    }
}
