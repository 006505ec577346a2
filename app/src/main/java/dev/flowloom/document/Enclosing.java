package dev.flowloom.document;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Puts nodes into a new container that takes their place in the flow.
public final class Enclosing {
    private final SequencedSet<NodeId> nodes;
    private final NodeId container;
    private final List<Wire> into;
    private final List<Wire> out;
    private final @Nullable NodeId entry;
    private Graph graph;
    private Layout layout;

    private Enclosing(Diagram diagram, Edit.Enclose edit) {
        nodes = edit.nodes();
        container = edit.container().id();
        graph = diagram.flow().graph();
        layout = diagram.layout();
        into = wires(wire -> !nodes.contains(wire.from()) && nodes.contains(wire.to()));
        out = wires(wire -> nodes.contains(wire.from()) && !nodes.contains(wire.to()));
        entry = into.isEmpty() ? begin() : into.getFirst().to();
    }

    /// The nodes with the steps that undo them, and those that they undo: they stand in one container.
    public static SequencedSet<NodeId> complete(Graph graph, Collection<NodeId> nodes) {
        var all = new LinkedHashSet<>(nodes);
        for (var wire : graph.wires().values()) {
            if (wire instanceof Wire.Compensation && (all.contains(wire.from()) || all.contains(wire.to()))) {
                all.add(wire.from());
                all.add(wire.to());
            }
        }
        return all;
    }

    static EditResult enclose(Diagram diagram, Edit.Enclose edit) {
        var enclosing = new Enclosing(diagram, edit);
        return enclosing.refusal().<EditResult>map(Refused::new).orElseGet(() -> enclosing.enclosed(diagram, edit));
    }

    private Optional<String> refusal() {
        if (nodes.isEmpty() || nodes.stream().anyMatch(id -> graph.node(id) == null)) {
            return no(tr("Select the steps first that are to stand in it."));
        }
        if (graph.node(container) != null) {
            return no(tr("There is already a node with the id %s.", container));
        }
        if (nodes.stream().map(graph::parent).distinct().count() > 1) {
            return no(tr("These stand in different containers. Select steps of one."));
        }
        if (nodes.stream().map(graph::node).anyMatch(node -> node instanceof Node.Start
                || node instanceof Node.End(_, _, Node.Outcome.Completed _, _))) {
            return no(tr("Where the flow begins and ends stays outside. Select what is between."));
        }
        return openWays();
    }

    private Optional<String> openWays() {
        if (into.stream().map(Wire::to).distinct().count() > 1) {
            return no(tr("Wires from outside lead to several of these. A container is entered at one place."));
        }
        var leaving = out.stream().filter(wire -> !(wire instanceof Wire.Sequence)).findFirst();
        if (leaving.isPresent()) {
            return no(tr("An error of “%s” is caught outside. Select what catches it as well, or delete that wire.",
                    Objects.requireNonNull(graph.node(leaving.get().from())).title()));
        }
        if (out.stream().map(Wire::to).distinct().count() > 1) {
            return no(tr("What follows these are several steps. A container is left to one place."));
        }
        return out.size() > 1 && graph.node(out.getFirst().to()) instanceof Node.Join
                ? no(tr("These lead to a join by several wires. Select it as well."))
                : Optional.empty();
    }

    private EditResult enclosed(Diagram diagram, Edit.Enclose edit) {
        var outside = graph.parent(nodes.getFirst());
        graph = graph.with(edit.container()).withParent(container, outside);
        layout = layout.with(container, edit.at()).with(container, edit.frame());
        nodes.forEach(id -> graph = graph.withParent(id, container));
        into.forEach(wire -> lead(wire, wire.from(), container));
        addStart(edit);
        addEnd(edit);
        return new Applied(diagram.withFlow(diagram.flow().withGraph(graph)).withLayout(layout),
                Selection.of(container));
    }

    private void addStart(Edit.Enclose edit) {
        var start = Ids.forNode(graph, "start");
        add(new Node.Start(start, "", Json.Obj.EMPTY), edit.start());
        if (entry != null) {
            connect(start, entry);
        }
    }

    private void addEnd(Edit.Enclose edit) {
        if (!out.isEmpty()) {
            var next = out.getFirst().to();
            var end = Ids.forNode(graph, "end");
            add(new Node.End(end, "", new Node.Outcome.Completed(null), Json.Obj.EMPTY), edit.end());
            out.forEach(wire -> lead(wire, wire.from(), end));
            connect(container, next);
        }
    }

    private void add(Node node, Layout.Point at) {
        graph = graph.with(node).withParent(node.id(), container);
        layout = layout.with(node.id(), at);
    }

    private void lead(Wire wire, NodeId from, NodeId to) {
        graph = graph.with(wire.between(from, to));
        layout = layout.without(wire.id());
    }

    private void connect(NodeId from, NodeId to) {
        graph = graph.with(new Wire.Sequence(Ids.forWire(graph, from, to), from, null, to, Json.Obj.EMPTY));
    }

    /// The one node that nothing leads to, where nothing leads in from outside.
    private @Nullable NodeId begin() {
        var ledTo = wires(wire -> nodes.contains(wire.to())).stream().map(Wire::to).toList();
        var first = nodes.stream().filter(id -> !ledTo.contains(id)).toList();
        return first.size() == 1 ? first.getFirst() : null;
    }

    private List<Wire> wires(Predicate<Wire> test) {
        return graph.wires().values().stream().filter(test).toList();
    }

    private static Optional<String> no(String reason) {
        return Optional.of(reason);
    }
}
