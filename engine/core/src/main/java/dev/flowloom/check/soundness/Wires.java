package dev.flowloom.check.soundness;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Which wires of a graph tokens can take, as far as their nodes alone decide it.
final class Wires {
    private final Graph level;
    private final SortedMap<NodeId, Inside> inside;
    private final SortedMap<NodeId, List<Wire>> leaving = new TreeMap<>();
    private final SortedSet<NodeId> undoing = new TreeSet<>();
    private final SortedMap<NodeId, List<Hop>> takeable = new TreeMap<>();

    /// What is known of a container.
    ///
    /// @param completes whether it can come to a good end
    /// @param enabled what it could fail with if no step in it were disabled
    record Inside(boolean completes, Failures failures, Failures enabled) {
        static final Inside UNKNOWN = new Inside(true, Failures.ANY, Failures.ANY);
    }

    /// @param inside by each container of the graph what is known of it
    Wires(Graph level, SortedMap<NodeId, Inside> inside) {
        this.level = level;
        this.inside = inside;
        for (var wire : level.wires().values()) {
            leaving.computeIfAbsent(wire.from(), _ -> new ArrayList<>()).add(wire);
            if (wire instanceof Wire.Compensation) {
                undoing.add(wire.to());
            }
        }
    }

    Graph level() {
        return level;
    }

    /// Whether the graph is one whose tokens move as the wires say. Else other problems are to be mended first.
    boolean isWellFormed() {
        var nodes = level.nodes();
        return nodes.values().stream().filter(Node.Start.class::isInstance).count() == 1
                && nodes.values().stream().anyMatch(Node.End.class::isInstance)
                && level.wires().values().stream().allMatch(wire -> nodes.containsKey(wire.from())
                        && nodes.get(wire.to()) != null && !(nodes.get(wire.to()) instanceof Node.Start))
                && nodes.values().stream().noneMatch(this::isTangled);
    }

    private boolean isTangled(Node node) {
        return switch (node) {
            case Node.Foreign _ -> true;
            case Node.End _ -> leaving.containsKey(node.id());
            case Node.Invocation work when undoes(work.id()) -> !all(work.id()).isEmpty();
            case Node.Start _,Node.Invocation _,Node.Join _,Node.Wait _,Node.Receive _,Node.Container _ ->
                ways(node.id()).size() != 1;
            case Node.Condition _,Node.Approval _,Node.Fork _ -> ways(node.id()).isEmpty();
        };
    }

    Node node(NodeId id) {
        var node = level.node(id);
        if (node == null) {
            throw new IllegalStateException("there is no node " + id);
        }
        return node;
    }

    boolean undoes(NodeId node) {
        return undoing.contains(node);
    }

    /// All but compensations.
    List<Hop> all(NodeId node) {
        return leaving.getOrDefault(node, List.of()).stream()
                .filter(wire -> !(wire instanceof Wire.Compensation)).map(Hop::of).toList();
    }

    /// Those that a token can take which is neither at a fork nor at a join.
    List<Hop> takeable(NodeId node) {
        return takeable.computeIfAbsent(node, _ -> leaving.getOrDefault(node, List.of()).stream()
                .filter(wire -> !(wire instanceof Wire.Compensation) && hindrance(wire, failures(node)) == null)
                .map(Hop::of).toList());
    }

    /// What keeps tokens at the wire's node from taking it, and will even when the disabled steps are enabled again; null
    /// where nothing does.
    Finding.@Nullable Hindrance hindrance(Wire wire) {
        return hindrance(wire, enabledFailures(wire.from()));
    }

    private Finding.@Nullable Hindrance hindrance(Wire wire, Failures failures) {
        return switch (wire) {
            case Wire.OnError caught -> failures.canTake(caught) ? null : Finding.Hindrance.NO_SUCH_ERROR;
            case Wire.Sequence _,Wire.Compensation _ ->
                completes(wire.from()) ? null : Finding.Hindrance.NO_GOOD_END;
        };
    }

    boolean completes(NodeId id) {
        return switch (node(id)) {
            case Node.Scope scope -> known(scope).completes();
            case Node.Loop(_, _, Repeat.Until _, _) -> inside.getOrDefault(id, Inside.UNKNOWN).completes();
            // It may have nothing to go through, and is done then.
            case Node.Loop _ -> true;
            case Node _ -> true;
        };
    }

    /// What can go wrong at a node. That of a join depends on what comes to it.
    Failures failures(NodeId id) {
        return switch (node(id)) {
            case Node.Container container when endures(container) -> Failures.of(container);
            case Node.Container container -> Failures.of(container).plus(known(container).failures());
            case Node.Join _ -> Failures.of(Failures.JOIN).plus(Failures.GATHERED);
            case Node node -> Failures.of(node);
        };
    }

    /// What could if no step were disabled.
    Failures enabledFailures(NodeId id) {
        return switch (node(id)) {
            case Node.Step _ -> Failures.ANY;
            case Node.Container container when !endures(container) ->
                Failures.of(container).plus(known(container).enabled());
            case Node _ -> failures(id);
        };
    }

    /// Whether it goes on where an item fails.
    static boolean endures(@Nullable Node node) {
        return node instanceof Node.Loop(_, _, Repeat.ForEach(_, _, _, var onError), _)
                && onError != ItemErrors.STOP;
    }

    private Inside known(Node.Container container) {
        return inside.getOrDefault(container.id(), Inside.UNKNOWN);
    }

    List<Hop> ways(NodeId node) {
        return wires(node, Wire.Sequence.class).stream().map(Hop::of).toList();
    }

    <W extends Wire> List<W> wires(NodeId node, Class<W> kind) {
        return leaving.getOrDefault(node, List.of()).stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
