package dev.flowloom.check;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// The two ways out of approvals.
final class ApprovalRules {
    static final List<Rule> ALL = List.of(ApprovalRules::bothAnswersLeadSomewhere, ApprovalRules::noAnswerLeadsTwice,
            ApprovalRules::everyWireHasAnAnswer);

    private ApprovalRules() {}

    private static void bothAnswersLeadSomewhere(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Approval.class).forEach(approval -> {
            for (var branch : approval.branchIds()) {
                if (ways(subject, approval).stream().noneMatch(wire -> branch.equals(wire.branch()))) {
                    problems.accept(Problem.error("approval.answer-unwired", Places.at(approval),
                            Sentence.of("No wire leaves %s for \"%s\", so a run that is answered so would fail.",
                                    Places.name(approval), branch),
                            Sentence.of("Lead a wire from \"%s\" to a node, if need be to an end with an error.",
                                    branch)));
                }
            }
        });
    }

    private static void noAnswerLeadsTwice(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Approval.class).forEach(approval -> {
            var seen = new TreeSet<String>();
            for (var wire : ways(subject, approval)) {
                if (wire.branch() != null && !seen.add(wire.branch())) {
                    problems.accept(Problem.error("approval.answer-wired-twice", Places.at(wire, "/branch"),
                            Sentence.of("Another wire leaves %s for \"%s\" already.", Places.name(approval),
                                    wire.branch()),
                            Sentence.of("Remove one of the two wires, or put a fork after it to take both.")));
                }
            }
        });
    }

    private static void everyWireHasAnAnswer(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Approval.class).forEach(approval -> {
            for (var wire : ways(subject, approval)) {
                if (wire.branch() == null || !approval.branchIds().contains(wire.branch())) {
                    problems.accept(Problem.error("approval.wire-without-answer", Places.at(wire),
                            wire.branch() == null
                                    ? Sentence.of("The wire leaves %s without saying for which answer.",
                                            Places.name(approval))
                                    : Sentence.of("The wire leaves %s for the branch \"%s\", which it doesn't have.",
                                            Places.name(approval), wire.branch()),
                            meant(approval, wire.branch())));
                }
            }
        });
    }

    private static Sentence meant(Node.Approval approval, @Nullable String branch) {
        var nearest = branch == null ? null : Nearest.to(branch, approval.branchIds());
        return nearest == null
                ? Sentence.of("Give the wire the branch \"approved\" or \"rejected\".")
                : Sentence.of("Is \"%s\" meant? If so, rename it.", nearest);
    }

    private static List<Wire.Sequence> ways(Subject subject, Node node) {
        return subject.leaving(node.id(), Wire.Sequence.class);
    }
}
