package dev.flowloom.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Branch;
import dev.flowloom.model.ErrorRule;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// Builds small flows for tests, a node or a wire a line.
final class FlowBuilder {
    private final List<ErrorRule> rules = new ArrayList<>();
    private Graph graph = Graph.EMPTY;

    FlowBuilder start(String id) {
        return node(new Node.Start(new NodeId(id), "", Json.Obj.EMPTY));
    }

    FlowBuilder end(String id) {
        return node(new Node.End(new NodeId(id), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY));
    }

    FlowBuilder end(String id, Json output) {
        return node(new Node.End(new NodeId(id), "", new Node.Outcome.Completed(output), Json.Obj.EMPTY));
    }

    FlowBuilder failingEnd(String id, String code, String message) {
        return node(new Node.End(new NodeId(id), "", new Node.Outcome.Failed(code, message), Json.Obj.EMPTY));
    }

    FlowBuilder step(String id) {
        return node(Node.Step.of(new NodeId(id), "", "test"));
    }

    FlowBuilder disabled(String id) {
        return node(Node.Step.of(new NodeId(id), "", "test").withDisabled(true));
    }

    /// Disables a step that is there.
    FlowBuilder disable(String id) {
        return node(((Node.Step) Objects.requireNonNull(graph.node(new NodeId(id)))).withDisabled(true));
    }

    FlowBuilder step(String id, Retry retry) {
        return step(id, retry, null);
    }

    FlowBuilder step(String id, Retry retry, @Nullable Duration timeout) {
        return node(new Node.Step(new NodeId(id), "", "test", Json.Obj.EMPTY, null, null, retry, timeout, null, false,
                Json.Obj.EMPTY));
    }

    FlowBuilder step(String id, Json.Obj settings, @Nullable Json input, @Nullable Json output) {
        return node(
                new Node.Step(new NodeId(id), "", "test", settings, input, output, null, null, null, false,
                        Json.Obj.EMPTY));
    }

    /// Calls the flow `other`.
    FlowBuilder subFlow(String id) {
        return node(new Node.SubFlow(new NodeId(id), "", new FlowReference("other", null), null, null,
                Json.Obj.EMPTY));
    }

    /// With the branches as pairs of an id and an expression.
    FlowBuilder condition(String id, String... branches) {
        var list = new ArrayList<Branch>();
        for (int i = 0; i < branches.length; i += 2) {
            list.add(new Branch(branches[i], "", branches[i + 1], Json.Obj.EMPTY));
        }
        return node(new Node.Condition(new NodeId(id), "", list, Json.Obj.EMPTY));
    }

    FlowBuilder fork(String id) {
        return node(new Node.Fork(new NodeId(id), "", Json.Obj.EMPTY));
    }

    FlowBuilder join(String id, JoinRule rule) {
        return node(new Node.Join(new NodeId(id), "", rule, Json.Obj.EMPTY));
    }

    FlowBuilder waiting(String id, String duration) {
        return node(new Node.Wait(new NodeId(id), "", duration, Json.Obj.EMPTY));
    }

    FlowBuilder waitingUntil(String id, String moment) {
        return node(new Node.Wait(new NodeId(id), "", new Node.Delay.Until(moment), Json.Obj.EMPTY));
    }

    FlowBuilder receive(String id, String message, @Nullable String key, @Nullable Duration timeout) {
        return node(new Node.Receive(new NodeId(id), "", message, key, timeout, Json.Obj.EMPTY));
    }

    FlowBuilder approval(String id, String question, String who, @Nullable Duration timeout) {
        return node(new Node.Approval(new NodeId(id), "", question, who, timeout, Json.Obj.EMPTY));
    }

    FlowBuilder scope(String id) {
        return node(new Node.Scope(new NodeId(id), "", Json.Obj.EMPTY));
    }

    FlowBuilder scope(String id, Duration timeout) {
        return node(new Node.Scope(new NodeId(id), "", timeout, null, Json.Obj.EMPTY));
    }

    FlowBuilder scope(String id, Lock lock) {
        return node(new Node.Scope(new NodeId(id), "", null, lock, Json.Obj.EMPTY));
    }

