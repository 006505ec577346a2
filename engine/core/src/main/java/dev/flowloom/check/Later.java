package dev.flowloom.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

/// Which nodes a token can come to after which, for all of them at once.
final class Later {
    private final SortedMap<NodeId, Integer> numbers = new TreeMap<>();
    /// Nodes by number: each after those it leads to, as far as loops allow.
    private final List<NodeId> order = new ArrayList<>();
    private final List<BitSet> after = new ArrayList<>();

    private Later() {}

    static Later of(Subject subject) {
        var later = new Later();
        for (var node : subject.nodes()) {
            later.number(subject, node);
        }
        later.order.forEach(_ -> later.after.add(new BitSet()));
        // Without loops the first round finds everything and the second nothing; each loop may take one more.
        while (later.spread(subject)) {
        }
        return later;
    }

    private record Visit(NodeId node, Iterator<NodeId> next) {}

    /// Numbers a node behind all it leads to, depth first; by hand, since a flow may be longer than a stack is deep.
    private void number(Subject subject, Node node) {
        Deque<Visit> open = new ArrayDeque<>();
        enter(subject, node.id(), open);
        while (!open.isEmpty()) {
            var visit = open.getLast();
            if (visit.next().hasNext()) {
                enter(subject, visit.next().next(), open);
            } else {
                open.removeLast();
                numbers.put(visit.node(), order.size());
                order.add(visit.node());
            }
        }
    }

    private void enter(Subject subject, NodeId id, Deque<Visit> open) {
        if (numbers.putIfAbsent(id, -1) == null) {
            open.addLast(new Visit(id, subject.next(id).iterator()));
        }
    }

    private boolean spread(Subject subject) {
        boolean grown = false;
        for (int at = 0; at < order.size(); at++) {
            var reached = after.get(at);
            int before = reached.cardinality();
            for (var next : subject.next(order.get(at))) {
                int number = number(next);
                reached.set(number);
                reached.or(after.get(number));
            }
            grown |= reached.cardinality() > before;
        }
        return grown;
    }

    private int number(NodeId id) {
        return numbers.getOrDefault(id, -1);
    }

    /// Whether a way leads from the first node to the second, of at least one wire.
    boolean isAfter(NodeId first, NodeId second) {
        return after.get(number(first)).get(number(second));
    }
}
