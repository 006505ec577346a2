package dev.flowloom.run;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.run.RetryPlan.Why;
import org.jspecify.annotations.Nullable;

/// Whether a result stays valid where a run goes on with another definition: what is done there has to be the same, and to be
/// given the same things. What is made of the result afterwards, when it is tried again and for how long, is no matter.
final class Validity {
    private final Program program;
    private final Graph before;
    private final List<Pinned> pinnedBefore;
    private final RetryPlan.Target target;
    private final Graph now;
    private final SortedMap<NodeId, Boolean> same = new TreeMap<>();
    private final SortedMap<NodeId, Boolean> undoable = new TreeMap<>();

    private final Moves moves;

    /// @param program what was done it was done by
    Validity(Program program, List<Pinned> pinnedBefore, RetryPlan.Target target) {
        this.program = program;
        this.moves = new Moves(program, target.rules().program());
        this.before = program.flow().graph();
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
        if (!isSame(was, node) || !standsTheSame(id) || !isStillCaught(result)) {
            return Why.CHANGED;
        }
        return moves.moved(result.place()) == null ? whyElsewhere(result.place()) : null;
    }

    /// It was done on a way that the run doesn't take when it begins anew.
    private Why whyElsewhere(Place place) {
        return new Moves(program, program).moved(place) == null ? Why.JUMPED : Why.CHANGED;
    }

    /// Where it stands when the run goes on; null where it isn't come to there.
    @Nullable
    Place moved(Place place) {
        return moves.moved(place);
    }

    /// Whether items of a loop that were done stay valid as a whole: nothing that it holds has changed, or is to be done again.
    boolean keepsItems(NodeId loop) {
        return same.computeIfAbsent(loop, this::isSameLoop);
    }

    /// As [#keepsItems], where nothing was done for them that can be undone one by one.
    boolean keepsWhole(NodeId loop) {
        return keepsItems(loop) && !undoable.computeIfAbsent(loop, this::holdsUndoable);
    }

    private boolean isSameLoop(NodeId id) {
        var node = now.node(id);
        return node != null && isLoopStill(id) && gathers(before, id) == gathers(now, id) && !isToBeRedone(id, node)
                && standsTheSame(id) && isSameInside(now.inside(id), before.inside(id));
    }

    /// Whether there still is a loop over items.
    boolean isLoopStill(NodeId id) {
        return forEach(now, id) != null && forEach(before, id) != null;
    }

    /// Whether a loop gives what each item gave.
    boolean gathers(NodeId loop) {
        return gathers(now, loop);
    }

    private static boolean gathers(Graph graph, NodeId loop) {
        var each = forEach(graph, loop);
        return each != null && !(each.items() instanceof Items.Streamed);
    }

    private static Node.Repeat.@Nullable ForEach forEach(Graph graph, NodeId id) {
        return graph.node(id) instanceof Node.Loop(_, _, Node.Repeat.ForEach each, _) ? each : null;
    }

    private boolean holdsUndoable(NodeId container) {
        var inside = before.inside(container);
        return before.wires().values().stream()
                .anyMatch(wire -> wire instanceof Wire.Compensation && inside.contains(wire.from()));
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
        return was.withName("").equals(container.withName(""))
                && isSameInside(now.inside(container.id()), before.inside(container.id()));
    }

    private boolean isSameInside(List<NodeId> inside, List<NodeId> insideBefore) {
        return inside.equals(insideBefore) && inside.stream().allMatch(this::isSameInside)
                && wires(now, inside).equals(wires(before, inside));
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
