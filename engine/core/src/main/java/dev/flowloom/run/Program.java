package dev.flowloom.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Template;
import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Branch;
import dev.flowloom.model.ErrorCodes;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// A flow made ready to run: its expressions compiled, its wires by the node they leave. Immutable; one serves all
/// runs of a definition.
public final class Program {
    private final Flow flow;
    /// Where the flow begins, and each container that has a start.
    private final SortedMap<NodeId, NodeId> starts = new TreeMap<>();
    private final NodeId start;
    private final SortedMap<NodeId, List<Wire.Sequence>> ways = new TreeMap<>();
    private final SortedMap<NodeId, List<Wire.OnError>> catches = new TreeMap<>();
    private final SortedMap<NodeId, Wire.Compensation> compensations = new TreeMap<>();
    private final SortedMap<NodeId, Code> code = new TreeMap<>();
    /// For each fork, for each of its branches, what a token can reach.
    private final SortedMap<NodeId, List<SortedSet<NodeId>>> reach = new TreeMap<>();

    /// The compiled part of a node.
    sealed interface Code {
        record StepCode(Node.Step step, Template settings, @Nullable Template input, @Nullable Template output)
                implements
                    Code {}

        record ConditionCode(List<Choice> choices) implements Code {}

        record WaitCode(Template time) implements Code {}

        record ReceiveCode(Template message, @Nullable Template key) implements Code {}

        record ApprovalCode(Template who, Template question) implements Code {}

        /// An end that completes.
        ///
        /// @param output null where the end gives what arrived
        record EndCode(@Nullable Template output) implements Code {}

        /// A loop's list of items or condition.
        record LoopCode(Placed expression) implements Code {}

        /// What a loop's source is set to.
        record SourceCode(Template settings) implements Code {}

        /// What a sub-flow calls with what, and what it makes of the result.
        record SubFlowCode(FlowReference reference, @Nullable Template input, @Nullable Template output)
                implements
                    Code {}

        record FailCode(String error, Template message) implements Code {}

        /// The name of a scope's lock.
        record LockCode(Template name) implements Code {}

        /// Nothing to compile.
        record NoCode() implements Code {}
    }

    /// A branch and when it is taken.
    record Choice(String branch, Placed when) {}

    private Program(Flow flow, NodeId start) {
        this.flow = flow;
        this.start = start;
    }

    /// Makes a flow that has no errors ready to run.
    ///
    /// @throws ExpressionException when an expression doesn't compile
    /// @throws IllegalArgumentException when the flow has no start, or a step uses a resource that it doesn't have
    public static Program compile(Flow flow, ExpressionLanguage language) throws ExpressionException {
        var graph = flow.graph();
        var program = new Program(flow, findStart(flow, graph));
        for (var node : graph.nodes().values()) {
            program.code.put(node.id(), compile(node, language));
            requireResource(flow, node);
            var container = graph.parent(node.id());
            if (node instanceof Node.Start && container != null) {
                program.starts.putIfAbsent(container, node.id());
            }
        }
        graph.wires().values().forEach(program::add);
        for (var node : graph.nodes().values()) {
            if (node instanceof Node.Fork) {
                program.reach.put(node.id(), program.ways(node.id()).stream().map(program::reachable).toList());
            }
        }
        return program;
    }

