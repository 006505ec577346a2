package dev.flowloom.check.soundness;

import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// What can become too much in a run of a graph: the data that a join brings together, nodes passed, and tokens. None of it is
/// followed, but what it leads to may happen.
final class Excess {
    /// So many nodes are passed in a pass without a doubt, and so many tokens under way.
    private static final int SURELY_PASSED = 10_000;

    private final Wires wires;

    Excess(Wires wires) {
        this.wires = wires;
    }

    /// What the pass through the graph can fail with, which no wire in it catches.
    Failures ofPass() {
        return mayBeEndless() ? Failures.ENDLESS : Failures.NONE;
    }

    private boolean mayBeEndless() {
        var nodes = wires.level().nodes().values();
        if (nodes.stream().anyMatch(Excess::repeats) || hasCircle()) {
            return true;
        }
        // Without circles a token passes each node once at most, and one becomes at most so many.
        long most = nodes.size();
        for (var node : nodes) {
            most *= node instanceof Node.Fork ? Math.max(1, wires.ways(node.id()).size()) : 1;
            if (most > SURELY_PASSED) {
                return true;
            }
        }
        return false;
    }

    /// Each time through these counts as a node passed around them.
    private static boolean repeats(Node node) {
        return node instanceof Node.Loop(_, _, Repeat.While _, _)
                || node instanceof Node.Loop(_, _, Repeat.Until _, _);
    }

    /// Whether something remains when nodes to which nothing leads are taken away one by one.
    private boolean hasCircle() {
        SortedMap<NodeId, Integer> arriving = new TreeMap<>();
        var nodes = wires.level().nodes().keySet();
        nodes.forEach(node -> wires.all(node).forEach(hop -> arriving.merge(hop.to(), 1, Integer::sum)));
        var open = new ArrayDeque<>(nodes.stream().filter(node -> !arriving.containsKey(node)).toList());
        int taken = 0;
        while (!open.isEmpty()) {
            taken++;
            for (var hop : wires.all(open.remove())) {
                if (arriving.merge(hop.to(), -1, Integer::sum) == 0) {
                    open.add(hop.to());
                }
            }
        }
        return taken < nodes.size();
    }

    /// What comes after joins that fail because what they bring together is too much.
    SortedSet<NodeId> afterJoins() {
        var open = new ArrayDeque<NodeId>();
        for (var node : wires.level().nodes().values()) {
            if (node instanceof Node.Join) {
                wires.wires(node.id(), Wire.OnError.class).stream().filter(Failures.GATHERED::canTake)
                        .forEach(wire -> open.add(wire.to()));
            }
        }
        var seen = new TreeSet<NodeId>(open);
        while (!open.isEmpty()) {
            wires.all(open.remove()).stream().filter(hop -> seen.add(hop.to())).forEach(hop -> open.add(hop.to()));
        }
        return seen;
    }
}
