package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.ErrorCodes;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Where a flow begins and ends, and which nodes it may hold.
final class EndpointRules {
    static final List<Rule> ALL = List.of(EndpointRules::beginsSomewhere, EndpointRules::beginsOnce,
            EndpointRules::endsSomewhere, EndpointRules::failsWithACode, EndpointRules::holdsWhatCanRun);

    private EndpointRules() {}

    private static void beginsSomewhere(Subject subject, Consumer<Problem> problems) {
        var container = subject.container();
        if (subject.nodes(Node.Start.class).findAny().isEmpty()) {
            problems.accept(Problem.error("start.missing", place(container), container == null
                    ? Sentence.of("The flow has no start.")
                    : Sentence.of("%s has no start, so nothing in it could begin.", Places.name(container)),
                    Sentence.of("Add a start and lead a wire from it to the first step.")));
        }
    }

    private static Place place(@Nullable Node container) {
        return container == null ? Place.at(Places.NODES) : Place.at(container.id(), Places.NODES);
    }

    private static void beginsOnce(Subject subject, Consumer<Problem> problems) {
        var container = subject.container();
        subject.nodes(Node.Start.class).skip(1).forEach(start -> problems.accept(Problem.error("start.several",
                Places.at(start), container == null
                        ? Sentence.of("The flow has more than one start.")
                        : Sentence.of("%s has more than one start.", Places.name(container)),
                Sentence.of("Keep one start and remove the others."))));
    }

    private static void endsSomewhere(Subject subject, Consumer<Problem> problems) {
        var container = subject.container();
        if (subject.nodes(Node.End.class).findAny().isEmpty()) {
            problems.accept(Problem.error("end.missing", place(container), container == null
                    ? Sentence.of("The flow has no end.")
                    : Sentence.of("%s has no end.", Places.name(container)),
                    Sentence.of("Add an end and lead the last step to it.")));
        }
    }

    /// Codes are compared, listed and kept with each failure: a long text belongs into the message.
    private static void failsWithACode(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.End.class)
                .filter(end -> end.outcome() instanceof Node.Outcome.Failed(var code, _)
                        && code.length() > ErrorCodes.LONGEST)
                .forEach(end -> problems.accept(Problem.error("end.code", Places.at(end, "/error/code"),
                        Sentence.of("The error code of %s is longer than %d characters.", Places.name(end),
                                ErrorCodes.LONGEST),
                        Sentence.of("Write a short code such as order.refused, and the rest into the message."))));
    }

    private static void holdsWhatCanRun(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Foreign.class).forEach(foreign -> problems
                .accept(unsupported(foreign, Sentence.of("\"%s\" nodes", foreign.kind()))));
    }

    private static Problem unsupported(Node node, Sentence kind) {
        return Problem.error("node.unsupported", Places.at(node),
                Sentence.of("%s can't run: this version doesn't run %s.", Places.name(node), kind),
                Sentence.of("Use other nodes, or run the flow with a newer version."));
    }
}
