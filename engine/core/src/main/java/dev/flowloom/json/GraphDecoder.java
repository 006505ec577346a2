package dev.flowloom.json;

import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Reads the nodes and wires of a flow or of a container. What can't be read has no place in a graph, and so is lost.
final class GraphDecoder {
    private final Findings findings;
    private final NodeDecoder nodes;
    /// The ids of all nodes that were begun. A container's is taken before it is read, so that nothing in it can have its
    /// id, and so hold what holds it.
    private final SortedSet<NodeId> taken = new TreeSet<>();
    private Graph graph = Graph.EMPTY;

    GraphDecoder(Findings findings) {
        this.findings = findings;
        nodes = new NodeDecoder(findings, this);
    }

    /// The flow's graph.
    Graph graph(FieldReader in) {
        read(in, null);
        return graph;
    }

    /// Reads what stands in a container, or in none.
    void read(FieldReader in, @Nullable NodeId container) {
        for (var entry : in.entries("nodes").entrySet()) {
            var id = nodeId(entry.getKey(), entry.getValue());
            if (id != null && !taken.add(id)) {
                twice(entry.getValue(), Sentence.of("There is already a node with the id \"%s\" in this flow.", id));
            } else {
                add(id == null ? null : nodes.node(id, read(id, entry.getValue())), container);
            }
        }
        for (var entry : in.entries("wires").entrySet()) {
            var id = wireId(entry.getKey(), entry.getValue());
            var wire = id == null ? null : wire(id, entry.getValue().at(entry.getValue().spot().of(id)));
            if (wire == null) {
                findings.lose();
            } else if (graph.wire(wire.id()) != null) {
                twice(entry.getValue(),
                        Sentence.of("There is already a wire with the id \"%s\" in this flow.", wire.id()));
            } else {
                graph = graph.with(wire);
            }
        }
    }

    private static FieldReader read(NodeId id, FieldReader in) {
        return in.at(in.spot().of(id), NodeFields::kindsWith);
    }

    private void add(@Nullable Node node, @Nullable NodeId container) {
        if (node == null) {
            findings.lose();
        } else {
            graph = graph.with(node).withParent(node.id(), container);
        }
    }

    private void twice(FieldReader in, Sentence what) {
        findings.add(in.spot(), "format.id",
                what,
                Sentence.of(
                        "Give one of the two another id: each stands once in the whole flow, containers included."));
        findings.lose();
    }

    private @Nullable NodeId nodeId(String text, FieldReader in) {
        if (NodeId.isValid(text)) {
            return new NodeId(text);
        }
        findings.add(in.spot(), "format.id", Sentence.of("\"%s\" can't be the id of a node.", text),
                Sentence.of(
                        "Begin with a letter of any script or _, go on with letters, digits and _, at most 100 characters."));
        return null;
    }

    private @Nullable WireId wireId(String text, FieldReader in) {
        if (WireId.isValid(text)) {
            return new WireId(text);
        }
        findings.add(in.spot(), "format.id", Sentence.of("\"%s\" can't be the id of a wire.", text),
                Sentence.of("Choose one that is not blank and has at most 300 characters, such as \"from-to\"."));
        return null;
    }

    private static @Nullable Wire wire(WireId id, FieldReader in) {
        var kind = in.required("kind", Want.WIRE_KIND);
        if (kind == null) {
            return null;
        }
        var from = in.required("from", Want.NODE_ID);
        var branch = kind == WireKind.SEQUENCE ? in.optional("branch", Want.TEXT) : null;
        var to = in.required("to", Want.NODE_ID);
        var caught = kind == WireKind.ERROR ? caught(in) : Wire.Catch.ANYTHING;
        var extras = in.rest();
        if (from == null || to == null) {
            return null;
        }
        return switch (kind) {
            case SEQUENCE -> new Wire.Sequence(id, from, branch, to, extras);
            case ERROR -> new Wire.OnError(id, from, to, caught, extras);
            case COMPENSATION -> new Wire.Compensation(id, from, to, extras);
        };
    }

    private static Wire.Catch caught(FieldReader in) {
        var code = in.optional("code", Want.NAME);
        if (code != null) {
            if (in.has("severity")) {
                in.conflict("severity", "code");
            }
            return new Wire.Catch.Code(code);
        }
        var severity = in.optional("severity", Want.SEVERITY);
        return severity == null ? Wire.Catch.ANYTHING : new Wire.Catch.OfSeverity(severity);
    }
}
