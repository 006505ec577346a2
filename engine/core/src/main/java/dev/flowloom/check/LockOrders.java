package dev.flowloom.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// Locks that are taken while others are held. Where two are taken in both orders, two tokens that have got one each wait for
/// each other: of two branches, or of two runs. Names that are made in a run may be any, and nothing is said of them.
final class LockOrders {
    private final Graph graph;
    private final Map<Names, List<Taking>> takings = new HashMap<>();

    private LockOrders(Graph graph) {
        this.graph = graph;
    }

    private record Names(String held, String taken) {
        Names turned() {
            return new Names(/* held= */ taken, /* taken= */ held);
        }
    }

    /// A scope whose lock is waited for without end while that of one around it is held.
    private record Taking(Node.Scope held, Node.Scope taken) {
        Names names() {
            return new Names(LockRules.fixedLock(held), LockRules.fixedLock(taken));
        }
    }

    static void check(Flow flow, Consumer<Problem> problems) {
        new LockOrders(flow.graph()).check(problems);
    }

    private void check(Consumer<Problem> problems) {
        var told = new ArrayList<Names>();
        for (var node : graph.nodes().values()) {
            if (node instanceof Node.Scope scope && !LockRules.fixedLock(scope).isEmpty()) {
                for (var taking : takings(scope)) {
                    takings.computeIfAbsent(taking.names(), _ -> new ArrayList<>()).add(taking);
                    takings.getOrDefault(taking.names().turned(), List.of()).stream()
                            .filter(other -> !told.contains(taking.names()) && !areKeptApart(taking, other)).findFirst()
                            .ifPresent(other -> {
                                told.addAll(List.of(taking.names(), other.names()));
                                problems.accept(problem(taking, other));
                            });
                }
            }
        }
    }

    private List<Taking> takings(Node.Scope taken) {
        var found = new ArrayList<Taking>();
        var lock = taken.lock();
        // A wait that ends by itself ends that of the other one as well.
        if (lock == null || lock.patience() != null) {
            return found;
        }
        for (var id : graph.ancestors(taken.id())) {
            if (graph.node(id) instanceof Node.Scope held) {
                if (held.timeout() != null) {
                    return found;
                }
                var name = LockRules.fixedLock(held);
                // It waits for itself, which is told as that.
                if (name.equals(lock.name())) {
                    return new ArrayList<>();
                }
                if (!name.isEmpty()) {
                    found.add(new Taking(held, taken));
                }
            }
        }
        return found;
    }

    /// Whether both are done under one further lock, and so never at once.
    private boolean areKeptApart(Taking one, Taking other) {
        var around = guards(one);
        return guards(other).entrySet().stream().anyMatch(guard -> {
            var scope = around.get(guard.getKey());
            return scope != null && (!scope.equals(guard.getValue()) || isDoneInOrder(scope));
        });
    }

    /// By its name each lock that is held besides, and the scope that holds it.
    private Map<String, NodeId> guards(Taking taking) {
        return graph.ancestors(taking.taken().id()).stream().map(graph::node)
                .filter(Node.Scope.class::isInstance).map(Node.Scope.class::cast)
                .filter(scope -> !Set.of("", taking.names().held(), taking.names().taken())
                        .contains(LockRules.fixedLock(scope)))
                .collect(Collectors.toMap(LockRules::fixedLock, Node.Scope::id, (inner, _) -> inner, TreeMap::new));
    }

    /// Whether at most one token is under way in what the container holds.
    private boolean isDoneInOrder(NodeId container) {
        return graph.nodes().values().stream().filter(node -> switch (node) {
            case Node.Fork _ -> true;
            case Node.Loop(_, _, Node.Repeat.ForEach(_, _, var concurrency, _), _) -> concurrency > 1;
            case Node _ -> false;
        }).noneMatch(node -> graph.ancestors(node.id()).contains(container));
    }

    private Problem problem(Taking taking, Taking other) {
        var taken = taking.taken();
        var problem = Problem.warning("lock.order", Places.at(taken, "/lock/name"),
                Sentence.of(
                        "%s takes the lock \"%s\" while \"%s\" is held, and %s takes them the other way round: where each has got one of the two, both wait for ever.",
                        Places.name(taken), taking.names().taken(), taking.names().held(),
                        Places.name(other.taken())),
                Sentence.of(
                        "Take the two locks in the same order everywhere, or say in one of the two scopes how long it waits."));
        var parent = graph.parent(taken.id());
        return parent == null ? problem : problem.within(Places.inside(graph, parent));
    }
}