    FlowBuilder forEach(String id, String items, int concurrency) {
        return node(new Node.Loop(new NodeId(id), "", new Node.Repeat.ForEach(items, concurrency), Json.Obj.EMPTY));
    }

    FlowBuilder forEach(String id, String items, int concurrency, ItemErrors onError) {
        return node(new Node.Loop(new NodeId(id), "", new Node.Repeat.ForEach(items, concurrency, onError),
                Json.Obj.EMPTY));
    }

    /// As the other, for a batch of items each time.
    FlowBuilder forEach(String id, String items, int batch, int concurrency, ItemErrors onError) {
        return node(new Node.Loop(new NodeId(id), "",
                new Node.Repeat.ForEach(new Items.Listed(items), batch, concurrency, onError), Json.Obj.EMPTY));
    }

    /// A loop over what a source gives.
    FlowBuilder source(String id, int batch, int concurrency, ItemErrors onError) {
        return source(id, batch, concurrency, onError, null);
    }

    FlowBuilder source(String id, int batch, int concurrency, ItemErrors onError, @Nullable Duration timeout) {
        return node(new Node.Loop(new NodeId(id), "", new Node.Repeat.ForEach(
                new Items.Streamed("test.source", Json.Obj.of("of", Json.of("{{ input }}")), timeout), batch,
                concurrency, onError), Json.Obj.EMPTY));
    }

    FlowBuilder whileHolds(String id, String condition, int limit) {
        return node(new Node.Loop(new NodeId(id), "", new Node.Repeat.While(condition, limit), Json.Obj.EMPTY));
    }

    FlowBuilder untilHolds(String id, String condition, int limit) {
        return node(new Node.Loop(new NodeId(id), "", new Node.Repeat.Until(condition, limit), Json.Obj.EMPTY));
    }

    /// What stands in a container.
    FlowBuilder in(String container, String... nodes) {
        for (var node : nodes) {
            graph = graph.withParent(new NodeId(node), new NodeId(container));
        }
        return this;
    }

    /// As [#in], of those that stand in nothing yet.
    FlowBuilder hold(String container, Collection<String> nodes) {
        nodes.stream().filter(node -> graph.parent(new NodeId(node)) == null).forEach(node -> in(container, node));
        return this;
    }

    /// The ids of all nodes so far.
    SortedSet<String> ids() {
        var ids = new TreeSet<String>();
        graph.nodes().keySet().forEach(id -> ids.add(id.value()));
        return ids;
    }

    FlowBuilder node(Node node) {
        graph = graph.with(node);
        return this;
    }

    /// Wires the nodes one after the other.
    FlowBuilder way(String... ids) {
        for (int i = 1; i < ids.length; i++) {
            add(new Wire.Sequence(wire(ids[i - 1], ids[i]), new NodeId(ids[i - 1]), null, new NodeId(ids[i]),
                    Json.Obj.EMPTY));
        }
        return this;
    }

    FlowBuilder branch(String condition, String branch, String to) {
        return add(new Wire.Sequence(wire(condition + "." + branch, to), new NodeId(condition), branch,
                new NodeId(to), Json.Obj.EMPTY));
    }

    FlowBuilder onError(String from, String to, Wire.Catch caught) {
        return add(new Wire.OnError(wire(from + "!" + caught, to), new NodeId(from), new NodeId(to), caught,
                Json.Obj.EMPTY));
    }

    FlowBuilder undo(String step, String compensation) {
        step(compensation);
        return undoBy(step, compensation);
    }

    FlowBuilder undoBy(String step, String compensation) {
        return add(new Wire.Compensation(wire(step, compensation), new NodeId(step), new NodeId(compensation),
                Json.Obj.EMPTY));
    }

    FlowBuilder rule(String code, Severity severity) {
        rules.add(new ErrorRule(code, null, severity, Json.Obj.EMPTY));
        return this;
    }

    Flow build() {
        return new Flow("test", "", "Test", "", Flow.JSONATA, Json.Obj.EMPTY, rules, TreePMap.empty(), graph,
                Json.Obj.EMPTY);
    }

    FlowBuilder add(Wire wire) {
        graph = graph.with(wire);
        return this;
    }

    private static WireId wire(String from, String to) {
        return new WireId(from + "-" + to);
    }
}
