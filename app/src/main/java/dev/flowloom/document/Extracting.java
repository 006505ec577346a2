package dev.flowloom.document;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Resource;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

import static dev.flowloom.language.Texts.tr;

/// Makes a flow of its own of nodes, and a sub-flow that calls it in their place. What their expressions see of the flow that
/// they leave is handed over by the sub-flow's input. What is left behind sees the output of the last of them as that of
/// the sub-flow, and no longer that of the others.
public final class Extracting {
    /// Where the first node of the new flow stands.
    private static final Point CORNER = new Point(96, 96);

    /// What comes of it.
    public sealed interface Result {}

    /// Two flows.
    ///
    /// @param around the flow they were taken from
    /// @param flow the new one
    /// @param cutOff what no longer sees what it names, each time with what that is
    public record Extracted(Diagram around, Diagram flow, List<CutOff> cutOff) implements Result {
        public Extracted {
            cutOff = List.copyOf(cutOff);
        }
    }

    /// A node outside whose expressions name one that is inside now.
    public record CutOff(NodeId user, NodeId named) {}

    /// Why there can't be two flows.
    public record Impossible(String reason) implements Result {}

    private final Diagram enclosed;
    private final Graph graph;
    private final NodeId container;
    private final FlowReference reference;
    private final SequencedSet<NodeId> inside;
    private final ExpressionLanguage language;
    private final SortedSet<String> roots = new TreeSet<>();
    private final SortedSet<String> steps = new TreeSet<>();
    private @Nullable String refusal;

    private Extracting(Diagram enclosed, NodeId container, FlowReference reference, ExpressionLanguage language) {
        this.enclosed = enclosed;
        this.graph = enclosed.flow().graph();
        this.container = container;
        this.reference = reference;
        this.inside = new LinkedHashSet<>(graph.inside(container));
        this.language = language;
    }

    static EditResult around(Diagram diagram, Edit.Extract edit) {
        return switch (extract(diagram, edit)) {
            case Extracted(var around, _, _) -> new Applied(around, Selection.of(edit.enclose().container().id()));
            case Impossible(var reason) -> new Refused(reason);
        };
    }

    /// Both flows, or why there can't be two.
    public static Result extract(Diagram diagram, Edit.Extract edit) {
        var language = ExpressionLanguages.find(diagram.flow().expressions());
        if (language == null) {
            return new Impossible(tr("The language of this flow’s expressions is not known here."));
        }
        return switch (Enclosing.enclose(diagram, edit.enclose())) {
            case Refused(var reason) -> new Impossible(reason);
            case Applied(var enclosed, _) ->
                new Extracting(enclosed, edit.enclose().container().id(), edit.flow(), language).extracted();
        };
    }

    private Result extracted() {
        inside.forEach(this::collect);
        if (refusal != null) {
            return new Impossible(refusal);
        }
        var child = child();
        if (!roots.isEmpty() || !steps.isEmpty()) {
            var arrivals = Arrivals.in(child.flow().graph());
            if (arrivals.muddle() != null) {
                return new Impossible(arrivals.muddle());
            }
            child = child.withFlow(child.flow().withGraph(led(child.flow().graph(), arrivals)));
        }
        var replaced = replaced();
        return new Extracted(around(replaced), child, cutOff(replaced));
    }

    /// Where the sub-flow gives what a node inside gave, it is named instead.
    private Graph replaced() {
        var replaced = graph;
        for (var id : inside) {
            if (isBeforeTheEnd(id)) {
                replaced = Uses.replaced(replaced, language, id, container, Uses.Kind.JOINED);
            }
        }
        var last = Last.in(graph, container);
        return last == null ? replaced : Uses.replaced(replaced, language, last, container, Uses.Kind.OUTPUT);
    }

    private boolean isBeforeTheEnd(NodeId id) {
        return graph.wires().values().stream()
                .anyMatch(wire -> wire.from().equals(id) && graph.node(wire.to()) instanceof Node.End
                        && container.equals(graph.parent(wire.to())));
    }

    private List<CutOff> cutOff(Graph replaced) {
        return inside.stream().flatMap(id -> Uses
                .users(replaced, language, id, Uses.Kind.OUTPUT, Uses.Kind.CAUSE).stream()
                .filter(user -> !inside.contains(user)).map(user -> new CutOff(user, id))).toList();
    }

    /// Notes what the node sees of the flow around.
    private void collect(NodeId id) {
        var node = Objects.requireNonNull(graph.node(id));
        if (isReceivedByRun(node)) {
            roots.add("run");
        }
        Names.changed(node, language, (path, _) -> {
            var root = path.getFirst();
            if (root.equals("steps") && path.size() == 1) {
                refusal = tr("“%s” uses all that steps gave. Name the steps it needs.", node.title());
            } else if (root.equals("steps") && isOutside(path.get(1))) {
                steps.add(path.get(1));
            } else if (isOfTheFlowAround(root, id)) {
                roots.add(root);
            }
            return null;
        });
    }

    private boolean isOutside(String step) {
        return NodeId.isValid(step) && !inside.contains(new NodeId(step)) && graph.node(new NodeId(step)) != null;
    }

