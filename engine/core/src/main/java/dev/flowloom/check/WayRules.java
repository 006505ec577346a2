package dev.flowloom.check;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;

/// The ways that lead to and from nodes.
final class WayRules {
    static final List<Rule> ALL = List.of(WayRules::everyNodeGoesOn, WayRules::onlyForksAndConditionsBranch,
            WayRules::aForkBranches, WayRules::everyNodeCanBeReached);

    private WayRules() {}

    private static void everyNodeGoesOn(Subject subject, Consumer<Problem> problems) {
        for (var node : subject.nodes()) {
            boolean goesOn = switch (node) {
                case Node.Start _,Node.Join _,Node.Wait _,Node.Receive _,Node.Container _ ->
                    !ways(subject, node).isEmpty();
                case Node.Invocation _ -> subject.undoes(node.id()) || !ways(subject, node).isEmpty();
                // Ends need no way, other rules ask for those of conditions, approvals and forks, and the rest can't run anyway.
                case Node.End _,Node.Condition _,Node.Approval _,Node.Fork _,Node.Foreign _ -> true;
            };
            if (!goesOn) {
                problems.accept(Problem.error("node.no-way-out", Places.at(node),
                        Sentence.of("No wire leaves %s, so the run would stop there without an end.",
                                Places.name(node)),
                        Sentence.of("Lead a wire from it to the next node or to an end.")));
            }
        }
    }

    private static void onlyForksAndConditionsBranch(Subject subject, Consumer<Problem> problems) {
        for (var node : subject.nodes()) {
            boolean one = switch (node) {
                case Node.Start _,Node.Step _,Node.SubFlow _,Node.Join _,Node.Wait _,Node.Receive _,Node.Container _ ->
                    !subject.undoes(node.id());
                case Node.End _,Node.Condition _,Node.Approval _,Node.Fork _,Node.Foreign _ -> false;
            };
            if (one && ways(subject, node).size() > 1) {
                problems.accept(Problem.error("node.several-ways", Places.at(node),
                        Sentence.of("%d wires leave %s, and it isn't said which to take.", ways(subject, node).size(),
                                Places.name(node)),
                        Sentence.of(
                                "Put a condition after it to choose one, or a fork to take all at the same time.")));
            }
        }
    }

    private static void aForkBranches(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Fork.class)
                .filter(fork -> ways(subject, fork).size() < 2)
                .forEach(fork -> problems.accept(Problem.error("fork.too-few-ways", Places.at(fork),
                        Sentence.of("The fork %s has fewer than two ways out, so nothing runs at the same time.",
                                Places.name(fork)),
                        Sentence.of("Lead a second wire out of it, or remove it."))));
    }

    private static void everyNodeCanBeReached(Subject subject, Consumer<Problem> problems) {
        var starts = subject.nodes(Node.Start.class).map(Node::id).toList();
        if (starts.isEmpty()) {
            return;
        }
        // A wire that names a node which isn't there may be meant to lead to any.
        boolean isUnsure = subject.wires(Wire.class).anyMatch(wire -> subject.node(wire.to()) == null);
        var reached = subject.reachable(starts, subject::next);
        var undone = new TreeSet<NodeId>(reached);
        for (var node : reached) {
            subject.leaving(node, Wire.Compensation.class).forEach(wire -> undone.add(wire.to()));
        }
        subject.nodes().stream().filter(node -> !undone.contains(node.id()))
                .filter(node -> !isUnsure || subject.arriving(node.id(), Wire.class).isEmpty())
                .forEach(node -> problems
                        .accept(Problem.error("node.unreachable", Places.at(node),
                                Sentence.of("No way leads from the start to %s, so it would never run.",
                                        Places.name(node)),
                                Sentence.of("Lead a wire to it, or remove it."))));
    }

    private static List<Wire.Sequence> ways(Subject subject, Node node) {
        return subject.leaving(node.id(), Wire.Sequence.class);
    }
}
