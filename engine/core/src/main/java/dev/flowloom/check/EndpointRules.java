package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;

/// Where a flow begins and ends, and which nodes it may hold.
final class EndpointRules {
    static final List<Rule> ALL = List.of(EndpointRules::beginsSomewhere, EndpointRules::beginsOnce,
            EndpointRules::endsSomewhere, EndpointRules::holdsWhatCanRun);

    private EndpointRules() {}

    private static void beginsSomewhere(Subject subject, Consumer<Problem> problems) {
        if (subject.nodes(Node.Start.class).findAny().isEmpty()) {
            problems.accept(
                    Problem.error("start.missing", Place.at(Places.NODES), Sentence.of("The flow has no start."),
                            Sentence.of("Add a start and lead a wire from it to the first step.")));
        }
    }

    private static void beginsOnce(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Start.class).skip(1).forEach(start -> problems.accept(Problem.error("start.several",
                Places.at(start), Sentence.of("The flow has more than one start."),
                Sentence.of("Keep one start and remove the others."))));
    }

    private static void endsSomewhere(Subject subject, Consumer<Problem> problems) {
        if (subject.nodes(Node.End.class).findAny().isEmpty()) {
            problems.accept(Problem.error("end.missing", Place.at(Places.NODES), Sentence.of("The flow has no end."),
                    Sentence.of("Add an end and lead the last step to it.")));
        }
    }

    private static void holdsWhatCanRun(Subject subject, Consumer<Problem> problems) {
        for (var node : subject.nodes()) {
            switch (node) {
                case Node.Scope _ -> problems.accept(unsupported(node, Sentence.of("scopes")));
                case Node.Loop _ -> problems.accept(unsupported(node, Sentence.of("loops")));
                case Node.Foreign foreign ->
                    problems.accept(unsupported(node, Sentence.of("\"%s\" nodes", foreign.kind())));
                case Node.Start _,Node.End _,Node.Step _,Node.Condition _,Node.Fork _,Node.Join _,Node.Wait _ -> {
                }
            }
        }
    }

    private static Problem unsupported(Node node, Sentence kind) {
        return Problem.error("node.unsupported", Places.at(node),
                Sentence.of("%s can't run: this version doesn't run %s.", Places.name(node), kind),
                Sentence.of("Use other nodes, or run the flow with a newer version."));
    }
}
