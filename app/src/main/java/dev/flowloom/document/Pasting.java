package dev.flowloom.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.pcollections.TreePMap;

/// Puts a copy of a fragment into a diagram, under ids that the diagram does not have yet.
final class Pasting {
    private final Diagram diagram;
    private final Fragment fragment;
    private final Point offset;
    private final Map<NodeId, NodeId> newIds = new TreeMap<>();
    private final Set<NodeId> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private Graph graph;
    private Layout layout;
    private Selection added = Selection.NONE;

    private Pasting(Diagram diagram, Fragment fragment, Point at) {
        this.diagram = diagram;
        this.fragment = fragment;
        var corner = fragment.corner();
        this.offset = corner == null ? at : new Point(at.x() - corner.x(), at.y() - corner.y());
        this.graph = diagram.flow().graph();
        this.layout = diagram.layout();
        graph.nodes().values().forEach(node -> taken.addAll(Nested.idsOf(node)));
    }

    static EditResult paste(Diagram diagram, Fragment fragment, Point at) {
        return new Pasting(diagram, fragment, at).paste();
    }

    private EditResult paste() {
        fragment.graph().nodes().values().forEach(this::addNode);
        if (added.isEmpty()) {
            return new Refused(fragment.isEmpty()
                    ? "There is nothing to paste."
                    : "A flow begins at one place, so its start can't be pasted again.");
        }
        addWires();
        return new Applied(diagram.withFlow(diagram.flow().withGraph(graph)).withLayout(layout), added);
    }

    private void addNode(Node node) {
        if (node instanceof Node.Start && Rules.hasStart(graph)) {
            return;
        }
        var copy = withNewIds(node);
        graph = graph.with(copy);
        added = new Selection(added.nodes().plus(copy.id()), added.wires());
    }

    private Node withNewIds(Node node) {
        var id = newId(node.id());
        var place = fragment.layout().nodes().getOrDefault(node.id(), new Point(0, 0));
        layout = layout.with(id, place.plus(offset.x(), offset.y()));
        return node instanceof Node.Container container
                ? container.withGraph(withNewIds(container.graph())).withId(id)
                : node.withId(id);
    }

    private Graph withNewIds(Graph inner) {
        var copy = new Graph(TreePMap.empty(), inner.wires());
        for (var node : inner.nodes().values()) {
            copy = copy.with(withNewIds(node));
        }
        for (var wire : inner.wires().values()) {
            copy = copy.with(wire.between(newIds.getOrDefault(wire.from(), wire.from()),
                    newIds.getOrDefault(wire.to(), wire.to())));
        }
        return copy;
    }

    private NodeId newId(NodeId old) {
        var id = Ids.forNode(withoutNumber(old.value()), numbers, taken::contains);
        taken.add(id);
        newIds.put(old, id);
        return id;
    }

    /// So that the copy of `charge2` is `charge3` and not `charge22`.
    private static String withoutNumber(String id) {
        var base = id.replaceFirst("[0-9]+$", "");
        return base.isEmpty() ? id : base;
    }

    private void addWires() {
        for (var wire : fragment.graph().wires().values()) {
            var from = newIds.get(wire.from());
            var to = newIds.get(wire.to());
            if (from != null && to != null) {
                var copy = Wires.withId(wire.between(from, to), Ids.forWire(graph, from, to));
                graph = graph.with(copy);
                added = new Selection(added.nodes(), added.wires().plus(copy.id()));
                var bends = fragment.layout().bends().get(wire.id());
                layout = bends == null
                        ? layout
                        : layout.withBends(copy.id(),
                                bends.stream().map(point -> point.plus(offset.x(), offset.y())).toList());
            }
        }
    }
}
