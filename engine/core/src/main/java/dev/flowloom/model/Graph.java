package dev.flowloom.model;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Nodes and the wires between them, each sorted by id. The order carries no meaning.
public record Graph(PSortedMap<NodeId, Node> nodes, PSortedMap<WireId, Wire> wires) {
    public static final Graph EMPTY = new Graph(TreePMap.empty(), TreePMap.empty());

    public @Nullable Node node(NodeId id) {
        return nodes.get(id);
    }

    public @Nullable Wire wire(WireId id) {
        return wires.get(id);
    }

    /// With the node added, or put in the place of the one with the same id.
    public Graph with(Node node) {
        return new Graph(nodes.plus(node.id(), node), wires);
    }

    /// With the wire added, or put in the place of the one with the same id.
    public Graph with(Wire wire) {
        return new Graph(nodes, wires.plus(wire.id(), wire));
    }

    /// Without the node. Its wires stay: what becomes of them is for the caller to say.
    public Graph without(NodeId id) {
        return new Graph(nodes.minus(id), wires);
    }

    public Graph without(WireId id) {
        return new Graph(nodes, wires.minus(id));
    }
}
