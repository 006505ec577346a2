package dev.flowloom.runtime;

import java.time.Duration;

import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
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

/// Builds small flows for tests, whose steps are all of the type of [Work].
final class Flows {
    static final Retry AT_ONCE = new Retry(3, Duration.ZERO, 1, Duration.ZERO, 0);

    private Graph graph = Graph.EMPTY;

    /// start → the steps → end
    static Flow sequence(String... steps) {
        var flow = new Flows().start("start").end("end");
        var before = "start";
        for (var step : steps) {
            flow.step(step).way(before, step);
            before = step;
        }
        return flow.way(before, "end").build("sequence");
    }

    Flows start(String id) {
        return node(new Node.Start(new NodeId(id), "", Json.Obj.EMPTY));
    }

    Flows end(String id) {
        return node(new Node.End(new NodeId(id), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY));
    }

    Flows step(String id) {
        return step(id, AT_ONCE, null);
    }

    Flows step(String id, Retry retry, @Nullable Duration timeout) {
        return node(new Node.Step(new NodeId(id), "", Work.TYPE, Json.Obj.of("step", Json.of(id)), null, null, retry,
                timeout, null, false, Json.Obj.EMPTY));
    }

    Flows subFlow(String id, String flow) {
        return node(new Node.SubFlow(new NodeId(id), "", new FlowReference(flow, null), null, null, Json.Obj.EMPTY));
    }

    /// A loop over the numbers from 0 below `to`, as [Counting] gives them.
    Flows counting(String id, int to, int batch, int concurrency, ItemErrors onError) {
        return counting(id, to, batch, concurrency, onError, null);
    }

    Flows counting(String id, int to, int batch, int concurrency, ItemErrors onError, @Nullable Duration timeout) {
        return node(new Node.Loop(new NodeId(id), "", new Node.Repeat.ForEach(
                new Items.Streamed(Counting.TYPE, Json.Obj.of("to", Json.of(to)), timeout), batch, concurrency,
                onError), Json.Obj.EMPTY));
    }

    /// A loop over what an expression gives.
    Flows list(String id, String items, int concurrency, ItemErrors onError) {
        return node(new Node.Loop(new NodeId(id), "", new Node.Repeat.ForEach(new Items.Listed(items), 1, concurrency,
                onError), Json.Obj.EMPTY));
    }

    Flows scope(String id) {
        return node(new Node.Scope(new NodeId(id), "", Json.Obj.EMPTY));
    }

    Flows fork(String id) {
        return node(new Node.Fork(new NodeId(id), "", Json.Obj.EMPTY));
    }

    Flows join(String id) {
        return node(new Node.Join(new NodeId(id), "", JoinRule.ALL, Json.Obj.EMPTY));
    }

    Flows waiting(String id, String duration) {
        return node(new Node.Wait(new NodeId(id), "", duration, Json.Obj.EMPTY));
    }

    Flows receive(String id, String message, @Nullable String key, @Nullable Duration timeout) {
        return node(new Node.Receive(new NodeId(id), "", message, key, timeout, Json.Obj.EMPTY));
    }

    /// With a way for each answer.
    Flows approval(String id, String question, @Nullable Duration timeout, String approved, String rejected) {
        return node(new Node.Approval(new NodeId(id), "", question, "the boss", timeout, Json.Obj.EMPTY))
                .branch(id, Node.Approval.APPROVED, approved).branch(id, Node.Approval.REJECTED, rejected);
    }

    Flows branch(String from, String branch, String to) {
        graph = graph.with(new Wire.Sequence(new WireId(from + "-" + branch + "-" + to), new NodeId(from), branch,
                new NodeId(to), Json.Obj.EMPTY));
        return this;
    }

    Flows onError(String from, String to) {
        graph = graph.with(new Wire.OnError(new WireId(from + "!" + to), new NodeId(from), new NodeId(to),
                Wire.Catch.ANYTHING, Json.Obj.EMPTY));
        return this;
    }

    /// What stands in a container.
    Flows in(String container, String... nodes) {
        for (var node : nodes) {
            graph = graph.withParent(new NodeId(node), new NodeId(container));
        }
        return this;
    }

    Flows node(Node node) {
        graph = graph.with(node);
        return this;
    }

    Flows way(String... ids) {
        for (int i = 1; i < ids.length; i++) {
            graph = graph.with(new Wire.Sequence(new WireId(ids[i - 1] + "-" + ids[i]), new NodeId(ids[i - 1]), null,
                    new NodeId(ids[i]), Json.Obj.EMPTY));
        }
        return this;
    }

    /// With a step that undoes a step.
    Flows undo(String step, String compensation) {
        step(compensation);
        graph = graph.with(new Wire.Compensation(new WireId(step + "~" + compensation), new NodeId(step),
                new NodeId(compensation), Json.Obj.EMPTY));
        return this;
    }

    Flow build(String id) {
        return Flow.of(id, id, graph);
    }
}
