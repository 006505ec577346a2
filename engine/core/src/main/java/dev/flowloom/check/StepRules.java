package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.step.StepDescription;

/// What steps do.
final class StepRules {
    static final List<Rule> ALL = List.of(StepRules::hasAKnownType);

    private StepRules() {}

    private static void hasAKnownType(Subject subject, Consumer<Problem> problems) {
        var known = subject.types().descriptions().stream().map(StepDescription::type).toList();
        subject.nodes(Node.Step.class)
                .filter(step -> subject.types().find(step.type()) == null)
                .forEach(step -> {
                    var nearest = Nearest.to(step.type(), known);
                    problems.accept(Problem.error("step.unknown-type", Places.at(step, "/type"),
                            "%s is of the type \"%s\", which isn't installed.".formatted(Places.name(step),
                                    step.type()),
                            nearest == null
                                    ? "Choose another type, or install the one that is missing."
                                    : "Is \"%s\" meant? Else install the type that is missing.".formatted(nearest)));
                });
    }
}