    private static NodeId findStart(Flow flow, Graph graph) {
        return graph.nodes().values().stream()
                .filter(node -> node instanceof Node.Start && graph.parent(node.id()) == null)
                .map(Node::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the flow %s has no start".formatted(flow.id())));
    }

    // Used as if nothing had to be kept to, it might be harmed.
    private static void requireResource(Flow flow, Node node) {
        if (node instanceof Node.Step step && !step.disabled() && step.resource() != null
                && flow.resources().get(step.resource()) == null) {
            throw new IllegalArgumentException("the step %s uses the resource \"%s\", which the flow %s doesn't have"
                    .formatted(step.id(), step.resource(), flow.id()));
        }
    }

    private static Code compile(Node node, ExpressionLanguage language) throws ExpressionException {
        var code = new Compiler(language);
        return switch (node) {
            case Node.Step step -> new Code.StepCode(step, code.template("/settings", step.settings()),
                    code.optional("/input", step.input()), code.optional("/output", step.output()));
            case Node.SubFlow call -> new Code.SubFlowCode(call.flow(), code.optional("/input", call.input()),
                    code.optional("/output", call.output()));
            case Node.Condition condition -> new Code.ConditionCode(choices(condition.branches(), code));
            case Node.Wait wait -> new Code.WaitCode(switch (wait.delay()) {
                case Node.Delay.For(var text) -> code.template("/for", text);
                case Node.Delay.Until(var text) -> code.template("/until", text);
            });
            case Node.Receive receive -> new Code.ReceiveCode(code.template("/message", receive.message()),
                    receive.key() == null ? null : code.template("/key", receive.key()));
            case Node.Approval approval -> new Code.ApprovalCode(code.template("/who", approval.who()),
                    code.template("/question", approval.question()));
            case Node.End end -> switch (end.outcome()) {
                case Node.Outcome.Completed(var output) -> new Code.EndCode(code.optional("/output", output));
                case Node.Outcome.Failed(var error, var message) ->
                    new Code.FailCode(error, code.template("/error/message", message));
            };
            case Node.Loop loop -> switch (loop.repeat()) {
                case Node.Repeat.ForEach(Items.Streamed(_, var settings, _), _, _, _) ->
                    new Code.SourceCode(code.template("/settings", settings));
                case Node.Repeat.ForEach(Items.Listed(var items), _, _, _) ->
                    new Code.LoopCode(code.whole("/forEach", items));
                case Node.Repeat.While(var condition, _) -> new Code.LoopCode(code.whole("/while", condition));
                case Node.Repeat.Until(var condition, _) -> new Code.LoopCode(code.whole("/until", condition));
            };
            case Node.Scope(_, _, _, var lock, _) when lock != null ->
                new Code.LockCode(code.template("/lock/name", lock.name()));
            case Node.Start _,Node.Fork _,Node.Join _,Node.Scope _,Node.Foreign _ -> new Code.NoCode();
        };
    }

    private static List<Choice> choices(List<Branch> branches, Compiler code) throws ExpressionException {
        var choices = new ArrayList<Choice>();
        for (var branch : branches) {
            choices.add(new Choice(branch.id(), code.whole("/branches/" + choices.size() + "/when", branch.when())));
        }
        return choices;
    }

    /// Compiles a node's fields, each of which is told where what it holds goes wrong.
    private record Compiler(ExpressionLanguage language) {
        Template template(String field, Json value) throws ExpressionException {
            return Template.compile(value, language, field);
        }

        Template template(String field, String text) throws ExpressionException {
            return template(field, Json.of(text));
        }

        @Nullable
        Template optional(String field, @Nullable Json value) throws ExpressionException {
            return value == null ? null : template(field, value);
        }

        /// A field that is an expression as a whole.
        Placed whole(String field, String source) throws ExpressionException {
            return new Placed(language.compile(source), field, 0);
        }
    }

    private void add(Wire wire) {
        switch (wire) {
            case Wire.Sequence way -> ways.computeIfAbsent(way.from(), _ -> new ArrayList<>()).add(way);
            case Wire.OnError caught -> catches.computeIfAbsent(caught.from(), _ -> new ArrayList<>()).add(caught);
            case Wire.Compensation undo -> compensations.put(undo.from(), undo);
        }
    }

    private SortedSet<NodeId> reachable(Wire.Sequence first) {
        var seen = new TreeSet<NodeId>();
        var open = new ArrayDeque<NodeId>();
        open.add(first.to());
        while (!open.isEmpty()) {
            var node = open.remove();
            if (seen.add(node)) {
                ways(node).forEach(way -> open.add(way.to()));
                catches(node).forEach(caught -> open.add(caught.to()));
            }
        }
        return seen;
    }

    /// How many nodes the flow has, at any depth.
    int nodes() {
        return flow.graph().nodes().size();
    }

    public Flow flow() {
        return flow;
    }

    NodeId start() {
        return start;
    }

    /// Where a container's content begins; null where it has no start.
    @Nullable
    NodeId startOf(NodeId container) {
        return starts.get(container);
    }

    Node node(NodeId id) {
        var node = flow.graph().node(id);
        if (node == null) {
            throw new IllegalStateException("the flow %s has no node %s".formatted(flow.id(), id));
        }
        return node;
    }

    Code code(NodeId id) {
        node(id);
        return Objects.requireNonNull(code.get(id));
    }

    /// What makes of a step's or a sub-flow's result what it gives; null where it gives that.
    @Nullable
    Template output(NodeId id) {
        return switch (code(id)) {
            case Code.StepCode step -> step.output();
            case Code.SubFlowCode call -> call.output();
            case Code.ConditionCode _,Code.WaitCode _,Code.ReceiveCode _,Code.ApprovalCode _,Code.EndCode _,Code.LoopCode _,Code.SourceCode _,Code.FailCode _,Code.LockCode _,Code.NoCode _ ->
                null;
        };
    }

    /// The sequence wires that leave a node, sorted by id.
    List<Wire.Sequence> ways(NodeId node) {
        return ways.getOrDefault(node, List.of());
    }

    /// The error wires that leave a node, sorted by id.
    List<Wire.OnError> catches(NodeId node) {
        return catches.getOrDefault(node, List.of());
    }

    Wire.@Nullable Compensation compensation(NodeId node) {
        return compensations.get(node);
    }

    /// Whether a token on this branch of a fork can come to that node.
    boolean reaches(NodeId fork, int branch, NodeId node) {
        return reach.getOrDefault(fork, List.of()).get(branch).contains(node);
    }

    /// How many branches of a fork can come to that node.
    int branchesReaching(NodeId fork, NodeId node) {
        return (int) reach.getOrDefault(fork, List.of()).stream().filter(nodes -> nodes.contains(node)).count();
    }

    /// How a node goes through items; null where it is no loop that does.
    Node.Repeat.@Nullable ForEach forEach(NodeId node) {
        return node(node) instanceof Node.Loop(_, _, Node.Repeat.ForEach each, _) ? each : null;
    }

    /// Whether a container goes on where it fails for an item.
    boolean mayGoOnWithout(NodeId node) {
        var each = forEach(node);
        return each != null && each.onError() != ItemErrors.STOP;
    }

    /// What a step uses; null where that is nothing, or nothing is kept to in using it.
    Effect.@Nullable Use use(Node.Step step) {
        var resource = step.resource() == null ? null : flow.resources().get(step.resource());
        return step.resource() == null || resource == null || resource.isFree()
                ? null
                : new Effect.Use(step.resource(), resource);
    }

    /// What the flow's error rules make of an error.
    Severity classify(String errorCode, String stepType, Severity byStepType) {
        return flow.errorRules().stream()
                .filter(rule -> rule.matches(errorCode, stepType))
                .findFirst()
                .map(rule -> rule.severity())
                .orElse(byStepType);
    }

    /// The wire that catches an error at a node: by its code first (whole before `*`, longer before shorter), then by its
    /// severity, then by catching anything.
    Wire.@Nullable OnError catching(NodeId node, RunError error) {
        Wire.OnError best = null;
        int bestRank = 0;
        for (var wire : catches(node)) {
            int rank = rank(wire.caught(), error);
            if (rank > bestRank) {
                best = wire;
                bestRank = rank;
            }
        }
        return best;
    }

    private static int rank(Wire.Catch caught, RunError error) {
        return switch (caught) {
            case Wire.Catch.Code(var pattern) when !ErrorCodes.matches(pattern, error.code()) -> 0;
            case Wire.Catch.Code(var pattern) -> pattern.endsWith("*") ? 2 + pattern.length() : Integer.MAX_VALUE;
            case Wire.Catch.OfSeverity(var severity) -> severity == error.severity() ? 2 : 0;
            case Wire.Catch.Anything() -> 1;
        };
    }
}
