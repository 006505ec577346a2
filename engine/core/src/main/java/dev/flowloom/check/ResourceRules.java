package dev.flowloom.check;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;

/// The resources of a flow, and the steps that use them.
final class ResourceRules {
    static final List<Rule> ALL = List.of(ResourceRules::usesWhatIsThere);

    /// What can't be read is an error of its own.
    private static final List<String> PARTS = List.of("breaker", "rate", "concurrency");

    private ResourceRules() {}

    /// What is said of the resources themselves.
    static void check(Flow flow, Consumer<Problem> problems) {
        // A name that is only written wrong in a step is reported there.
        var used = flow.graph().nodes().values().stream().filter(Node.Step.class::isInstance)
                .map(step -> ((Node.Step) step).resource()).filter(Objects::nonNull)
                .map(name -> flow.resources().containsKey(name) ? name : nearest(name, flow)).toList();
        flow.resources().forEach((name, resource) -> {
            var place = Place.at("/resources/" + Places.escape(name));
            if (!used.contains(name)) {
                problems.accept(Problem.warning("resource.unused", place,
                        Sentence.of("No step uses the resource \"%s\".", name),
                        Sentence.of("Choose it in the steps that use it, or remove it from the flow.")));
            } else if (resource.isFree() && PARTS.stream().noneMatch(resource.extras().fields()::containsKey)) {
                problems.accept(Problem.warning("resource.free", place,
                        Sentence.of("Nothing is kept to in using the resource \"%s\".", name),
                        Sentence.of("Give it a breaker, a rate or a concurrency.")));
            }
        });
    }

    private static String nearest(String name, Flow flow) {
        return Objects.requireNonNullElse(Nearest.to(name, flow.resources().keySet()), name);
    }

    private static void usesWhatIsThere(Subject subject, Consumer<Problem> problems) {
        StepRules.enabled(subject).forEach(step -> {
            var name = step.resource();
            if (name != null && !subject.resources().contains(name)) {
                var nearest = Nearest.to(name, subject.resources());
                problems.accept(Problem.error("step.unknown-resource", Places.at(step, "/resource"),
                        Sentence.of("%s uses the resource \"%s\", which the flow doesn't have.", Places.name(step),
                                name),
                        nearest == null
                                ? Sentence.of("Add it to the flow's resources, or choose another one.")
                                : Sentence.of("Is \"%s\" meant? Else add it to the flow's resources.", nearest)));
            }
        });
    }
}
