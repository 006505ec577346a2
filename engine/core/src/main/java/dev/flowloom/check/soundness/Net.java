package dev.flowloom.check.soundness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// A graph reduced to its gates and the ways between them. All that lies between two gates is one move: no token does
/// anything there that another one could notice.
final class Net {
    private final Wires wires;
    private final Budget budget;
    private final List<Exit> exits = new ArrayList<>();
    private final List<Gate.Join> joins = new ArrayList<>();
    private final SortedMap<NodeId, Gate> gates = new TreeMap<>();
    private final Deque<Exit> open = new ArrayDeque<>();
    private final Exit start;

    /// @throws Budget.Spent when there is too much of it
    Net(Wires wires, Budget budget) throws Budget.Spent {
        this.wires = wires;
        this.budget = budget;
        var first = wires.level().nodes().values().stream().filter(Node.Start.class::isInstance).findFirst()
                .orElseThrow();
        start = exit(wires.ways(first.id()));
        while (!open.isEmpty()) {
            explore(open.remove());
        }
        Orders.work(this, budget);
    }

    Exit start() {
        return start;
    }

    /// All that can be come to, each after one that leads to it.
    List<Exit> exits() {
        return Collections.unmodifiableList(exits);
    }

    Gate.Join join(int number) {
        return joins.get(number);
    }

    List<Gate.Join> joins() {
        return Collections.unmodifiableList(joins);
    }

    List<Gate.Fork> forks() {
        return gates.values().stream().filter(Gate.Fork.class::isInstance).map(Gate.Fork.class::cast).toList();
    }

    private Exit exit(List<Hop> ways) {
        var exit = new Exit(exits.size(), ways);
        exits.add(exit);
        open.add(exit);
        return exit;
    }

    private void explore(Exit exit) throws Budget.Spent {
        exit.passed = spread(exit, true);
        exit.legs = exit.passed.keySet().stream().map(this::gate).filter(gate -> gate != null)
                .map(gate -> new Exit.Leg(gate, way(exit, gate.id()))).toList();
        // Mostly tokens can take all wires, and the second look is the same as the first.
        exit.ahead = spread(exit, false).keySet().stream().map(this::gate).filter(gate -> gate != null).toList();
    }

    /// A shortest way from an exit to a node.
    static List<Hop> way(Exit exit, NodeId to) {
        var hops = new ArrayList<Hop>();
        for (var hop = exit.passed.get(to); hop != null; hop = exit.ways.contains(hop)
                ? null
                : exit.passed.get(hop.from())) {
            hops.add(hop);
        }
        return hops.reversed();
    }

    private SortedMap<NodeId, Hop> spread(Exit exit, boolean takeable) throws Budget.Spent {
        var cameBy = new TreeMap<NodeId, Hop>();
        var hops = new ArrayDeque<>(exit.ways);
        while (!hops.isEmpty()) {
            var hop = hops.remove();
            if (cameBy.putIfAbsent(hop.to(), hop) == null && !isGate(hop.to())) {
                budget.spend(1);
                hops.addAll(takeable ? wires.takeable(hop.to()) : wires.all(hop.to()));
            }
        }
        return cameBy;
    }

    private boolean isGate(NodeId id) {
        return switch (wires.node(id)) {
            case Node.Fork _,Node.Join _,Node.End _ -> true;
            case Node.Start _,Node.Invocation _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ ->
                false;
        };
    }

    /// The gate at a node; null where there is none, or one that fails what it stands in.
    private @Nullable Gate gate(NodeId id) {
        var known = gates.get(id);
        if (known != null) {
            return known;
        }
        var gate = switch (wires.node(id)) {
            case Node.Fork fork ->
                new Gate.Fork(id, wires.ways(fork.id()).stream().map(way -> exit(List.of(way))).toList());
            case Node.Join join -> join(join);
            case Node.End(_, _, Node.Outcome.Completed _, _) -> new Gate.End(id);
            case Node.End _,Node.Start _,Node.Invocation _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ ->
                null;
        };
        if (gate != null) {
            gates.put(id, gate);
        }
        return gate;
    }

    private Gate.Join join(Node.Join join) {
        var caught = wires.wires(join.id(), Wire.OnError.class).stream()
                .filter(Failures.of(Failures.JOIN)::canTake).map(Hop::of).toList();
        var gate = new Gate.Join(join.id(), joins.size(), join.rule(), exit(wires.ways(join.id())),
                caught.isEmpty() ? null : exit(caught));
        joins.add(gate);
        return gate;
    }
}
