package dev.flowloom.document;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What may be done to a graph: questions asked before a gesture ends, and again before an edit is applied. An answer
/// is the reason why not, as a sentence; no answer means yes.
///
/// These are the mistakes worth refusing while drawing. What can only be judged when the flow is whole, such as a node
/// that can't be reached, is for the checks: a flow may be wrong while it is being drawn.
public final class Rules {
    private Rules() {}

    /// Why the graph can't have this node; empty if it can.
    ///
    /// @param container what it is to stand in; null where that is nothing
    public static Optional<String> refusal(Graph graph, Node node, @Nullable NodeId container) {
        if (graph.node(node.id()) != null) {
            return Optional.of(tr("There is already a node with the id %s.", node.id()));
        }
        return node instanceof Node.Start && hasStart(graph, container)
                ? Optional.of(container == null
                        ? tr("A flow begins at one place, and this one has its start.")
                        : tr("A container begins at one place, and this one has its start."))
                : Optional.empty();
    }

    /// Why a node of the graph can't become this one; empty if it can.
    public static Optional<String> changeRefusal(Graph graph, Node node) {
        return node instanceof Node.Step step && step.disabled() && isCompensation(graph, step.id())
                ? Optional.of(
                        tr("%s undoes another step, and that must stay possible. Disable the other one.", step.title()))
                : Optional.empty();
    }

    /// Why the graph can't have this wire; empty if it can. A wire with the same id is what it would replace.
    public static Optional<String> refusal(Graph graph, Wire wire) {
        var rest = graph.without(wire.id());
        var from = rest.node(wire.from());
        var to = rest.node(wire.to());
        if (from == null || to == null) {
            return Optional.of(tr("A wire needs a node at both ends."));
        }
        if (!Objects.equals(graph.parent(from.id()), graph.parent(to.id()))) {
            return no(tr("A wire can't lead into a container or out of it. Lead it to the container itself."));
        }
        return atAnyEnds(rest, wire, from, to).or(() -> switch (wire) {
            case Wire.Sequence sequence -> ordinary(rest, sequence, from, to);
            case Wire.OnError onError -> error(rest, onError, from, to);
            case Wire.Compensation compensation -> compensation(rest, compensation, from, to);
        });
    }

    /// Whether the node is a step that undoes another.
    public static boolean isCompensation(Graph graph, NodeId node) {
        return any(graph, wire -> wire instanceof Wire.Compensation && wire.to().equals(node));
    }

    /// Whether the node's work can fail, so that an error wire can leave it.
    public static boolean canFail(Node node) {
        return switch (node) {
            case Node.Step _,Node.SubFlow _,Node.Condition _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Join _,Node.Scope _,Node.Loop _ ->
                true;
            case Node.Start _,Node.End _,Node.Fork _,Node.Foreign _ -> false;
        };
    }

    /// Whether what the node did can be undone, so that a compensation wire can leave it.
    public static boolean canBeCompensated(Node node) {
        return node instanceof Node.Activity;
    }

    /// Whether the node can undo what another did, so that a compensation wire can lead to it.
    public static boolean canCompensate(Node node) {
        return node instanceof Node.Invocation;
    }

    /// Whether there is a start in the container already, or outside of any.
    public static boolean hasStart(Graph graph, @Nullable NodeId container) {
        return graph.nodes().values().stream()
                .anyMatch(node -> node instanceof Node.Start && Objects.equals(graph.parent(node.id()), container));
    }

    private static Optional<String> atAnyEnds(Graph graph, Wire wire, Node from, Node to) {
        if (from.id().equals(to.id())) {
            return no(tr("A node can't lead to itself."));
        }
        if (from instanceof Node.End) {
            return no(tr("Nothing comes after an end."));
        }
        if (to instanceof Node.Start) {
            return no(tr("Nothing comes before the start."));
        }
        return any(graph, other -> sameWay(wire, other))
                ? no(tr("These two are already connected like this."))
                : Optional.empty();
    }

