package dev.flowloom.document;

import java.util.HashSet;
import java.util.Set;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

import static dev.flowloom.language.Texts.tr;

/// Lets nodes stand in another container. What led through them where they stood is joined as if they were deleted
/// there; the wires among them come along.
final class Reparenting {
    private Reparenting() {}

    static EditResult reparent(Diagram diagram, Edit.Reparent edit) {
        var graph = diagram.flow().graph();
        var container = edit.container();
        var nodes = edit.move().nodes();
        var all = new HashSet<>(edit.move().withInside(graph).nodes());
        if (container != null && !(graph.node(container) instanceof Node.Container)) {
            return new Refused(tr("There is no container %s to put something in.", container));
        }
        if (container != null && all.contains(container)) {
            return new Refused(tr("A container can't stand in itself."));
        }
        if (nodes.stream().anyMatch(id -> graph.node(id) instanceof Node.Start) && Rules.hasStart(graph, container)) {
            return new Refused(tr("There is a start already. A flow, and each container, begins at one place."));
        }
        var moved = Edits.moved(diagram, edit.move());
        var rest = healed(moved, all);
        var outermost = nodes.stream().filter(id -> graph.ancestors(id).stream().noneMatch(nodes::contains)).toList();
        var result = putBack(graph, rest, all);
        for (var id : outermost) {
            result = result.withParent(id, container);
        }
        return new Applied(Edits.withGraph(moved, result), Selection.NONE);
    }

    private static Graph healed(Diagram diagram, Set<NodeId> gone) {
        var graph = diagram.flow().graph();
        for (var id : gone) {
            graph = graph.without(id);
        }
        var healed = Repair.HEAL_WIRES.mend(diagram, Edits.withGraph(diagram, graph));
        return Repair.DROP_DANGLING_WIRES.mend(diagram, healed).flow().graph();
    }

    private static Graph putBack(Graph before, Graph rest, Set<NodeId> nodes) {
        var graph = rest;
        for (var id : nodes) {
            var node = before.node(id);
            graph = node == null ? graph : graph.with(node).withParent(id, before.parent(id));
        }
        for (var wire : before.wires().values()) {
            graph = nodes.contains(wire.from()) && nodes.contains(wire.to()) ? graph.with(wire) : graph;
        }
        return graph;
    }
}
