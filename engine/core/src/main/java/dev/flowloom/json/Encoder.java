package dev.flowloom.json;

import java.util.LinkedHashMap;
import java.util.List;

import dev.flowloom.model.Branch;
import dev.flowloom.model.ErrorRule;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Definitions as JSON values, fields in canonical order. [Decoder] is its inverse.
final class Encoder {
    private Encoder() {}

    static Json.Obj flow(Flow flow) {
        // The number of a newer version is kept among the extras: what it wrote must not pass for ours.
        var version = flow.extras().get(Format.VERSION);
        var out = new FieldWriter().put(Format.VERSION, version == null ? Json.of(Format.CURRENT) : version)
                .text("id", flow.id()).text("name", flow.name(), "").text("description", flow.description(), "")
                .text("expressions", flow.expressions(), Flow.JSONATA).filled("inputSchema", flow.inputSchema())
                .filled("errorRules", list(flow.errorRules().stream().map(Encoder::rule).toList()));
        return graph(out, flow.graph()).with(flow.extras());
    }

    static Json.Obj layout(Layout layout) {
        var nodes = new FieldWriter();
        layout.nodes().forEach((id, at) -> nodes.put(id.value(),
                new FieldWriter().put("x", Json.of(at.x())).put("y", Json.of(at.y())).object()));
        var bends = new FieldWriter();
        layout.bends()
                .forEach((id, points) -> bends.filled(id.value(), list(points.stream().map(Encoder::pair).toList())));
        return new FieldWriter().filled("nodes", nodes.object()).filled("bends", bends.object()).with(layout.extras());
    }

    private static Json pair(Layout.Point point) {
        return Json.Arr.of(Json.of(point.x()), Json.of(point.y()));
    }

    private static Json.Obj rule(ErrorRule rule) {
        return new FieldWriter().text("code", rule.code()).text("type", rule.type())
                .text("severity", Words.of(rule.severity())).with(rule.extras());
    }

    private static FieldWriter graph(FieldWriter out, Graph graph) {
        var nodes = new LinkedHashMap<String, Json>();
        graph.nodes().forEach((id, node) -> nodes.put(id.value(), node(node)));
        var wires = new LinkedHashMap<String, Json>();
        graph.wires().forEach((id, wire) -> wires.put(id.value(), wire(wire)));
        return out.filled("nodes", new Json.Obj(nodes)).filled("wires", new Json.Obj(wires));
    }

    private static Json.Obj node(Node node) {
        var out = new FieldWriter().text("kind", kind(node)).text("name", node.name(), "");
        var filled = switch (node) {
            case Node.Start _,Node.Fork _,Node.Foreign _ -> out;
            case Node.End end -> outcome(out, end.outcome());
            case Node.Step step -> step(out, step);
            case Node.Condition condition ->
                out.filled("branches", list(condition.branches().stream().map(Encoder::branch).toList()));
            case Node.Join join -> out.put("join", joinRule(join.rule()));
            case Node.Wait wait -> out.text("for", wait.duration());
            case Node.Scope scope -> graph(out, scope.graph());
            case Node.Loop loop -> graph(repeat(out, loop.repeat()), loop.graph());
        };
        return filled.with(node.extras());
    }

    private static String kind(Node node) {
        return switch (node) {
            case Node.Start _ -> "start";
            case Node.End _ -> "end";
            case Node.Step _ -> "step";
            case Node.Condition _ -> "condition";
            case Node.Fork _ -> "fork";
            case Node.Join _ -> "join";
            case Node.Wait _ -> "wait";
            case Node.Scope _ -> "scope";
            case Node.Loop _ -> "loop";
            case Node.Foreign foreign -> foreign.kind();
        };
    }

    private static FieldWriter outcome(FieldWriter out, Node.Outcome outcome) {
        return switch (outcome) {
            case Node.Outcome.Completed(var output) -> out.put("output", output);
            case Node.Outcome.Failed(var code, var message) ->
                out.put("error", new FieldWriter().text("code", code).text("message", message, "").object());
        };
    }

    private static FieldWriter step(FieldWriter out, Node.Step step) {
        return out.text("type", step.type()).filled("settings", step.settings()).put("input", step.input())
                .put("output", step.output()).put("retry", retry(step.retry()))
                .duration("timeout", step.timeout(), null)
                .put("disabled", step.disabled() ? Json.Bool.TRUE : null);
    }

    private static @Nullable Json retry(@Nullable Retry retry) {
        if (retry == null) {
            return null;
        }
        var usual = Retry.DEFAULT;
        return new FieldWriter().count("attempts", retry.attempts(), usual.attempts())
                .duration("initialDelay", retry.initialDelay(), usual.initialDelay())
                .number("factor", retry.factor(), usual.factor()).duration("cap", retry.cap(), usual.cap())
                .number("jitter", retry.jitter(), usual.jitter()).object();
    }

    private static Json.Obj branch(Branch branch) {
        return new FieldWriter().text("id", branch.id()).text("name", branch.name(), "").text("when", branch.when())
                .with(branch.extras());
    }

    private static @Nullable Json joinRule(JoinRule rule) {
        return switch (rule) {
            case JoinRule.All() -> null;
            case JoinRule.Any() -> Json.of("any");
            case JoinRule.Count(int count) -> Json.of(count);
        };
    }

    private static FieldWriter repeat(FieldWriter out, Node.Repeat repeat) {
        return switch (repeat) {
            case Node.Repeat.ForEach(var items, int concurrency) ->
                out.text("forEach", items).count("concurrency", concurrency, Format.CONCURRENCY);
            case Node.Repeat.While(var condition, int limit) ->
                out.text("while", condition).count("limit", limit, Format.LIMIT);
        };
    }

    private static Json.Obj wire(Wire wire) {
        var out = new FieldWriter();
        var filled = switch (wire) {
            case Wire.Sequence sequence ->
                ends(out.text("kind", "sequence"), wire, sequence.branch());
            case Wire.OnError onError -> caught(ends(out.text("kind", "error"), wire, null), onError.caught());
            case Wire.Compensation _ -> ends(out.text("kind", "compensation"), wire, null);
        };
        return filled.with(wire.extras());
    }

    private static FieldWriter ends(FieldWriter out, Wire wire, @Nullable String branch) {
        return out.text("from", wire.from().value()).text("branch", branch).text("to", wire.to().value());
    }

    private static FieldWriter caught(FieldWriter out, Wire.Catch caught) {
        return switch (caught) {
            case Wire.Catch.Code(var pattern) -> out.text("code", pattern);
            case Wire.Catch.OfSeverity(var severity) -> out.text("severity", Words.of(severity));
            case Wire.Catch.Anything() -> out;
        };
    }

    private static Json.Arr list(List<? extends Json> items) {
        return new Json.Arr(List.copyOf(items));
    }
}
