package dev.flowloom.check;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;

/// In which branches of which forks a token can stand at each node: all runs at once, by abstract interpretation. A
/// fork puts a branch on a token's nesting, a join takes one off, and everything else leaves it as it is.
final class Tokens {
    /// Flows that need more are not sound anyway, or nobody could read them; they are not judged.
    private static final int MOST_ARRIVALS = 200_000;

    private final SortedMap<NodeId, Set<Nesting>> nestings = new TreeMap<>();
    private final SortedSet<NodeId> reentered = new TreeSet<>();
    private final Deque<Arrival> open = new ArrayDeque<>();
    private int arrivals;

    private record Arrival(Node node, Nesting nesting) {}

    private Tokens() {}

    static Tokens of(Subject subject) {
        var tokens = new Tokens();
        var outside = Nesting.none();
        subject.nodes(Node.Start.class).forEach(start -> tokens.arrive(subject, start.id(), outside));
        while (!tokens.open.isEmpty() && tokens.isComplete()) {
            var arrival = tokens.open.remove();
            tokens.leave(subject, arrival.node(), arrival.nesting());
        }
        return tokens;
    }

    private void arrive(Subject subject, NodeId id, Nesting nesting) {
        var node = subject.node(id);
        if (node != null && nestings.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(nesting)) {
            arrivals++;
            open.add(new Arrival(node, nesting));
        }
    }

    private void leave(Subject subject, Node node, Nesting nesting) {
        if (node instanceof Node.Fork && nesting.isIn(node.id())) {
            reentered.add(node.id());
            return;
        }
        for (var wire : subject.leaving(node.id(), Wire.class)) {
            switch (wire) {
                case Wire.Sequence way -> arrive(subject, way.to(), switch (node) {
                    case Node.Fork _ -> nesting.in(way);
                    case Node.Join _ -> nesting.joined();
                    case Node.Start _,Node.End _,Node.Step _,Node.SubFlow _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ ->
                        nesting;
                });
                case Wire.OnError caught -> arrive(subject, caught.to(), nesting);
                case Wire.Compensation _ -> {
                }
            }
        }
    }

    /// Whether all ways were followed.
    boolean isComplete() {
        return arrivals < MOST_ARRIVALS;
    }

    /// The nestings with which tokens can arrive at a node.
    Set<Nesting> at(NodeId node) {
        return Collections.unmodifiableSet(nestings.getOrDefault(node, Set.of()));
    }

    /// The forks that a token can come to again from one of their own branches.
    SortedSet<NodeId> reentered() {
        return Collections.unmodifiableSortedSet(reentered);
    }

    /// Whether tokens can be at both nodes at the same time.
    boolean mayRunBeside(NodeId a, NodeId b) {
        return at(a).stream().anyMatch(x -> at(b).stream().anyMatch(x::isBeside));
    }
}
