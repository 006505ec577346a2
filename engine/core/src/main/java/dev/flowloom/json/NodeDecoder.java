package dev.flowloom.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.flowloom.model.Branch;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Impossible;
import dev.flowloom.model.Items;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Reads one node. Null where a field is unusable that the node can't be without.
final class NodeDecoder {
    private static final List<String> KINDS = List.of("start", "end", "step", "subflow", "condition", "fork", "join",
            "wait", "receive", "approval", "scope", "loop");
    /// How a loop may repeat: the first that is there holds.
    private static final List<String> REPEATS = List.of("forEach", "source", "while", "until");

    private final Findings findings;
    private final GraphDecoder graphs;

    NodeDecoder(Findings findings, GraphDecoder graphs) {
        this.findings = findings;
        this.graphs = graphs;
    }

    @Nullable
    Node node(NodeId id, FieldReader in) {
        var kind = in.required("kind", Want.TEXT);
        if (kind == null) {
            return null;
        }
        var name = in.optional("name", Want.TEXT, "");
        return switch (kind) {
            case "start" -> new Node.Start(id, name, in.rest());
            case "end" -> end(id, name, in);
            case "step" -> step(id, name, in);
            case "subflow" -> subFlow(id, name, in);
            case "condition" -> new Node.Condition(id, name, branches(in), in.rest());
            case "fork" -> new Node.Fork(id, name, in.rest());
            case "join" ->
                new Node.Join(id, name, in.optional("join", Want.JOIN_RULE, JoinRule.ALL), in.rest());
            case "wait" -> wait(id, name, in);
            case "receive" -> receive(id, name, in);
            case "approval" -> approval(id, name, in);
            case "scope" -> scope(id, name, in);
            case "loop" -> loop(id, name, in);
            default -> foreign(id, name, kind, in);
        };
    }

    private static @Nullable Node end(NodeId id, String name, FieldReader in) {
        Node.Outcome outcome = in.has("error")
                ? failure(in)
                : new Node.Outcome.Completed(in.optional("output", Want.ANYTHING));
        if (in.has("error") && in.has("output")) {
            in.conflict("output", "error");
        }
        var extras = in.rest();
        return outcome == null ? null : new Node.End(id, name, outcome, extras);
    }

    private static Node.@Nullable Outcome failure(FieldReader end) {
        var in = end.object("error");
        if (in == null) {
            return null;
        }
        var code = in.required("code", Want.NAME);
        var message = in.optional("message", Want.TEXT, "");
        return code == null ? null : new Node.Outcome.Failed(code, message);
    }

    private static @Nullable Node step(NodeId id, String name, FieldReader in) {
        var type = in.required("type", Want.TEXT);
        var settings = in.optional("settings", Want.OBJECT, Json.Obj.EMPTY);
        var input = in.optional("input", Want.ANYTHING);
        var output = in.optional("output", Want.ANYTHING);
        var retry = retry(in.object("retry"));
        var timeout = in.optional("timeout", Want.TIME);
        var resource = in.optional("resource", Want.NAME);
        var disabled = in.optional("disabled", Want.FLAG, false);
        var extras = in.rest();
        return type == null
                ? null
                : new Node.Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
    }

    private static @Nullable Node subFlow(NodeId id, String name, FieldReader in) {
        var flow = in.required("flow", Want.NAME);
        var version = in.optional("version", Want.NAME);
        var input = in.optional("input", Want.ANYTHING);
        var output = in.optional("output", Want.ANYTHING);
        var extras = in.rest();
        return flow == null
                ? null
                : new Node.SubFlow(id, name, new FlowReference(flow, version), input, output, extras);
    }

    private static @Nullable Retry retry(@Nullable FieldReader in) {
        if (in == null) {
            return null;
        }
        var usual = Retry.DEFAULT;
        var attempts = in.optional("attempts", Want.COUNT, usual.attempts());
        var initialDelay = in.optional("initialDelay", Want.DURATION, usual.initialDelay());
        var factor = in.optional("factor", Want.NUMBER, usual.factor());
        var cap = in.optional("cap", Want.DURATION, usual.cap());
        var jitter = in.optional("jitter", Want.NUMBER, usual.jitter());
        try {
            return new Retry(attempts, initialDelay, factor, cap, jitter);
        } catch (Impossible e) {
            in.reject(e.sentence());
            return null;
        }
    }

    private List<Branch> branches(FieldReader condition) {
        var branches = new ArrayList<Branch>();
        for (var in : condition.items("branches")) {
            var id = in.required("id", Want.BRANCH_ID);
            var name = in.optional("name", Want.TEXT, "");
            var when = in.required("when", Want.TEXT);
            var extras = in.rest();
            if (id == null || when == null) {
                findings.lose();
            } else {
                branches.add(new Branch(id, name, when, extras));
            }
        }
        return branches;
    }

    private static @Nullable Node wait(NodeId id, String name, FieldReader in) {
        var delay = in.has("until") && !in.has("for") ? untilMoment(in) : lasting(in);
        var extras = in.rest();
        return delay == null ? null : new Node.Wait(id, name, delay, extras);
    }

