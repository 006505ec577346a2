package dev.flowloom.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flowloom.model.Branch;
import dev.flowloom.model.ErrorRule;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
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
                .text("id", flow.id()).text("version", flow.version(), "").text("name", flow.name(), "")
                .text("description", flow.description(), "")
                .text("expressions", flow.expressions(), Flow.JSONATA).filled("inputSchema", flow.inputSchema())
                .filled("errorRules", list(flow.errorRules().stream().map(Encoder::rule).toList()))
                .filled("resources", ResourceJson.write(flow.resources()));
        return new Levels(flow.graph()).write(out, null).with(flow.extras());
    }

    static Json.Obj layout(Layout layout) {
        var nodes = new FieldWriter();
        layout.nodes().forEach((id, at) -> nodes.put(id.value(), place(at, layout.frames().get(id))));
        var bends = new FieldWriter();
        layout.bends()
                .forEach((id, points) -> bends.filled(id.value(), list(points.stream().map(Encoder::pair).toList())));
        var labels = new FieldWriter();
        layout.labels().forEach((id, offset) -> labels.put(id.value(), pair(offset)));
        var notes = new FieldWriter();
        layout.notes().forEach((id, note) -> notes.put(id.value(), note(note)));
        return new FieldWriter().filled("nodes", nodes.object()).filled("bends", bends.object())
                .filled("labels", labels.object()).filled("notes", notes.object()).with(layout.extras());
    }

    private static Json.Obj place(Layout.Point at, @Nullable Frame frame) {
        var out = new FieldWriter().put("x", Json.of(at.x())).put("y", Json.of(at.y()));
        return (frame == null
                ? out
                : out.put("width", Json.of(frame.width())).put("height", Json.of(frame.height()))
                        .put("collapsed", frame.collapsed() ? Json.Bool.TRUE : null))
                .object();
    }

    private static Json.Obj note(Note note) {
        return new FieldWriter().text("kind", Words.of(note.kind()), Words.of(Note.Kind.NOTE))
                .put("x", Json.of(note.at().x())).put("y", Json.of(note.at().y()))
                .put("width", Json.of(note.width())).put("height", Json.of(note.height()))
                .text("text", note.text(), "").text("color", Words.of(note.color()), Words.of(Note.Color.YELLOW))
                .object();
    }

    private static Json pair(Layout.Point point) {
        return Json.Arr.of(Json.of(point.x()), Json.of(point.y()));
    }

    private static Json.Obj rule(ErrorRule rule) {
        return new FieldWriter().text("code", rule.code()).text("type", rule.type())
                .text("severity", Words.of(rule.severity())).with(rule.extras());
    }

    /// The nodes and wires of a graph, by the container they stand in.
    private static final class Levels {
        private final Map<Optional<NodeId>, Map<String, Json>> wires = new HashMap<>();
        private final Map<Optional<NodeId>, List<Node>> nodes = new HashMap<>();

        Levels(Graph graph) {
            graph.nodes().values().forEach(node -> nodes
                    .computeIfAbsent(Optional.ofNullable(graph.parent(node.id())), _ -> new ArrayList<>()).add(node));
            graph.wires().forEach((id, wire) -> wires
                    .computeIfAbsent(Optional.ofNullable(graph.parent(wire)), _ -> new LinkedHashMap<>())
                    .put(id.value(), wire(wire)));
        }

        FieldWriter write(FieldWriter out, @Nullable NodeId container) {
            var key = Optional.ofNullable(container);
            var fields = new LinkedHashMap<String, Json>();
            nodes.getOrDefault(key, List.of()).forEach(node -> fields.put(node.id().value(), node(node, this)));
            return out.filled("nodes", new Json.Obj(fields))
                    .filled("wires", new Json.Obj(new LinkedHashMap<>(wires.getOrDefault(key, Map.of()))));
        }
    }

    private static Json.Obj node(Node node, Levels levels) {
        var out = new FieldWriter().text("kind", kind(node)).text("name", node.name(), "");
        var filled = switch (node) {
            case Node.Start _,Node.Fork _,Node.Foreign _ -> out;
            case Node.End end -> outcome(out, end.outcome());
            case Node.Step step -> step(out, step);
            case Node.SubFlow call -> out.text("flow", call.flow().flow()).text("version", call.flow().version())
                    .put("input", call.input()).put("output", call.output());
            case Node.Condition condition ->
                out.filled("branches", list(condition.branches().stream().map(Encoder::branch).toList()));
            case Node.Join join -> out.put("join", joinRule(join.rule()));
            case Node.Wait wait -> switch (wait.delay()) {
                case Node.Delay.For(var duration) -> out.text("for", duration);
                case Node.Delay.Until(var moment) -> out.text("until", moment);
            };
            case Node.Receive receive -> out.text("message", receive.message()).text("key", receive.key())
                    .duration("timeout", receive.timeout(), null);
            case Node.Approval approval -> out.text("question", approval.question()).text("who", approval.who(), "")
                    .duration("timeout", approval.timeout(), null);
            case Node.Scope scope -> levels.write(
                    out.duration("timeout", scope.timeout(), null).put("lock", lock(scope.lock())), scope.id());
            case Node.Loop loop -> levels.write(repeat(out, loop.repeat()), loop.id());
        };
        return filled.with(node.extras());
    }

    private static String kind(Node node) {
        return switch (node) {
            case Node.Start _ -> "start";
            case Node.End _ -> "end";
            case Node.Step _ -> "step";
            case Node.SubFlow _ -> "subflow";
            case Node.Condition _ -> "condition";
            case Node.Fork _ -> "fork";
            case Node.Join _ -> "join";
            case Node.Wait _ -> "wait";
            case Node.Receive _ -> "receive";
            case Node.Approval _ -> "approval";
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
                .duration("timeout", step.timeout(), null).text("resource", step.resource())
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

    private static @Nullable Json lock(@Nullable Lock lock) {
        return lock == null
                ? null
                : new FieldWriter().text("name", lock.name()).duration("lease", lock.lease(), Lock.USUAL_LEASE)
                        .duration("wait", lock.patience(), null).object();
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
            case Node.Repeat.ForEach(var items, int batch, int concurrency, var onError) ->
                items(out, items).count("batch", batch, Format.BATCH)
                        .count("concurrency", concurrency, Format.CONCURRENCY)
                        .text("onError", onError == Format.ON_ERROR ? null : Words.of(onError));
            case Node.Repeat.While(var condition, int limit) ->
                out.text("while", condition).count("limit", limit, Format.LIMIT);
            case Node.Repeat.Until(var condition, int limit) ->
                out.text("until", condition).count("limit", limit, Format.LIMIT);
        };
    }

    private static FieldWriter items(FieldWriter out, Items items) {
        return switch (items) {
            case Items.Listed(var expression) -> out.text("forEach", expression);
            case Items.Streamed(var source, var settings, var timeout) ->
                out.text("source", source).filled("settings", settings).duration("timeout", timeout, null);
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
