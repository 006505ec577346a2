package dev.flowloom.check.soundness;

import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;

/// Where tokens set out to the next gate: the start, a branch of a fork, the way on from a join.
final class Exit {
    final int number;
    final List<Hop> ways;
    /// The gates a token can come to next, each by a shortest way.
    List<Leg> legs = List.of();
    /// The gates that wires lead to, whether a token can take them or not.
    List<Gate> ahead = List.of();
    /// By each node that a token can come to before the next gate, and by the gates, the wire it comes by.
    SortedMap<NodeId, Hop> passed = new TreeMap<>();
    /// The joins that wires lead to at some time, by number.
    final BitSet reach = new BitSet();
    /// The joins that a token can come to without leaving the branch of the fork it stands in, by number.
    final BitSet settles = new BitSet();
    /// Whether one token can become several in the same branch.
    boolean multiplies;

    /// @param target a gate
    record Leg(Gate target, List<Hop> hops) {}

    Exit(int number, List<Hop> ways) {
        this.number = number;
        this.ways = List.copyOf(ways);
    }
}
