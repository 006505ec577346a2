package dev.flowloom.run;

import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.RetryPlan.Why;
import org.jspecify.annotations.Nullable;

/// Whether a result stays valid where a run goes on with another definition: what is done there has to be the same, and to be
/// given the same things. What is made of the result afterwards, when it is tried again and for how long, is no matter.
final class Validity {
    private final Graph before;
    private final List<Pinned> pinnedBefore;
    private final RetryPlan.Target target;
    private final Graph now;

    Validity(Graph before, List<Pinned> pinnedBefore, RetryPlan.Target target) {
        this.before = before;
        this.pinnedBefore = pinnedBefore;
        this.target = target;
        this.now = target.rules().program().flow().graph();
    }

    /// Why a result doesn't stay valid; null where it does.
    @Nullable
    Why why(Reused result) {
        var id = result.place().node();
        var node = now.node(id);
        var was = before.node(id);
        if (node == null || was == null) {
            return Why.GONE;
        }
        if (isToBeRedone(id, node)) {
            return Why.ASKED;
        }
        return isSame(was, node) && standsTheSame(id) && isStillCaught(result) ? null : Why.CHANGED;
    }

    private boolean isToBeRedone(NodeId id, Node node) {
        var redo = target.redo();
        boolean isHeld = now.ancestors(id).stream().anyMatch(container -> redo.contains(container));
        boolean holds = node instanceof Node.Container && now.inside(id).stream().anyMatch(held -> redo.contains(held));
        return redo.contains(id) || isHeld || holds;
    }

    private boolean isStillCaught(Reused result) {
        return !(result.outcome() instanceof Reused.Outcome.Failed(var error))
                || target.rules().program().catching(result.place().node(), error) != null;
    }

    private boolean standsTheSame(NodeId id) {
        var around = now.ancestors(id);
        return around.equals(before.ancestors(id)) && around.stream().allMatch(this::isSameKind);
    }

    private boolean isSameKind(NodeId container) {
        var node = now.node(container);
        var was = before.node(container);
        if (node instanceof Node.Loop loop && was instanceof Node.Loop other) {
            return loop.repeat().getClass().equals(other.repeat().getClass());
        }
        return node instanceof Node.Scope && was instanceof Node.Scope;
    }

    private boolean isSame(Node was, Node node) {
        return switch (node) {
            case Node.Step step ->
                was instanceof Node.Step other && !step.disabled() && step.type().equals(other.type())
                        && step.settings().equals(other.settings()) && Objects.equals(step.input(), other.input());
            case Node.SubFlow call -> was instanceof Node.SubFlow other && call.flow().equals(other.flow())
                    && Objects.equals(call.input(), other.input()) && callsTheSame(call);
            case Node.Wait wait -> was instanceof Node.Wait other && wait.delay().equals(other.delay());
            case Node.Receive receive -> was instanceof Node.Receive other && receive.message().equals(other.message())
                    && Objects.equals(receive.key(), other.key());
            case Node.Approval approval -> was instanceof Node.Approval other && approval.who().equals(other.who())
                    && approval.question().equals(other.question());
            case Node.Container container -> isSameWhole(was, container);
            case Node.Start _,Node.End _,Node.Condition _,Node.Fork _,Node.Join _,Node.Foreign _ -> false;
        };
    }

    private boolean callsTheSame(Node.SubFlow call) {
        var definition = Pinned.find(target.subFlows(), call.flow());
        return definition != null && definition.equals(Pinned.find(pinnedBefore, call.flow()));
    }

    /// One is kept as a whole that is undone as a whole.
    private boolean isSameWhole(Node was, Node.Container container) {
        var inside = now.inside(container.id());
        return was.withName("").equals(container.withName("")) && inside.equals(before.inside(container.id()))
                && inside.stream().allMatch(this::isSameInside) && wires(now, inside).equals(wires(before, inside));
    }

    private boolean isSameInside(NodeId id) {
        var node = Objects.requireNonNull(now.node(id));
        var was = Objects.requireNonNull(before.node(id));
        return node.withName("").equals(was.withName("")) && Objects.equals(now.parent(id), before.parent(id))
                && !(node instanceof Node.SubFlow call && !callsTheSame(call));
    }

    private static List<?> wires(Graph graph, List<NodeId> ends) {
        return graph.wires().values().stream().filter(wire -> ends.contains(wire.from()) && ends.contains(wire.to()))
                .toList();
    }
}
