package dev.flowloom.bench.flowloom;

import java.util.List;

import dev.flowloom.bench.Shape;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// The flows that are run.
final class Drawing {
    static final String MESSAGE = "wake";

    private Graph graph = Graph.EMPTY;

    private Drawing() {}

    static Flow of(Shape shape) {
        return switch (shape) {
            case Shape.Sequence(var steps) -> sequence(steps);
            case Shape.Forked() -> forked();
            case Shape.Saga() -> saga();
            case Shape.ForEach(var items) -> forEach(items);
        };
    }

    private static Flow sequence(int steps) {
        var drawing = new Drawing().start("start").end("end");
        var before = "start";
        for (int i = 1; i <= steps; i++) {
            var step = "step" + i;
            drawing.step(step).way(before, step);
            before = step;
        }
        return drawing.way(before, "end").build("sequence");
    }

    private static Flow forked() {
        var branch = new Branch("many", "", "input.amount > 100", Json.Obj.EMPTY);
        return new Drawing().start("start").end("end").end("none")
                .node(new Node.Condition(new NodeId("if"), "", List.of(branch), Json.Obj.EMPTY))
                .node(new Node.Fork(new NodeId("fork"), "", Json.Obj.EMPTY)).step("a").step("b").step("c")
                .node(new Node.Join(new NodeId("join"), "", JoinRule.ALL, Json.Obj.EMPTY)).step("d").step("e")
                .way("start", "if").branch("if", "many", "fork").branch("if", Branch.OTHERWISE, "none")
                .way("fork", "a", "join").way("fork", "b", "join").way("fork", "c", "join")
                .way("join", "d", "e", "end").build("forked");
    }

    private static Flow saga() {
        var drawing = new Drawing().start("start").end("end").way("start", "a", "b", "c", "d", "fails", "end");
        for (var step : List.of("a", "b", "c", "d")) {
            drawing.step(step).step("undo_" + step);
            drawing.graph = drawing.graph.with(new Wire.Compensation(new WireId(step + "~"), new NodeId(step),
                    new NodeId("undo_" + step), Json.Obj.EMPTY));
        }
        return drawing.node(Node.Step.of(new NodeId("fails"), "", Steps.FAIL).withRetry(Retry.NEVER)).build("saga");
    }

    private static Flow forEach(int items) {
        return new Drawing().loop(new Items.Listed("[1..%d]".formatted(items)), 1, Shape.ForEach.AT_ONCE, Steps.WORK)
                .build("for-each");
    }

    /// Reads rows, and writes each as another.
    static Flow move(int rows, int batch) {
        var source = new Items.Streamed(Rows.READ, Json.Obj.of("to", Json.of(rows)));
        return new Drawing().loop(source, batch, Shape.ForEach.AT_ONCE, Rows.LOAD).build("move");
    }

    /// Waits for a message with the run's number, or for a moment that the input names, and then does a step.
    static Flow waiting(boolean forMessage) {
        var wait = forMessage
                ? new Node.Receive(new NodeId("wait"), "", MESSAGE, "{{ input.number }}", null, Json.Obj.EMPTY)
                : new Node.Wait(new NodeId("wait"), "", new Node.Delay.Until("{{ input.until }}"), Json.Obj.EMPTY);
        return new Drawing().start("start").node(wait).step("step").end("end").way("start", "wait", "step", "end")
                .build("waiting");
    }

    private Drawing loop(Items items, int batch, int atOnce, String type) {
        start("start").end("end").node(new Node.Loop(new NodeId("loop"), "",
                new Node.Repeat.ForEach(items, batch, atOnce, ItemErrors.STOP), Json.Obj.EMPTY));
        start("in").node(Node.Step.of(new NodeId("each"), "", type))
                .node(new Node.End(new NodeId("out"), "", new Node.Outcome.Completed(Json.NULL), Json.Obj.EMPTY));
        for (var inside : List.of("in", "each", "out")) {
            graph = graph.withParent(new NodeId(inside), new NodeId("loop"));
        }
        return way("start", "loop", "end").way("in", "each", "out");
    }

    private Drawing start(String id) {
        return node(new Node.Start(new NodeId(id), "", Json.Obj.EMPTY));
    }

    private Drawing end(String id) {
        return node(new Node.End(new NodeId(id), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY));
    }

    private Drawing step(String id) {
        return node(Node.Step.of(new NodeId(id), "", Steps.WORK));
    }

    private Drawing node(Node node) {
        graph = graph.with(node);
        return this;
    }

    private Drawing way(String... ids) {
        for (int i = 1; i < ids.length; i++) {
            branch(ids[i - 1], null, ids[i]);
        }
        return this;
    }

    private Drawing branch(String from, @Nullable String branch, String to) {
        graph = graph.with(new Wire.Sequence(new WireId(from + "-" + to), new NodeId(from), branch, new NodeId(to),
                Json.Obj.EMPTY));
        return this;
    }

    private Flow build(String id) {
        return Flow.of(id, "", graph);
    }
}
