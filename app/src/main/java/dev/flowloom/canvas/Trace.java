package dev.flowloom.canvas;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.WireId;

/// A way through the flow that is pointed out, such as the one that leads to a problem.
record Trace(SortedSet<NodeId> nodes, SortedSet<WireId> wires) {
    static final Trace NONE = new Trace(Collections.emptySortedSet(), Collections.emptySortedSet());

    static Trace of(Collection<Hop> path) {
        var nodes = new TreeSet<NodeId>();
        var wires = new TreeSet<WireId>();
        for (var hop : path) {
            nodes.add(hop.from());
            nodes.add(hop.to());
            wires.add(hop.wire());
        }
        return new Trace(Collections.unmodifiableSortedSet(nodes), Collections.unmodifiableSortedSet(wires));
    }
}