    private static Node.@Nullable Delay lasting(FieldReader in) {
        var duration = in.required("for", Want.TEXT);
        if (in.has("until")) {
            in.conflict("until", "for");
        }
        return duration == null ? null : new Node.Delay.For(duration);
    }

    private static Node.@Nullable Delay untilMoment(FieldReader in) {
        var moment = in.required("until", Want.TEXT);
        return moment == null ? null : new Node.Delay.Until(moment);
    }

    private static @Nullable Node receive(NodeId id, String name, FieldReader in) {
        var message = in.required("message", Want.TEXT);
        var key = in.optional("key", Want.KEY);
        var timeout = in.optional("timeout", Want.TIME);
        var extras = in.rest();
        return message == null ? null : new Node.Receive(id, name, message, key, timeout, extras);
    }

    private static @Nullable Node approval(NodeId id, String name, FieldReader in) {
        var question = in.required("question", Want.TEXT);
        var who = in.optional("who", Want.TEXT, "");
        var timeout = in.optional("timeout", Want.TIME);
        var extras = in.rest();
        return question == null ? null : new Node.Approval(id, name, question, who, timeout, extras);
    }

    private Node scope(NodeId id, String name, FieldReader in) {
        var timeout = in.optional("timeout", Want.TIME);
        var lock = lock(in.object("lock"));
        graphs.read(in, id);
        return new Node.Scope(id, name, timeout, lock, in.rest());
    }

    private static @Nullable Lock lock(@Nullable FieldReader in) {
        if (in == null) {
            return null;
        }
        var name = in.required("name", Want.NAME);
        var lease = in.orUsual("lease", Want.TIME, Lock.USUAL_LEASE);
        var wait = in.optional("wait", Want.TIME);
        if (name == null || lease == null || (wait == null && in.has("wait"))) {
            in.reject();
            return null;
        }
        return new Lock(name, lease, wait);
    }

    private @Nullable Node loop(NodeId id, String name, FieldReader in) {
        var repeat = repeat(in);
        graphs.read(in, id);
        var extras = in.rest();
        return repeat == null ? null : new Node.Loop(id, name, repeat, extras);
    }

    private static Node.@Nullable Repeat repeat(FieldReader in) {
        var how = REPEATS.stream().filter(in::has).findFirst().or(() -> misspelt(in)).orElseGet(() -> meant(in));
        var repeat = switch (how) {
            case "while" -> whilst(in);
            case "until" -> until(in);
            case "source" -> forEach(in, streamed(in));
            default -> forEach(in, listed(in));
        };
        REPEATS.stream().filter(other -> !other.equals(how) && in.has(other)).forEach(other -> in.conflict(other, how));
        return repeat;
    }

    private static Optional<String> misspelt(FieldReader in) {
        return in.names().stream().map(name -> Nearest.to(name, REPEATS)).filter(Objects::nonNull).findFirst();
    }

    /// Where none is there: the one that another field of it speaks for.
    private static String meant(FieldReader in) {
        in.oneMissing(REPEATS);
        return in.has("limit") ? "until" : in.has("settings") ? "source" : "forEach";
    }

    private static @Nullable Items listed(FieldReader in) {
        var expression = in.required("forEach", Want.TEXT);
        return expression == null ? null : new Items.Listed(expression);
    }

    private static @Nullable Items streamed(FieldReader in) {
        var source = in.required("source", Want.NAME);
        var settings = in.optional("settings", Want.OBJECT, Json.Obj.EMPTY);
        var timeout = in.optional("timeout", Want.TIME);
        return source == null ? null : new Items.Streamed(source, settings, timeout);
    }

    private static Node.@Nullable Repeat forEach(FieldReader in, @Nullable Items items) {
        int batch = in.optional("batch", Want.ITEMS, Format.BATCH);
        int concurrency = in.optional("concurrency", Want.ITEMS, Format.CONCURRENCY);
        var onError = in.optional("onError", Want.ITEM_ERRORS, Format.ON_ERROR);
        return items == null ? null : new Node.Repeat.ForEach(items, batch, concurrency, onError);
    }

    private static Node.@Nullable Repeat whilst(FieldReader in) {
        var condition = in.required("while", Want.TEXT);
        int limit = in.optional("limit", Want.COUNT, Format.LIMIT);
        return condition == null ? null : new Node.Repeat.While(condition, limit);
    }

    private static Node.@Nullable Repeat until(FieldReader in) {
        var condition = in.required("until", Want.TEXT);
        int limit = in.optional("limit", Want.COUNT, Format.LIMIT);
        return condition == null ? null : new Node.Repeat.Until(condition, limit);
    }

    private Node foreign(NodeId id, String name, String kind, FieldReader in) {
        var near = Nearest.to(kind, KINDS);
        findings.add(in.spot().field("kind").harmless(), "format.kind",
                Sentence.of("\"%s\" is no kind of node that is known here; the node is kept, but can't run.", kind),
                near == null
                        ? Sentence.of("Write one of %s, or update Flowloom if a newer version wrote it.",
                                Sentence.listed(KINDS))
                        : Sentence.of("Did you mean \"%s\"?", near));
        return new Node.Foreign(id, name, kind, in.untouched());
    }
}
