package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Whether the flows are there that sub-flows call.
final class SubFlowRules {
    static final List<Rule> ALL = List.of(SubFlowRules::callsAFlowThatIsThere,
            SubFlowRules::callsAFlowThatCanRun, SubFlowRules::callsItWithWhatItTakes,
            SubFlowRules::canBeUndoneWhereItMustBe);

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

    /// As far as that is known before the input is filled in. What arrives is known only in a run.
    private static void callsItWithWhatItTakes(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.SubFlow.class).forEach(call -> {
            var input = call.input();
            if (input != null) {
                subject.called().violations(call.flow(), input).stream()
                        .filter(violation -> StepRules.holdsWhateverIsFilledIn(violation, input))
                        .forEach(violation -> problems.accept(Problem.error("subflow.input",
                                Places.at(call, "/input" + violation.pointer()),
                                Sentence.of("%s calls the flow \"%s\" with what that doesn't take: %s",
                                        Places.name(call),
                                        call.flow().flow(), violation.sentence()),
                                Sentence.of("Change the input of the call, or the inputSchema of that flow."))));
            }
        });
    }

    /// A flow that has completed no longer undoes what it did.
    private static void canBeUndoneWhereItMustBe(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.SubFlow.class)
                .filter(call -> subject.leaving(call.id(), Wire.Compensation.class).isEmpty())
                .filter(call -> undoesSomething(subject.called().find(call.flow())) && mayFailAfter(subject, call))
                .forEach(call -> problems.accept(Problem.warning("subflow.not-undone", Places.at(call),
                        Sentence.of(
                                "The flow that %s calls undoes what it does only as long as it runs: where something fails later, that stays done.",
                                Places.name(call)),
                        Sentence.of("Lead a compensation wire from it to a step that undoes it."))));
    }

    private static boolean undoesSomething(@Nullable Flow called) {
        return called != null
                && called.graph().wires().values().stream().anyMatch(Wire.Compensation.class::isInstance);
    }

    private static boolean mayFailAfter(Subject subject, Node.SubFlow call) {
        return subject.reachable(subject.next(call.id()), subject::next).stream().map(subject::node)
                .anyMatch(node -> node instanceof Node.Activity
                        || node instanceof Node.End(_, _, Node.Outcome.Failed _, _));
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
        var why = library.whyMissing(call.flow());
        if (why != null) {
            return Problem.error("subflow.unreadable", Places.at(call, "/flow"),
                    Sentence.of("%s calls the flow \"%s\", which can't be found: %s", Places.name(call), flow, why),
                    Sentence.of("Mend that, or call another flow."));
        }
        var nearest = Nearest.to(flow, library.ids());
        return Problem.error("subflow.unknown", Places.at(call, "/flow"),
                Sentence.of("%s calls the flow \"%s\", which isn't here.", Places.name(call), flow),
                nearest == null
                        ? Sentence.of("Put its file into the folder of this one, or call another flow.")
                        : Sentence.of("Is \"%s\" meant? Else put its file into the folder of this one.", nearest));
    }
}