    /// Whether by that name the node sees what stays outside.
    private boolean isOfTheFlowAround(String root, NodeId node) {
        return switch (root) {
            // The new flow's run is another one.
            case "input", "run" -> true;
            case "lock" -> graph.ancestors(node).stream().takeWhile(inside::contains)
                    .noneMatch(each -> graph.node(each) instanceof Node.Scope scope && scope.lock() != null);
            case "loop" -> graph.ancestors(node).stream().takeWhile(inside::contains)
                    .noneMatch(each -> graph.node(each) instanceof Node.Loop);
            case "error" -> !isBehindAnErrorInside(node);
            default -> false;
        };
    }

    private boolean isBehindAnErrorInside(NodeId node) {
        var caught = graph.wires().values().stream()
                .filter(wire -> wire instanceof Wire.OnError && inside.contains(wire.from())).map(Wire::to).toList();
        return Reach.downstream(graph, caught).contains(node);
    }

    /// What is inside, as a flow, with the expressions as they were.
    private Diagram child() {
        var nodes = Graph.EMPTY;
        for (var id : inside) {
            var parent = graph.parent(id);
            nodes = nodes.with(Objects.requireNonNull(graph.node(id)))
                    .withParent(id, container.equals(parent) ? null : parent);
        }
        for (var wire : graph.wires().values()) {
            nodes = inside.contains(wire.from()) ? nodes.with(wire) : nodes;
        }
        var flow = enclosed.flow();
        return new Diagram(new Flow(reference.flow(), "", "", "", flow.expressions(), Json.Obj.EMPTY, flow.errorRules(),
                used(nodes), nodes, Json.Obj.EMPTY), layout(nodes));
    }

    private PSortedMap<String, Resource> used(Graph nodes) {
        var resources = enclosed.flow().resources();
        for (var name : enclosed.flow().resources().keySet()) {
            boolean isUsed = nodes.nodes().values().stream()
                    .anyMatch(node -> node instanceof Node.Step step && name.equals(step.resource()));
            resources = isUsed ? resources : resources.minus(name);
        }
        return resources;
    }

    private Layout layout(Graph nodes) {
        var fragment = Fragment.of(new Diagram(enclosed.flow().withGraph(nodes), enclosed.layout()),
                Selection.ofNodes(nodes.nodes().keySet()));
        var corner = fragment.corner();
        return corner == null
                ? fragment.layout()
                : Moved.by(fragment.layout(), CORNER.x() - corner.x(), CORNER.y() - corner.y());
    }

    /// With expressions that find in the input what was around.
    private Graph led(Graph nodes, Arrivals arrivals) {
        var led = nodes;
        for (var node : nodes.nodes().values()) {
            led = led.with(led(node, arrivals.nodes().contains(node.id())));
        }
        return led;
    }

    private Node led(Node node, boolean isFirst) {
        // What it calls sees what arrived, and so do its settings: an input mapping makes that of what it is handed now.
        boolean isMapped = isFirst && node instanceof Node.Invocation call && call.input() == null;
        var changed = Names.changed(node, language, (path, seesArrived) -> {
            var root = path.getFirst();
            if (root.equals("data")) {
                return isFirst && seesArrived && !isMapped ? new Names.Instead(1, "data.data") : null;
            }
            boolean isHanded = root.equals("steps")
                    ? path.size() > 1 && steps.contains(path.get(1)) && isOutside(path.get(1))
                    : roots.contains(root) && isOfTheFlowAround(root, node.id());
            return isHanded ? new Names.Instead(1, "input." + root) : null;
        });
        return switch (changed) {
            case Node.Receive receive when isReceivedByRun(receive) -> receive.withKey("{{ input.run.id }}");
            case Node.Invocation call when isMapped -> call.withInput(Json.of("{{ data.data }}"));
            case Node.End(var id, var name, Node.Outcome.Completed(var output), var extras) when isFirst
                    && output == null ->
                new Node.End(id, name, new Node.Outcome.Completed(Json.of("{{ data.data }}")), extras);
            default -> changed;
        };
    }

    /// Whether messages reach it by the id of its run.
    private static boolean isReceivedByRun(Node node) {
        return node instanceof Node.Receive receive && receive.key() == null;
    }

    private Diagram around(Graph replaced) {
        var nodes = replaced;
        var layout = enclosed.layout();
        for (var id : inside) {
            nodes = nodes.without(id);
            layout = layout.without(id);
        }
        for (var wire : graph.wires().values()) {
            if (inside.contains(wire.from()) || inside.contains(wire.to())) {
                nodes = nodes.without(wire.id());
                layout = layout.without(wire.id());
            }
        }
        var call = new Node.SubFlow(container, Objects.requireNonNull(graph.node(container)).name(), reference, input(),
                null, Json.Obj.EMPTY);
        var at = layout.nodes().getOrDefault(container, Point.ZERO);
        return enclosed.withFlow(enclosed.flow().withGraph(nodes.with(call)))
                .withLayout(layout.without(container).with(container, at));
    }

    /// What it hands over: what arrives, and what else is seen of what is around; just what arrives where that is all.
    private @Nullable Json input() {
        if (roots.isEmpty() && steps.isEmpty()) {
            return null;
        }
        var input = Json.Obj.of("data", whole("data"));
        for (var root : List.of("input", "run", "loop", "lock", "error")) {
            input = roots.contains(root) ? input.with(root, whole(root)) : input;
        }
        var given = Json.Obj.EMPTY;
        for (var step : steps) {
            given = given.with(step, whole("steps." + language.quoted(step)));
        }
        return given.isEmpty() ? input : input.with("steps", given);
    }

    private static Json whole(String expression) {
        return Json.of("{{ " + expression + " }}");
    }
}
