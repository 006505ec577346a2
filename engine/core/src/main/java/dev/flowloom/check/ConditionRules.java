package dev.flowloom.check;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// The branches of conditions and their wires.
final class ConditionRules {
    static final List<Rule> ALL = List.of(ConditionRules::asksSomething, ConditionRules::namesBranchesOnce,
            ConditionRules::everyBranchLeadsSomewhere, ConditionRules::otherwiseLeadsSomewhere,
            ConditionRules::noBranchLeadsTwice, ConditionRules::everyWireHasABranch,
            ConditionRules::onlyConditionsHaveBranches);

    private ConditionRules() {}

    private static void asksSomething(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Condition.class)
                .filter(condition -> condition.branches().isEmpty())
                .forEach(condition -> problems.accept(Problem.error("condition.no-branches", Places.at(condition),
                        Sentence.of("The condition %s has no branch, so it decides nothing.", Places.name(condition)),
                        Sentence.of("Add a branch with an expression, or remove the condition."))));
    }

    private static void namesBranchesOnce(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Condition.class).forEach(condition -> {
            var seen = new TreeSet<String>();
            for (int i = 0; i < condition.branches().size(); i++) {
                var branch = condition.branches().get(i);
                if (!seen.add(branch.id())) {
                    problems.accept(Problem.error("condition.branch-twice",
                            Places.at(condition, "/branches/" + i + "/id"),
                            Sentence.of("Two branches of %s have the id \"%s\".", Places.name(condition), branch.id()),
                            Sentence.of("Give one of them another id.")));
                }
            }
        });
    }

    private static void everyBranchLeadsSomewhere(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Condition.class).forEach(condition -> {
            for (int i = 0; i < condition.branches().size(); i++) {
                var branch = condition.branches().get(i);
                if (wires(subject, condition, branch.id()).isEmpty()) {
                    problems.accept(Problem.error("condition.branch-unwired", Places.at(condition, "/branches/" + i),
                            Sentence.of("No wire leaves %s for the branch \"%s\".", Places.name(condition),
                                    branch.label()),
                            Sentence.of("Lead a wire from the branch to a node, or remove the branch.")));
                }
            }
        });
    }

    private static void otherwiseLeadsSomewhere(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Condition.class)
                .filter(condition -> wires(subject, condition, Branch.OTHERWISE).isEmpty())
                .forEach(condition -> problems.accept(Problem.error("condition.otherwise-unwired", Places.at(condition),
                        Sentence.of("No wire leaves %s for \"otherwise\", so a run that no branch fits would fail.",
                                Places.name(condition)),
                        Sentence.of("Lead a wire from \"otherwise\" to a node, if need be to an end with an error."))));
    }

    private static void noBranchLeadsTwice(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Condition.class).forEach(condition -> {
            var seen = new TreeSet<String>();
            for (var wire : subject.leaving(condition.id(), Wire.Sequence.class)) {
                if (wire.branch() != null && !seen.add(wire.branch())) {
                    problems.accept(Problem.error("condition.branch-wired-twice", Places.at(wire, "/branch"),
                            Sentence.of("Another wire leaves %s for the branch \"%s\" already.", Places.name(condition),
                                    wire.branch()),
                            Sentence.of(
                                    "Remove one of the two wires, or put a fork after the condition to take both.")));
                }
            }
        });
    }

    private static void everyWireHasABranch(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Condition.class).forEach(condition -> {
            for (var wire : subject.leaving(condition.id(), Wire.Sequence.class)) {
                if (!isBranch(condition, wire.branch())) {
                    problems.accept(Problem.error("condition.wire-without-branch", Places.at(wire),
                            wire.branch() == null
                                    ? Sentence.of("The wire leaves %s without saying for which branch.",
                                            Places.name(condition))
                                    : Sentence.of("The wire leaves %s for the branch \"%s\", which it doesn't have.",
                                            Places.name(condition), wire.branch()),
                            meant(condition, wire.branch())));
                }
            }
        });
    }

    private static Sentence meant(Node.Condition condition, @Nullable String branch) {
        var nearest = branch == null ? null : Nearest.to(branch, condition.branchIds());
        return nearest == null
                ? Sentence.of("Give the wire a branch of the condition, or \"otherwise\".")
                : Sentence.of("Is \"%s\" meant? If so, rename it.", nearest);
    }

    private static void onlyConditionsHaveBranches(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.Sequence.class)
                .filter(wire -> wire.branch() != null)
                .filter(wire -> leavesAsAWhole(subject.node(wire.from())))
                .forEach(wire -> problems.accept(Problem.error("wire.branch-unexpected", Places.at(wire, "/branch"),
                        Sentence.of("The wire names a branch, but %s is no condition.",
                                Places.name(subject, wire.from())),
                        Sentence.of("Remove the branch from the wire."))));
    }

    private static boolean leavesAsAWhole(@Nullable Node node) {
        return node != null && !(node instanceof Node.Condition) && !(node instanceof Node.Foreign)
                && node.branchIds().isEmpty();
    }

    private static boolean isBranch(Node.Condition condition, @Nullable String id) {
        return Objects.equals(id, Branch.OTHERWISE)
                || condition.branches().stream().anyMatch(branch -> branch.id().equals(id));
    }

    private static List<Wire.Sequence> wires(Subject subject, Node.Condition condition, String branch) {
        return subject.leaving(condition.id(), Wire.Sequence.class).stream()
                .filter(wire -> branch.equals(wire.branch()))
                .toList();
    }
}