    private static Optional<String> ordinary(Graph graph, Wire.Sequence wire, Node from, Node to) {
        return branchOf(wire.branch(), from)
                .or(() -> besideTheWay(graph, from))
                .or(() -> besideTheWay(graph, to))
                .or(() -> secondWay(graph, wire, from));
    }

    private static Optional<String> branchOf(@Nullable String branch, Node from) {
        if (from.branchIds().isEmpty()) {
            return branch == null ? Optional.empty() : no(tr("Only a condition or an approval has branches."));
        }
        if (branch == null) {
            return no(tr("A wire from %s leaves one of its branches.", from.title()));
        }
        return from.branchIds().contains(branch)
                ? Optional.empty()
                : no(tr("%s has no branch %s.", from.title(), branch));
    }

    private static Optional<String> secondWay(Graph graph, Wire.Sequence wire, Node from) {
        if (from instanceof Node.Fork || !any(graph, other -> samePort(wire, other))) {
            return Optional.empty();
        }
        return no(!from.branchIds().isEmpty()
                ? tr("This branch already leads somewhere. Delete its wire first.")
                : tr("%s already leads somewhere. Put a fork after it to go both ways.", from.title()));
    }

    private static Optional<String> besideTheWay(Graph graph, Node node) {
        return isCompensation(graph, node.id())
                ? no(tr("%s undoes another step, and so stands beside the way.", node.title()))
                : Optional.empty();
    }

    private static Optional<String> error(Graph graph, Wire.OnError wire, Node from, Node to) {
        if (!canFail(from)) {
            return no(tr("%s does no work that could fail.", from.title()));
        }
        var sameCatch = any(graph, other -> other instanceof Wire.OnError error && error.from().equals(wire.from())
                && error.caught().equals(wire.caught()));
        return sameCatch
                ? no(tr("%s already has a wire for these errors. Say there what it catches, then add another.",
                        from.title()))
                : besideTheWay(graph, from).or(() -> besideTheWay(graph, to));
    }

    private static Optional<String> compensation(Graph graph, Wire.Compensation wire, Node from, Node to) {
        if (!canBeCompensated(from)) {
            return no(tr("Only what a step, a sub-flow or a container did can be undone."));
        }
        if (!canCompensate(to)) {
            return no(tr("Only a step or a sub-flow can undo something."));
        }
        if (to instanceof Node.Step step && step.disabled()) {
            return no(tr("%s is disabled, and so could not undo anything. Enable it first.", to.title()));
        }
        if (any(graph, other -> other instanceof Wire.Compensation && other.from().equals(wire.from()))) {
            return no(tr("%s already has a step that undoes it.", from.title()));
        }
        if (isCompensation(graph, from.id())) {
            return no(tr("%s undoes another step, and can't be undone itself.", from.title()));
        }
        return any(graph, other -> !(other instanceof Wire.Compensation) && touches(other, to.id()))
                || any(graph, other -> other instanceof Wire.Compensation && other.from().equals(to.id()))
                        ? no(tr("%s is part of the way itself. A step that undoes stands beside it.", to.title()))
                        : Optional.empty();
    }

    private static boolean sameWay(Wire wire, Wire other) {
        return wire.from().equals(other.from()) && wire.to().equals(other.to()) && switch (wire) {
            case Wire.Sequence sequence -> samePort(sequence, other);
            case Wire.OnError onError -> other instanceof Wire.OnError error && error.caught().equals(onError.caught());
            case Wire.Compensation _ -> other instanceof Wire.Compensation;
        };
    }

    private static boolean samePort(Wire.Sequence wire, Wire other) {
        return other instanceof Wire.Sequence sequence && sequence.from().equals(wire.from())
                && Objects.equals(sequence.branch(), wire.branch());
    }

    private static boolean touches(Wire wire, NodeId node) {
        return wire.from().equals(node) || wire.to().equals(node);
    }

    private static boolean any(Graph graph, Predicate<Wire> test) {
        return graph.wires().values().stream().anyMatch(test);
    }

    private static Optional<String> no(String reason) {
        return Optional.of(reason);
    }
}
