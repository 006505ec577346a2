package dev.flowloom.assist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.flowloom.document.Reach;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What an expression can see from a place in a flow.
public final class Seen {
    private static final int FURTHEST = 50;

    private final Flow flow;
    private final Node node;
    private final Place place;
    private final Json.Obj sample;
    /// The node and the containers that hold it.
    private final Set<NodeId> here;
    /// What can lead to them.
    private final Set<NodeId> before;
    private final LinkedHashMap<String, Known> roots = new LinkedHashMap<>();

    /// Which of a node's fields an expression stands in.
    public enum Place {
        /// One that sees what arrived at the node.
        ARRIVED,
        /// A step's settings, which see what its input makes.
        SETTINGS,
        /// A step's output, which sees its result.
        OUTPUT
    }

    private Seen(Flow flow, Node node, Place place, Json.Obj sample) {
        this.flow = flow;
        this.node = node;
        this.place = place;
        this.sample = sample;
        here = new TreeSet<>(flow.graph().ancestors(node.id()));
        here.add(node.id());
        before = Reach.upstream(flow.graph(), flow.graph().wires().values().stream()
                .filter(wire -> here.contains(wire.to())).map(Wire::from)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// What is seen from a field of a node.
    ///
    /// @param sample what an expression there saw in a run; null where nothing has run
    public static Seen from(Flow flow, Node node, Place place, Json.@Nullable Obj sample) {
        var seen = new Seen(flow, node, place, sample == null ? Json.Obj.EMPTY : sample);
        seen.addRoots();
        return seen;
    }

    SequencedMap<String, Known> roots() {
        return roots;
    }

    private void addRoots() {
        add("input", tr("What the run was started with"), flow.inputSchema());
        add("data",
                place == Place.ARRIVED
                        ? tr("What arrived at this node")
                        : tr("What the step's input makes of what arrived"),
                dataSchema());
        var steps = new LinkedHashMap<String, Known>();
        earlier().forEach(done -> steps.put(done.id().value(), Known.of(tr("The latest output of “%s”", done.title()),
                outputOf(done),
                sampleOf("steps", done.id().value()))));
        roots.put("steps", new Known(tr("The outputs of the steps before this one"), steps, object(), null));
        if (place == Place.OUTPUT) {
            add("result", tr("What the step type returned"), Json.Obj.EMPTY);
        }
        if (sample.get("error") != null || isBehindAnError()) {
            add("error", tr("What went wrong"), properties("code", "message", "severity", "node", "details"));
        }
        if (isBehind(Wire.Compensation.class)) {
            add("undo", tr("The step that is undone"), properties("node", "input", "output"));
        }
        if (flow.graph().ancestors(node.id()).stream().anyMatch(id -> flow.graph().node(id) instanceof Node.Loop)) {
            add("loop", tr("Which time the loop goes through, and its item"), properties("index", "item"));
        }
        if (flow.graph().ancestors(node.id()).stream().anyMatch(
                id -> flow.graph().node(id) instanceof Node.Scope scope && scope.lock() != null)) {
            add("lock", tr("The lock that the scope holds"), properties("name", "token"));
        }
        add("run", tr("This run"), properties("id", "key", "flow", "startedAt"));
    }

    private static Json.Obj outputOf(Node done) {
        return switch (done) {
            case Node.Invocation call -> Known.schemaOf(call.output());
            case Node.Approval _ -> properties("approved", "by", "comment");
            default -> Json.Obj.EMPTY;
        };
    }

    private void add(String name, String help, Json.Obj schema) {
        roots.put(name, Known.of(help, schema, sample.get(name)));
    }

    private @Nullable Json sampleOf(String root, String field) {
        return sample.get(root) instanceof Json.Obj object ? object.get(field) : null;
    }

    /// What gives an output and may have been done before this one, beside it or beside a container that holds it.
    private List<Node> earlier() {
        return before.stream().map(flow.graph()::node)
                .filter(found -> found != null && found.givesOutput()).toList();
    }

    /// Whether an error wire leads here, or to what leads here, in or around the containers that hold the node.
    private boolean isBehindAnError() {
        return flow.graph().wires().values().stream().anyMatch(
                wire -> wire instanceof Wire.OnError && (here.contains(wire.to()) || before.contains(wire.to())));
    }

    private boolean isBehind(Class<? extends Wire> kind) {
        return flow.graph().wires().values().stream()
                .anyMatch(wire -> kind.isInstance(wire) && wire.to().equals(node.id()));
    }

    private Json.Obj dataSchema() {
        if (place != Place.ARRIVED && node instanceof Node.Invocation call && call.input() != null) {
            return Known.schemaOf(call.input());
        }
        return arriving(flow.graph(), node.id(), FURTHEST);
    }

    /// What arrives at a node, as long as one way alone leads there.
    private Json.Obj arriving(Graph graph, NodeId at, int furthest) {
        var ways = graph.wires().values().stream()
                .filter(wire -> wire.to().equals(at) && wire instanceof Wire.Sequence).limit(2).toList();
        var from = ways.size() == 1 && furthest > 0 ? graph.node(ways.getFirst().from()) : null;
        return switch (from) {
            case Node.Start start -> arrivingAtStart(graph, graph.parent(start.id()), furthest - 1);
            case Node.Step step when !step.disabled() -> Known.schemaOf(step.output());
            case Node.Step step -> arriving(graph, step.id(), furthest - 1);
            case Node.SubFlow call -> Known.schemaOf(call.output());
            case Node.Condition condition -> arriving(graph, condition.id(), furthest - 1);
            case Node.Wait wait -> arriving(graph, wait.id(), furthest - 1);
            case Node.Approval approval -> outputOf(approval);
            case Node.Fork fork -> arriving(graph, fork.id(), furthest - 1);
            case null, default -> Json.Obj.EMPTY;
        };
    }

    private Json.Obj arrivingAtStart(Graph graph, @Nullable NodeId container, int furthest) {
        if (container == null) {
            return flow.inputSchema();
        }
        return graph.node(container) instanceof Node.Scope ? arriving(graph, container, furthest) : Json.Obj.EMPTY;
    }

    private static Json.Obj object() {
        return Json.Obj.of("type", Json.of("object"));
    }

    private static Json.Obj properties(String... names) {
        var properties = Json.Obj.EMPTY;
        for (var name : names) {
            properties = properties.with(name, Json.Obj.EMPTY);
        }
        return object().with("properties", properties);
    }
}
