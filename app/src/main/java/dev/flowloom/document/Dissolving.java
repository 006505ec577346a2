package dev.flowloom.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Puts what a container holds in its place in the flow.
final class Dissolving {
    private final NodeId container;
    private final List<NodeId> children;
    private final @Nullable NodeId next;
    private Graph graph;

    private Dissolving(Graph graph, NodeId container) {
        this.graph = graph;
        this.container = container;
        children = graph.parents().entrySet().stream().filter(entry -> entry.getValue().equals(container))
                .map(Map.Entry::getKey).toList();
        next = wires(wire -> wire instanceof Wire.Sequence && wire.from().equals(container)).stream().map(Wire::to)
                .findFirst().orElse(null);
    }

    static EditResult dissolve(Diagram diagram, NodeId container) {
        var dissolving = new Dissolving(diagram.flow().graph(), container);
        return dissolving.refusal().<EditResult>map(Refused::new).orElseGet(() -> new Applied(
                Edits.withGraph(diagram, dissolving.dissolved()), Selection.ofNodes(dissolving.kept())));
    }

    private Optional<String> refusal() {
        if (!(graph.node(container) instanceof Node.Container)) {
            return Optional.of(tr("There is no container %s to dissolve.", container));
        }
        if (!wires(wire -> !(wire instanceof Wire.Sequence) && wire.from().equals(container)).isEmpty()) {
            return Optional.of(tr(
                    "“%s” catches errors as a whole, which its steps can't. Delete its error wires first.", title()));
        }
        return children.stream().map(graph::node).anyMatch(
                node -> node instanceof Node.End(_, _, Node.Outcome.Completed(var output), _) && output != null)
                        ? Optional
                                .of(tr("An end in “%s” makes its output, which would be lost. Delete the output first.",
                                        title()))
                        : Optional.empty();
    }

    private String title() {
        return Objects.requireNonNull(graph.node(container)).title();
    }

    private Graph dissolved() {
        var outside = graph.parent(container);
        var first = wires(wire -> graph.node(wire.from()) instanceof Node.Start && children.contains(wire.from()))
                .stream().map(Wire::to).findFirst().map(to -> isPlainEnd(to) && next != null ? next : to).orElse(next);
        var into = wires(wire -> wire.to().equals(container));
        var toEnds = next == null ? List.<Wire>of() : wires(wire -> isPlainEnd(wire.to()));
        children.forEach(child -> graph = graph.withParent(child, outside));
        children.stream().filter(this::goes).forEach(child -> graph = graph.without(child));
        graph = graph.without(container);
        into.forEach(wire -> lead(wire, first));
        toEnds.forEach(wire -> lead(wire, next));
        wires(wire -> graph.node(wire.from()) == null || graph.node(wire.to()) == null)
                .forEach(wire -> graph = graph.without(wire.id()));
        return graph;
    }

    private void lead(Wire wire, @Nullable NodeId to) {
        if (to != null && graph.node(wire.from()) != null) {
            var led = wire.between(wire.from(), to);
            var without = graph.without(wire.id());
            // As where a way turned back to where it came from: such a wire may not be.
            graph = Rules.refusal(without, led).isPresent() ? without : without.with(led);
        }
    }

    /// Where the container began, and where it ended though more follows.
    private boolean goes(NodeId child) {
        return graph.node(child) instanceof Node.Start || (next != null && isPlainEnd(child));
    }

    private boolean isPlainEnd(NodeId id) {
        return children.contains(id) && graph.node(id) instanceof Node.End(_, _, Node.Outcome.Completed _, _);
    }

    private List<NodeId> kept() {
        return children.stream().filter(child -> graph.node(child) != null).toList();
    }

    private List<Wire> wires(Predicate<Wire> test) {
        return graph.wires().values().stream().filter(test).toList();
    }
}
