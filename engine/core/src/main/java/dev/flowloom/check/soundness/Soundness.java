package dev.flowloom.check.soundness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// What can go wrong in the graphs of a flow, whatever its data are and its steps do. Each graph is explored for itself, the
/// innermost first, since what a container holds is one node to what is around it.
public final class Soundness {
    /// States, each counted by its size. Sound flows need a few for each node.
    static final int BUDGET = 1_000_000;

    private final SortedMap<NodeId, List<Finding>> inside = new TreeMap<>();
    private final SortedMap<NodeId, Wires.Inside> known = new TreeMap<>();
    private List<Finding> ofFlow = List.of();
    private final Graph graph;
    private final int budget;

    private Soundness(Graph graph, int budget) {
        this.graph = graph;
        this.budget = budget;
    }

    /// Explores all graphs of a flow.
    ///
    /// @param whole the flow's graph
    /// @param flow its own level
    /// @param containers by each container what it holds
    public static Soundness of(Graph whole, Graph flow, SortedMap<NodeId, Graph> containers) {
        return of(whole, flow, containers, BUDGET);
    }

    static Soundness of(Graph whole, Graph flow, SortedMap<NodeId, Graph> containers, int budget) {
        var soundness = new Soundness(whole, budget);
        var undoing = new Undoing(whole);
        containers.keySet().stream()
                .sorted(Comparator.comparingInt((NodeId id) -> whole.ancestors(id).size()).reversed())
                .forEach(id -> soundness.inside.put(id,
                        soundness.explore(id, containers.getOrDefault(id, Graph.EMPTY), undoing)));
        soundness.ofFlow = soundness.explore(null, flow, undoing);
        return soundness;
    }

    /// What is found in what a container holds; in the flow's own graph for null.
    public List<Finding> in(@Nullable NodeId container) {
        return container == null ? ofFlow : inside.getOrDefault(container, List.of());
    }

    private List<Finding> explore(@Nullable NodeId container, Graph level, Undoing undoing) {
        var wires = new Wires(level, known);
        if (!wires.isWellFormed()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var explorer = new Explorer(wires, new Budget(budget));
        boolean whole = explored(explorer, findings);
        var excess = new Excess(wires);
        var unfollowed = excess.afterJoins();
        explorer.findings(whole, explorer.canStarve() && isCaughtAround(container), unfollowed).forEach(findings::add);
        findings.addAll(new Unused(wires, explorer, undoing, whole).findings());
        if (container != null) {
            boolean joinsFail = explorer.canStarve() || !whole;
            boolean completes = explorer.completes() || !whole
                    || unfollowed.stream().anyMatch(node -> isGoodEnd(wires.node(node)));
            known.put(container, new Wires.Inside(completes,
                    uncaught(wires, joinsFail, wires::failures).plus(excess.ofPass()),
                    uncaught(wires, joinsFail, wires::enabledFailures).plus(excess.ofPass())));
        }
        return Collections.unmodifiableList(findings);
    }

    /// Whether what is around a graph goes on where a join in it waits in vain: the containers up to one with a wire for that
    /// only turn round. That a compensation may fail then, which no wire catches, is not the join's fault.
    private boolean isCaughtAround(@Nullable NodeId container) {
        for (var at = container; at != null; at = graph.parent(at)) {
            var id = at;
            if (Wires.endures(graph.node(id)) || graph.wires().values().stream().anyMatch(wire -> wire.from().equals(id)
                    && wire instanceof Wire.OnError caught && Failures.of(Failures.JOIN).canTake(caught))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGoodEnd(Node node) {
        return node instanceof Node.End(_, _, Node.Outcome.Completed _, _);
    }

    /// Whether all states were followed.
    private boolean explored(Explorer explorer, List<Finding> findings) {
        try {
            explorer.explore();
            return explorer.isWhole();
        } catch (Budget.Spent _) {
            findings.add(new Finding.GaveUp(explorer.states()));
            return false;
        }
    }

    /// What fails the container that holds the graph.
    private static Failures uncaught(Wires wires, boolean joinsFail, Function<NodeId, Failures> failures) {
        var all = Failures.NONE;
        for (var node : wires.level().nodes().values()) {
            // What a compensation fails with no wire catches.
            if (!wires.undoes(node.id()) && !all.any()) {
                var own = joinsFail || !(node instanceof Node.Join) ? failures.apply(node.id()) : Failures.GATHERED;
                all = all.plus(own.uncaughtBy(wires.wires(node.id(), Wire.OnError.class)));
            }
        }
        return all;
    }
}
