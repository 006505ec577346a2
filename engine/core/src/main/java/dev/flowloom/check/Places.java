package dev.flowloom.check;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Wire;

/// Where in a definition's file things stand, and what people call them.
final class Places {
    static final String NODES = "/nodes";

    private Places() {}

    static Place at(Node node) {
        return at(node, "");
    }

    /// @param field a JSON pointer inside the node
    static Place at(Node node, String field) {
        return Place.at(node.id(), NODES + "/" + escape(node.id().value()) + field);
    }

    static Place at(Wire wire) {
        return at(wire, "");
    }

    static Place at(Wire wire, String field) {
        return Place.at(wire.id(), "/wires/" + escape(wire.id().value()) + field);
    }

    /// Where in the file the graph of a container stands.
    static String inside(Graph graph, NodeId container) {
        var pointer = new StringBuilder(NODES + "/" + escape(container.value()));
        graph.ancestors(container)
                .forEach(outer -> pointer.insert(0, NODES + "/" + escape(outer.value())));
        return pointer.toString();
    }

    /// A node's name where it has one, else its id.
    static String name(Node node) {
        return "\"" + node.title() + "\"";
    }

    static String name(Subject subject, NodeId id) {
        var node = subject.node(id);
        return node == null ? "\"" + id + "\"" : name(node);
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
