package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Compensation wires lead from a step to the step that undoes it, and that one stands outside of the ordinary way.
final class CompensationRules {
    static final List<Rule> ALL = List.of(CompensationRules::undoesAStep, CompensationRules::isAStep,
            CompensationRules::standsApart, CompensationRules::isNotDisabled, CompensationRules::undoesOnce);

    private CompensationRules() {}

    private static void undoesAStep(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.Compensation.class)
                .filter(wire -> canNotBeUndone(subject.node(wire.from())))
                .forEach(wire -> problems.accept(Problem.error("compensation.source", Places.at(wire, "/from"),
                        Sentence.of(
                                "The compensation wire leaves %s, and only what a step, a sub-flow or a container did can be undone.",
                                Places.name(subject, wire.from())),
                        Sentence.of("Lead it from a step, or remove it."))));
    }

    /// Ends, and what isn't there, are reported for every wire.
    private static boolean canNotBeUndone(@Nullable Node node) {
        return switch (node) {
            case null -> false;
            case Node.Activity _,Node.Foreign _,Node.End _ -> false;
            case Node.Start _,Node.Condition _,Node.Fork _,Node.Join _,Node.Wait _,Node.Receive _,Node.Approval _ ->
                true;
        };
    }

    private static void isAStep(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.Compensation.class)
                .filter(wire -> canNotUndo(subject.node(wire.to())))
                .forEach(wire -> problems.accept(Problem.error("compensation.target", Places.at(wire, "/to"),
                        Sentence.of(
                                "The compensation wire leads to %s, and only a step or a sub-flow can undo something.",
                                Places.name(subject, wire.to())),
                        Sentence.of("Lead it to a step that undoes what the other one did."))));
    }

    /// Starts, and what isn't there, are reported for every wire.
    private static boolean canNotUndo(@Nullable Node node) {
        return switch (node) {
            case null -> false;
            case Node.Invocation _,Node.Start _ -> false;
            case Node.End _,Node.Condition _,Node.Fork _,Node.Join _,Node.Wait _,Node.Receive _,Node.Approval _ -> true;
            case Node.Container _,Node.Foreign _ -> true;
        };
    }

    private static void standsApart(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Activity.class)
                .filter(step -> subject.undoes(step.id()))
                .filter(step -> Stream.concat(subject.arriving(step.id(), Wire.class).stream(),
                        subject.leaving(step.id(), Wire.class).stream())
                        .anyMatch(wire -> !(wire instanceof Wire.Compensation && wire.to().equals(step.id()))))
                .forEach(step -> problems.accept(Problem.error("compensation.wired", Places.at(step),
                        Sentence.of("%s undoes another step, so no other wire may lead to it or from it.",
                                Places.name(step)),
                        Sentence.of("Remove its other wires, or use a step of its own to undo."))));
    }

    private static void isNotDisabled(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Step.class)
                .filter(step -> step.disabled() && subject.undoes(step.id()))
                .forEach(step -> problems.accept(Problem.error("compensation.disabled", Places.at(step, "/disabled"),
                        Sentence.of("%s undoes another step and is disabled, so what that one does would stay done.",
                                Places.name(step)),
                        Sentence.of("Enable it, or remove its compensation wire."))));
    }

    private static void undoesOnce(Subject subject, Consumer<Problem> problems) {
        for (var node : subject.nodes()) {
            subject.leaving(node.id(), Wire.Compensation.class).stream().skip(1).forEach(wire -> problems
                    .accept(Problem.error("compensation.several", Places.at(wire),
                            Sentence.of("%s has another compensation already, and only one is done.",
                                    Places.name(node)),
                            Sentence.of(
                                    "Keep one compensation wire. If several things must be undone, let one step do it."))));
        }
    }
}
