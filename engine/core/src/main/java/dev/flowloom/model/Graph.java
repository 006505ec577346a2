package dev.flowloom.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Nodes and the wires between them, each sorted by id; those inside of containers are among them. The order carries no
/// meaning.
///
/// @param parents by each node that stands in a container, the innermost one it stands in
public record Graph(PSortedMap<NodeId, Node> nodes, PSortedMap<WireId, Wire> wires,
        PSortedMap<NodeId, NodeId> parents) {
    public static final Graph EMPTY = new Graph(TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    public @Nullable Node node(NodeId id) {
        return nodes.get(id);
    }

    public @Nullable Wire wire(WireId id) {
        return wires.get(id);
    }

    /// The innermost container the node stands in; null where it stands in none.
    public @Nullable NodeId parent(NodeId node) {
        return parents.get(node);
    }

    /// The container whose graph the wire belongs to, which both its ends should stand in; null where that is none.
    public @Nullable NodeId parent(Wire wire) {
        return parents.get(nodes.containsKey(wire.from()) ? wire.from() : wire.to());
    }

    /// The containers the node stands in, from the innermost outwards.
    public List<NodeId> ancestors(NodeId node) {
        if (!parents.containsKey(node)) {
            return List.of();
        }
        var ancestors = new ArrayList<NodeId>();
        for (var at = parents.get(node); at != null; at = parents.get(at)) {
            ancestors.add(at);
        }
        return Collections.unmodifiableList(ancestors);
    }

    /// What stands in a container, however deep.
    public List<NodeId> inside(NodeId container) {
        return nodes.get(container) instanceof Node.Container
                ? parents.keySet().stream().filter(node -> ancestors(node).contains(container)).toList()
                : List.of();
    }

    /// The nodes that stand in a container itself, or in none, and the wires between them.
    public Graph level(@Nullable NodeId container) {
        if (parents.isEmpty()) {
            return container == null ? this : EMPTY;
        }
        var level = EMPTY;
        for (var node : nodes.values()) {
            level = Objects.equals(parent(node.id()), container) ? level.with(node) : level;
        }
        for (var wire : wires.values()) {
            level = Objects.equals(parent(wire), container) ? level.with(wire) : level;
        }
        return level;
    }

    /// With the node added in no container, or put in the place of the one with the same id.
    public Graph with(Node node) {
        return new Graph(nodes.plus(node.id(), node), wires, parents);
    }

    /// With the node standing in that container, or in none. Its wires stay: what becomes of them is for the caller to
    /// say.
    public Graph withParent(NodeId node, @Nullable NodeId container) {
        return new Graph(nodes, wires, container == null ? parents.minus(node) : parents.plus(node, container));
    }

    /// With the wire added, or put in the place of the one with the same id.
    public Graph with(Wire wire) {
        return new Graph(nodes, wires.plus(wire.id(), wire), parents);
    }

    /// Without the node. Its wires stay, and what it holds: what becomes of them is for the caller to say.
    public Graph without(NodeId id) {
        return new Graph(nodes.minus(id), wires, parents.minus(id));
    }

    public Graph without(WireId id) {
        return new Graph(nodes, wires.minus(id), parents);
    }
}
