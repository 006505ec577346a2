package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// Whether the flows are there that sub-flows call.
final class SubFlowRules {
    static final List<Rule> ALL = List.of(SubFlowRules::callsAFlowThatIsThere,
            SubFlowRules::callsAFlowThatCanRun);

    private SubFlowRules() {}

    private static void callsAFlowThatIsThere(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.SubFlow.class)
                .filter(call -> subject.called().find(call.flow()) == null)
                .forEach(call -> problems.accept(missing(subject.called().library(), call)));
    }

    private static void callsAFlowThatCanRun(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.SubFlow.class).forEach(call -> subject.called().broken(call.flow())
                .ifPresent(broken -> problems.accept(Problem.error("subflow.errors", Places.at(call, "/flow"),
                        Sentence.of("%s can't run, for the flow \"%s\" has errors, the first of %d: %s",
                                Places.name(call), broken.flow().id(), broken.errors().size(),
                                broken.errors().getFirst().what()),
                        Sentence.of("Open that flow and mend it.")))));
    }

    /// What to say where the flow isn't there that is called.
    static Problem missing(FlowLibrary library, Node.SubFlow call) {
        var flow = call.flow().flow();
        var any = library.find(new FlowReference(flow, null));
        if (any != null) {
            return Problem.error("subflow.version", Places.at(call, "/version"),
                    Sentence.of("%s calls the flow \"%s\" in the version %s, and what is here has %s.",
                            Places.name(call), flow, String.valueOf(call.flow().version()),
                            any.version().isEmpty() ? Sentence.of("none") : Sentence.verbatim(any.version())),
                    Sentence.of("Call the version that is here, or put the other one beside this flow."));
        }
        var nearest = Nearest.to(flow, library.ids());
        return Problem.error("subflow.unknown", Places.at(call, "/flow"),
                Sentence.of("%s calls the flow \"%s\", which isn't here.", Places.name(call), flow),
                nearest == null
                        ? Sentence.of("Put its file into the folder of this one, or call another flow.")
                        : Sentence.of("Is \"%s\" meant? Else put its file into the folder of this one.", nearest));
    }
}
