package dev.flowloom.document;

import java.util.List;

import dev.flowloom.document.EditResult.Applied;
import dev.flowloom.document.EditResult.Refused;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.expression.Template;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Puts a flow, as a scope, in the place of the sub-flow that calls it: the opposite of [Extracting]. What its expressions
/// found in the input they see directly.
final class Inlining {
    private final Graph graph;
    private final Node.SubFlow call;
    private final ExpressionLanguage language;
    private final Arrivals arrivals;
    private @Nullable String refusal;

    private Inlining(Graph graph, Node.SubFlow call, Graph called, ExpressionLanguage language) {
        this.graph = graph;
        this.call = call;
        this.language = language;
        this.arrivals = Arrivals.in(called);
        refusal = call.input() == null ? null : arrivals.muddle();
    }

    static EditResult inline(Diagram diagram, Edit.Inline edit) {
        var graph = diagram.flow().graph();
        var language = ExpressionLanguages.find(diagram.flow().expressions());
        if (!(graph.node(edit.call()) instanceof Node.SubFlow call)) {
            return new Refused(tr("There is no sub-flow %s any more.", edit.call()));
        }
        var refusal = refusal(diagram, call, edit);
        if (refusal != null || language == null) {
            return new Refused(refusal == null
                    ? tr("The language of this flow’s expressions is not known here.")
                    : refusal);
        }
        var called = withFreeIds(edit.flow(), graph);
        var inlining = new Inlining(graph, call, called.flow().graph(), language);
        var led = inlining.led(called.flow().graph());
        return inlining.refusal == null
                ? inlining.inlined(diagram, edit, called.withFlow(called.flow().withGraph(led)))
                : new Refused(inlining.refusal);
    }

    private static @Nullable String refusal(Diagram diagram, Node.SubFlow call, Edit.Inline edit) {
        var flow = diagram.flow();
        var called = edit.flow().flow();
        if (!called.expressions().equals(flow.expressions())) {
            return tr("Its expressions are in another language than those of this flow.");
        }
        if (!called.errorRules().isEmpty() && !called.errorRules().equals(flow.errorRules())) {
            return tr("It has error rules of its own, which a scope can’t have.");
        }
        for (var name : called.resources().keySet()) {
            var here = flow.resources().get(name);
            if (here != null && !here.equals(called.resources().get(name))) {
                return tr("It says something else than this flow of the resource “%s”.", name);
            }
        }
        if (Rules.isCompensation(flow.graph(), call.id())) {
            return tr("“%s” undoes something, which a scope can’t.", call.title());
        }
        return call.output() == null
                ? null
                : tr("“%s” makes its output of the result. Have the flow’s end give that, and clear it here.",
                        call.title());
    }

    /// Its nodes under ids that the other flow has not.
    private static Diagram withFreeIds(Diagram called, Graph taken) {
        var free = called;
        for (var id : called.flow().graph().nodes().keySet()) {
            if (taken.node(id) != null) {
                var next = freeId(id, taken, free.flow().graph());
                if (Edits.apply(free, new Edit.ChangeId(id, next, true)) instanceof Applied(var renamed, _)) {
                    free = renamed;
                }
            }
        }
        return free;
    }

    private static NodeId freeId(NodeId id, Graph taken, Graph own) {
        var both = taken;
        for (var node : own.nodes().values()) {
            both = both.with(node);
        }
        return Ids.forNode(both, id.value());
    }

    private Graph led(Graph called) {
        var led = called;
        for (var node : called.nodes().values()) {
            led = led.with(led(node, arrivals.nodes().contains(node.id())));
        }
        return led;
    }

    private Node led(Node node, boolean isFirst) {
        var changed = Names.changed(node, language, (path, seesArrived) -> {
            var root = path.getFirst();
            if (root.equals("input")) {
                return instead(node, path, isFirst && seesArrived);
            }
            return root.equals("data") && isFirst && seesArrived && call.input() != null
                    ? instead(node, path, true)
                    : null;
        });
        return switch (changed) {
            case Node.Invocation calling when isFirst && isAll(calling.input()) -> calling.withInput(null);
            case Node.End(var id, var name, Node.Outcome.Completed(var output), var extras) when isAll(output) ->
                new Node.End(id, name, new Node.Outcome.Completed(null), extras);
            default -> changed;
        };
    }

