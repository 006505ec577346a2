package dev.flowloom.document;

import java.util.Objects;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Something that must follow an edit for the diagram to hold together. Which repairs follow an edit, and in which
/// order, stands in [Edits].
@FunctionalInterface
interface Repair {

    /// The diagram after the repair; the same one where nothing was to be repaired.
    ///
    /// @param before the diagram before the edit
    /// @param now the diagram as the edit and the repairs before this one left it
    Diagram mend(Diagram before, Diagram now);

    /// Joins what led to a deleted node with what followed it, where there is exactly one of each.
    Repair HEAL_WIRES = (before, now) -> {
        var graph = now.flow().graph();
        for (var wire : before.flow().graph().wires().values()) {
            if (graph.wire(wire.id()) != null && graph.node(wire.from()) != null && graph.node(wire.to()) == null) {
                graph = Healing.heal(before.flow().graph(), graph, wire);
            }
        }
        return withGraph(now, graph);
    };

    /// Takes away the wires whose node is gone, or that would lead into a container or out of it.
    Repair DROP_DANGLING_WIRES = (_, now) -> {
        var graph = now.flow().graph();
        for (var wire : now.flow().graph().wires().values()) {
            if (graph.node(wire.from()) == null || graph.node(wire.to()) == null
                    || !Objects.equals(graph.parent(wire.from()), graph.parent(wire.to()))) {
                graph = graph.without(wire.id());
            }
        }
        return withGraph(now, graph);
    };

    /// Takes away the wires that left a branch which its condition no longer has, or that no longer is a condition's.
    Repair DROP_WIRES_OF_GONE_BRANCHES = (_, now) -> {
        var graph = now.flow().graph();
        for (var wire : now.flow().graph().wires().values()) {
            if (wire instanceof Wire.Sequence sequence && !hasBranch(graph.node(wire.from()), sequence)) {
                graph = graph.without(wire.id());
            }
        }
        return withGraph(now, graph);
    };

    /// Forgets where nodes stood and wires bent that are gone.
    Repair DROP_LAYOUT_OF_GONE = (before, now) -> {
        var graph = now.flow().graph();
        var layout = now.layout();
        for (var id : before.flow().graph().nodes().keySet()) {
            layout = graph.node(id) == null ? layout.without(id) : layout;
        }
        for (var wire : now.layout().bends().keySet()) {
            layout = graph.wire(wire) == null ? layout.without(wire) : layout;
        }
        for (var wire : now.layout().labels().keySet()) {
            layout = graph.wire(wire) == null ? layout.without(wire) : layout;
        }
        return now.withLayout(layout);
    };

    private static boolean hasBranch(@Nullable Node from, Wire.Sequence wire) {
        var branch = wire.branch();
        if (branch == null) {
            return true;
        }
        return from != null && from.branchIds().contains(branch);
    }

    private static Diagram withGraph(Diagram diagram, Graph graph) {
        return Identity.same(graph, diagram.flow().graph())
                ? diagram
                : diagram.withFlow(diagram.flow().withGraph(graph));
    }
}
