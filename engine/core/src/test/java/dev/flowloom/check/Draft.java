package dev.flowloom.check;

import java.util.Arrays;
import java.util.function.UnaryOperator;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Builds flows for tests in a few words. Wires are named `from-to`.
record Draft(Graph graph) {
    static Draft empty() {
        return new Draft(Graph.EMPTY);
    }

    /// Start, one step `a`, end `z`.
    static Draft sound() {
        return empty().start("s").step("a").end("z").line("s", "a", "z");
    }

    Draft with(Node node) {
        return new Draft(graph.with(node));
    }

    Draft with(Wire wire) {
        return new Draft(graph.with(wire));
    }

    Draft without(String id) {
        return new Draft(graph.without(new NodeId(id)));
    }

    Draft cut(String wire) {
        return new Draft(graph.without(new WireId(wire)));
    }

    Draft start(String id) {
        return with(new Node.Start(new NodeId(id), "", Json.Obj.EMPTY));
    }

    Draft end(String id) {
        return with(new Node.End(new NodeId(id), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY));
    }

    Draft failing(String id) {
        return with(new Node.End(new NodeId(id), "", new Node.Outcome.Failed("bad", "It is {{ data }}."),
                Json.Obj.EMPTY));
    }

    Draft step(String id) {
        return step(id, UnaryOperator.identity());
    }

    Draft step(String id, UnaryOperator<Node.Step> change) {
        return with(change.apply(Node.Step.of(new NodeId(id), "", "test.any")));
    }

    /// A step with settings.
    Draft step(String id, String settings) {
        return step(id, step -> step.withSettings((Json.Obj) json(settings)));
    }

    Draft fork(String id) {
        return with(new Node.Fork(new NodeId(id), "", Json.Obj.EMPTY));
    }

    Draft join(String id) {
        return join(id, JoinRule.ALL);
    }

    Draft join(String id, JoinRule rule) {
        return with(new Node.Join(new NodeId(id), "", rule, Json.Obj.EMPTY));
    }

    Draft pause(String id, String duration) {
        return with(new Node.Wait(new NodeId(id), "", duration, Json.Obj.EMPTY));
    }

    Draft pauseUntil(String id, String moment) {
        return with(new Node.Wait(new NodeId(id), "", new Node.Delay.Until(moment), Json.Obj.EMPTY));
    }

    Draft receive(String id, String message, @Nullable String key) {
        return with(new Node.Receive(new NodeId(id), "", message, key, null, Json.Obj.EMPTY));
    }

    Draft approval(String id, String question) {
        return with(new Node.Approval(new NodeId(id), "", question, "", null, Json.Obj.EMPTY));
    }

    /// Start, an approval `q` that leads to the steps `a` or `b`, end `z`.
    static Draft question() {
        return empty().start("s").approval("q", "Pay?").step("a").step("b").end("z").line("s", "q")
                .branch("q", "approved", "a").branch("q", "rejected", "b").line("a", "z").line("b", "z");
    }

    /// A condition whose branches ask for the data's field of their own name.
    Draft condition(String id, String... branches) {
        var all = Arrays.stream(branches).map(b -> new Branch(b, "", "input." + b, Json.Obj.EMPTY)).toList();
        return with(new Node.Condition(new NodeId(id), "", all, Json.Obj.EMPTY));
    }

    Draft wire(String from, String to) {
        return with(new Wire.Sequence(new WireId(from + "-" + to), new NodeId(from), null, new NodeId(to),
                Json.Obj.EMPTY));
    }

    Draft branch(String from, String branch, String to) {
        return with(new Wire.Sequence(new WireId(from + "-" + branch + "-" + to), new NodeId(from), branch,
                new NodeId(to), Json.Obj.EMPTY));
    }

    Draft error(String from, String to, Wire.Catch caught) {
        return with(new Wire.OnError(new WireId(from + "-error" + graph.wires().size() + "-" + to), new NodeId(from),
                new NodeId(to), caught, Json.Obj.EMPTY));
    }

    Draft undo(String from, String to) {
        return with(new Wire.Compensation(new WireId(from + "-undo-" + to), new NodeId(from), new NodeId(to),
                Json.Obj.EMPTY));
    }

    /// What stands in a container.
    Draft in(String container, String... nodes) {
        var held = graph;
        for (var node : nodes) {
            held = held.withParent(new NodeId(node), new NodeId(container));
        }
        return new Draft(held);
    }

    /// Wires from each to the next.
    Draft line(String... ids) {
        var draft = this;
        for (int i = 1; i < ids.length; i++) {
            draft = draft.wire(ids[i - 1], ids[i]);
        }
        return draft;
    }

    /// Start, a fork `f` to the steps `a` and `b`, a join `j` of both, end `z`.
    static Draft parallel() {
        return empty().start("s").fork("f").step("a").step("b").join("j").end("z").line("s", "f", "a", "j", "z")
                .line("f", "b", "j");
    }

    /// Start, a condition `c` that leads to the steps `a` or otherwise `b`, end `z`.
    static Draft choice() {
        return empty().start("s").condition("c", "yes").step("a").step("b").end("z").line("s", "c")
                .branch("c", "yes", "a").branch("c", "otherwise", "b").line("a", "z").line("b", "z");
    }

    Flow flow() {
        return Flow.of("test", "Test", graph);
    }

    static Json json(String text) {
        try {
            return JsonText.parse(text);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