    private static boolean isAll(@Nullable Json template) {
        return Json.of("{{ data }}").equals(template);
    }

    /// What is seen by a path into the input, seen from where the sub-flow stands.
    ///
    /// @param arrived whether `data` there is what arrives at the sub-flow
    private Names.@Nullable Instead instead(Node node, List<String> path, boolean arrived) {
        if (call.input() == null) {
            return arrived && path.getFirst().equals("input") ? new Names.Instead(1, "data") : refuse(node, path);
        }
        Json at = call.input();
        for (int names = 1; names < path.size() && at instanceof Json.Obj object; names++) {
            at = object.get(path.get(names));
            if (at instanceof Json.Str(var text)) {
                var source = wholly(text);
                return source == null || (seesData(source) && !arrived)
                        ? refuse(node, path)
                        : new Names.Instead(names + 1, isPath(source) ? source : "(" + source + ")");
            }
        }
        return refuse(node, path);
    }

    private Names.@Nullable Instead refuse(Node node, List<String> path) {
        refusal = tr("“%s” sees %s, and that is not to be seen in its place. Give it by what arrives.", node.title(),
                String.join(".", path));
        return null;
    }

    /// The expression that a text is as a whole; null where it isn't one.
    private static @Nullable String wholly(String text) {
        var stripped = text.strip();
        boolean isOne = stripped.startsWith("{{") && stripped.endsWith("}}") && stripped.indexOf("{{", 2) < 0
                && Template.isIn(text);
        return isOne ? stripped.substring(2, stripped.length() - 2).strip() : null;
    }

    private boolean seesData(String source) {
        return language.read(source, 0, null).paths().stream()
                .anyMatch(path -> path.names().getFirst().text().equals("data"));
    }

    private static boolean isPath(String source) {
        return source.matches("[\\p{L}\\p{N}_.`]+");
    }

    private EditResult inlined(Diagram diagram, Edit.Inline edit, Diagram called) {
        var nodes = graph.with(new Node.Scope(call.id(), call.name(), Json.Obj.EMPTY))
                .withParent(call.id(), graph.parent(call.id()));
        for (var node : called.flow().graph().nodes().values()) {
            var parent = called.flow().graph().parent(node.id());
            nodes = nodes.with(node).withParent(node.id(), parent == null ? call.id() : parent);
        }
        var layout = placed(diagram.layout(), edit, called);
        for (var wire : called.flow().graph().wires().values()) {
            var id = nodes.wire(wire.id()) == null ? wire.id() : Ids.forWire(nodes, wire.from(), wire.to());
            nodes = nodes.with(Wires.withId(wire, id));
        }
        return new Applied(diagram.withFlow(diagram.flow().withGraph(nodes)
                .withResources(diagram.flow().resources().plusAll(called.flow().resources()))).withLayout(layout),
                Selection.of(call.id()));
    }

    /// Wires are led anew: they had other neighbours.
    private static Layout placed(Layout before, Edit.Inline edit, Diagram called) {
        var corner = Fragment.of(called, Selection.ofNodes(called.flow().graph().nodes().keySet())).corner();
        var from = corner == null ? Layout.Point.ZERO : corner;
        var layout = before.with(edit.call(), edit.at()).with(edit.call(), edit.frame());
        for (var id : called.flow().graph().nodes().keySet()) {
            var place = called.layout().nodes().getOrDefault(id, from);
            layout = layout.with(id,
                    place.plus(edit.inside().x() - from.x(), edit.inside().y() - from.y()));
            var frame = called.layout().frames().get(id);
            layout = frame == null ? layout : layout.with(id, frame);
        }
        return layout;
    }
}
