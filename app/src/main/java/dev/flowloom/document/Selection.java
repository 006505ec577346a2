package dev.flowloom.document;

import java.util.Collection;
import java.util.List;

import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;

/// The nodes and wires that are selected, each in the order in which they were.
public record Selection(OrderedPSet<NodeId> nodes, OrderedPSet<WireId> wires) {
    public static final Selection NONE = new Selection(OrderedPSet.empty(), OrderedPSet.empty());

    public static Selection of(NodeId... nodes) {
        return ofNodes(List.of(nodes));
    }

    public static Selection of(WireId... wires) {
        return new Selection(OrderedPSet.empty(), OrderedPSet.from(List.of(wires)));
    }

    public static Selection ofNodes(Collection<NodeId> nodes) {
        return new Selection(OrderedPSet.from(nodes), OrderedPSet.empty());
    }

    public static Selection all(Graph graph) {
        return new Selection(OrderedPSet.from(graph.nodes().keySet()), OrderedPSet.from(graph.wires().keySet()));
    }

    public boolean isEmpty() {
        return nodes.isEmpty() && wires.isEmpty();
    }

    public boolean has(NodeId node) {
        return nodes.contains(node);
    }

    public boolean has(WireId wire) {
        return wires.contains(wire);
    }

    /// The one node that is selected; null where it is none, several, or anything else.
    public @Nullable NodeId onlyNode() {
        return nodes.size() == 1 && wires.isEmpty() ? nodes.iterator().next() : null;
    }

    /// The one wire that is selected; null where it is none, several, or anything else.
    public @Nullable WireId onlyWire() {
        return wires.size() == 1 && nodes.isEmpty() ? wires.iterator().next() : null;
    }

    public Selection plus(Selection other) {
        return new Selection(nodes.plusAll(other.nodes), wires.plusAll(other.wires));
    }

    public Selection toggled(NodeId node) {
        return new Selection(has(node) ? nodes.minus(node) : nodes.plus(node), wires);
    }

    public Selection toggled(WireId wire) {
        return new Selection(nodes, has(wire) ? wires.minus(wire) : wires.plus(wire));
    }

    /// Without what the graph does not have.
    public Selection within(Graph graph) {
        var goneNodes = nodes.stream().filter(id -> graph.node(id) == null).toList();
        var goneWires = wires.stream().filter(id -> graph.wire(id) == null).toList();
        return goneNodes.isEmpty() && goneWires.isEmpty()
                ? this
                : new Selection(nodes.minusAll(goneNodes), wires.minusAll(goneWires));
    }
}
