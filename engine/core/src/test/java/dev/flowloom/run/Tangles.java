package dev.flowloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.model.WireId;
import org.jspecify.annotations.Nullable;

/// Flows in which joins may get what they wait for or not.
final class Tangles {
    private final Random random;
    private final long seed;

    Tangles(long seed) {
        this.seed = seed;
        random = new Random(seed);
    }

    // Nodes wired at random, mostly forwards

    Flow any() {
        var flow = new FlowBuilder().start("n00");
        int size = 7 + random.nextInt(8);
        for (int i = 1; i < size; i++) {
            node(flow, name(i), i, size);
        }
        for (int i = 0; i < size; i++) {
            wire(flow, name(i), i, size);
        }
        return flow.build();
    }

    private static String name(int number) {
        return "n%02d".formatted(number);
    }

    private void node(FlowBuilder flow, String id, int at, int size) {
        if (at == size - 1) {
            flow.end(id);
            return;
        }
        switch (at < 3 ? 0 : random.nextInt(10)) {
            case 0, 1 -> flow.fork(id);
            case 2, 3, 4, 5 -> flow.join(id, rule());
            case 6, 7 -> flow.condition(id, "yes", "input.x");
            case 8 -> flow.end(id);
            default -> flow.step(id);
        }
        if (at < 3 && random.nextInt(2) == 0) {
            flow.step(id);
        }
    }

    private void wire(FlowBuilder flow, String id, int at, int size) {
        switch (Objects.requireNonNull(flow.build().graph().node(new NodeId(id)))) {
            case Node.Fork _ -> {
                for (int i = 2 + random.nextInt(2); i > 0; i--) {
                    slowly(flow, id, to(at, size));
                }
            }
            case Node.Join _ -> {
                slowly(flow, id, to(at, size));
                caught(flow, id, at, size);
            }
            case Node.Condition _ -> flow.branch(id, "yes", to(at, size)).branch(id, Branch.OTHERWISE, to(at, size));
            case Node.End _ -> {
            }
            case Node.Start _,Node.Invocation _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ -> {
                flow.way(id, to(at, size));
                caught(flow, id, at, size);
            }
        }
    }

    /// So that any order can come about: what takes no time happens in one that the rules fix.
    private void slowly(FlowBuilder flow, String from, String to) {
        var step = from + "to" + to;
        flow.step(step).way(from, step, to);
    }

    private void caught(FlowBuilder flow, String id, int at, int size) {
        if (at > 0 && random.nextInt(4) == 0) {
            flow.onError(id, to(at, size), Catch.ANYTHING);
        }
    }

    private String to(int from, int size) {
        return name(random.nextInt(10) == 0
                ? 1 + random.nextInt(size - 1)
                : Math.min(size - 1, from + 1 + random.nextInt(4)));
    }

    private JoinRule rule() {
        return switch (random.nextInt(5)) {
            case 0 -> JoinRule.ANY;
            case 1 -> new JoinRule.Count(2);
            default -> JoinRule.ALL;
        };
    }

    // A sound flow with up to three changes

    Flow changed() {
        var flow = RandomRun.flow(seed);
        for (long other = seed + 100_000; flow.graph().nodes().values().stream()
                .noneMatch(Node.Join.class::isInstance); other++) {
            flow = RandomRun.flow(other);
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            flow = flow.withGraph(changed(flow.graph()));
        }
        return flow;
    }

    private Graph changed(Graph graph) {
        return switch (random.nextInt(6)) {
            case 0 -> rejoined(graph);
            case 1, 2 -> caught(graph);
            case 3 -> cut(graph);
            default -> led(graph);
        };
    }

    /// With another rule at a join.
    private Graph rejoined(Graph graph) {
        return pick(graph.nodes().values(),
                Node.Join.class::isInstance) instanceof Node.Join(var id, var name, _, var extras)
                        ? graph.with(new Node.Join(id, name, rule(), extras))
                        : graph;
    }

    /// With a way led elsewhere.
    private Graph led(Graph graph) {
        var wire = pick(graph.wires().values(), Wire.Sequence.class::isInstance);
        var to = wire == null ? null : target(graph, wire.from());
        return wire == null || to == null ? graph : graph.with(wire.between(wire.from(), to.id()));
    }

    /// With another error wire.
    private Graph caught(Graph graph) {
        var from = pick(graph.nodes().values(), node -> (node instanceof Node.Step && !undoes(graph, node.id()))
                || node instanceof Node.Join || node instanceof Node.Container);
        var to = from == null ? null : target(graph, from.id());
        return from == null || to == null
                ? graph
                : graph.with(new Wire.OnError(new WireId("caught" + graph.wires().size()), from.id(), to.id(),
                        Catch.ANYTHING, Json.Obj.EMPTY));
    }

    /// Without a branch of a fork.
    private Graph cut(Graph graph) {
        var branch = pick(graph.wires().values(), wire -> graph.node(wire.from()) instanceof Node.Fork
                && graph.wires().values().stream().filter(other -> other.from().equals(wire.from())).count() > 1);
        return branch == null ? graph : graph.without(branch.id());
    }

    private @Nullable Node target(Graph graph, NodeId from) {
        return pick(graph.nodes().values(), node -> !(node instanceof Node.Start) && !undoes(graph, node.id())
                && !node.id().equals(from) && Objects.equals(graph.parent(node.id()), graph.parent(from)));
    }

    private static boolean undoes(Graph graph, NodeId node) {
        return graph.wires().values().stream()
                .anyMatch(wire -> wire instanceof Wire.Compensation && wire.to().equals(node));
    }

    private <T> @Nullable T pick(Iterable<T> all, Predicate<T> wanted) {
        List<T> fit = new ArrayList<>();
        all.forEach(one -> {
            if (wanted.test(one)) {
                fit.add(one);
            }
        });
        return fit.isEmpty() ? null : fit.get(random.nextInt(fit.size()));
    }
}
