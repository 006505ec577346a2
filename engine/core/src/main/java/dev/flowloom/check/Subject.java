package dev.flowloom.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flowloom.check.soundness.Finding;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// A graph that is checked, the flow's own or a container's, with what several rules ask of it worked out once.
final class Subject {
    private final Flow flow;
    private final Graph level;
    private final @Nullable NodeId container;
    private final StepTypes types;
    private final CalledFlows called;
    private final SettingsSchemas schemas;
    private final @Nullable ExpressionLanguage language;
    private final List<Finding> findings;
    private final SortedMap<NodeId, List<Wire>> leaving = new TreeMap<>();
    private final SortedMap<NodeId, List<Wire>> arriving = new TreeMap<>();
    private @Nullable List<Code> code;
    private @Nullable Tokens tokens;
    private @Nullable Later later;

    /// @param flow the whole flow
    /// @param container what holds the graph; null for the flow's own
    /// @param level the graph
    /// @param language null where the flow names one that isn't known
    /// @param findings what exploring the graph found
    Subject(Flow flow, @Nullable NodeId container, Graph level, StepTypes types, CalledFlows called,
            SettingsSchemas schemas, @Nullable ExpressionLanguage language, List<Finding> findings) {
        this.flow = flow;
        this.container = container;
        this.level = level;
        this.types = types;
        this.called = called;
        this.schemas = schemas;
        this.language = language;
        this.findings = findings;
        for (var wire : level.wires().values()) {
            leaving.computeIfAbsent(wire.from(), _ -> new ArrayList<>()).add(wire);
            arriving.computeIfAbsent(wire.to(), _ -> new ArrayList<>()).add(wire);
        }
    }

    /// The whole flow.
    Flow flow() {
        return flow;
    }

    /// The container that holds the graph; null for the flow's own.
    @Nullable
    Node container() {
        return container == null ? null : flow.graph().node(container);
    }

    /// The containers around the graph, from the innermost outwards.
    List<Node> around() {
        var around = new ArrayList<Node>();
        for (var at = container; at != null; at = flow.graph().parent(at)) {
            var node = flow.graph().node(at);
            if (node != null) {
                around.add(node);
            }
        }
        return around;
    }

    /// The nodes whose outputs are seen in the graph.
    List<NodeId> outputs() {
        return flow.graph().nodes().keySet().stream().filter(this::seesOutputOf).toList();
    }

    /// Whether it gives an output and is a node of the graph, or of those around it.
    boolean seesOutputOf(NodeId id) {
        var parent = flow.graph().parent(id);
        var node = flow.graph().node(id);
        return node != null && node.givesOutput()
                && (parent == null || around().stream().anyMatch(container -> container.id().equals(parent)));
    }

    /// The containers around a node of any graph of the flow, from the innermost outwards; none where there is no such node.
    List<Node> around(NodeId id) {
        return flow.graph().ancestors(id).stream().map(flow.graph()::node).filter(Objects::nonNull).toList();
    }

    /// The names of the flow's resources.
    Set<String> resources() {
        return flow.resources().keySet();
    }

    StepTypes types() {
        return types;
    }

    CalledFlows called() {
        return called;
    }

    SettingsSchemas schemas() {
        return schemas;
    }

    /// The expression language that the flow names.
    String languageName() {
        return flow.expressions();
    }

    @Nullable
    ExpressionLanguage language() {
        return language;
    }

    Collection<Node> nodes() {
        return level.nodes().values();
    }

    <N extends Node> Stream<N> nodes(Class<N> kind) {
        return nodes().stream().filter(kind::isInstance).map(kind::cast);
    }

    <W extends Wire> Stream<W> wires(Class<W> kind) {
        return level.wires().values().stream().filter(kind::isInstance).map(kind::cast);
    }

    /// The node of the graph that an id names, or null.
    @Nullable
    Node node(NodeId id) {
        return level.node(id);
    }

    <W extends Wire> List<W> leaving(NodeId node, Class<W> kind) {
        return leaving.getOrDefault(node, List.of()).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <W extends Wire> List<W> arriving(NodeId node, Class<W> kind) {
        return arriving.getOrDefault(node, List.of()).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Whether the node undoes another one, and so is reached by no token.
    boolean undoes(NodeId node) {
        return !arriving(node, Wire.Compensation.class).isEmpty();
    }

    /// Where a token can go from a node.
    List<NodeId> next(NodeId node) {
        return leaving.getOrDefault(node, List.of()).stream()
                .filter(wire -> !(wire instanceof Wire.Compensation))
                .map(Wire::to)
                .filter(to -> node(to) != null)
                .toList();
    }

    /// What can be come to from some nodes, these included.
    SortedSet<NodeId> reachable(Collection<NodeId> from, Function<NodeId, List<NodeId>> next) {
        var seen = new TreeSet<NodeId>(from);
        var open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            next.apply(open.remove()).stream().filter(seen::add).forEach(open::add);
        }
        return seen;
    }

    /// All expressions of the graph, compiled; none where the language isn't known.
    List<Code> code() {
        if (code == null) {
            code = language == null ? List.of() : new CodeReader(language).read(level);
        }
        return code;
    }

    /// What can go wrong in the graph by its tokens alone.
    List<Finding> findings() {
        return findings;
    }

    /// How tokens move.
    Tokens tokens() {
        if (tokens == null) {
            tokens = Tokens.of(this);
        }
        return tokens;
    }

    /// Which nodes come after which.
    Later later() {
        if (later == null) {
            later = Later.of(this);
        }
        return later;
    }
}
