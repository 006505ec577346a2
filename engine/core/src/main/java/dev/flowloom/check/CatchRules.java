package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import dev.flowloom.model.Wire.Catch;

/// Error wires: where they may begin, and which of several at a node is taken.
final class CatchRules {
    static final List<Rule> ALL = List.of(CatchRules::catchesWhatCanFail, CatchRules::catchesWhatIsDone,
            CatchRules::canBeReached);

    private CatchRules() {}

    private static void catchesWhatCanFail(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.OnError.class)
                .filter(wire -> subject.node(wire.from()) instanceof Node.Start
                        || subject.node(wire.from()) instanceof Node.Fork)
                .forEach(wire -> problems.accept(Problem.error("error.cannot-fail", Places.at(wire, "/from"),
                        Sentence.of("The error wire leaves %s, which can't fail.", Places.name(subject, wire.from())),
                        Sentence.of("Lead it from the step whose errors it is for, or remove it."))));
    }

    private static void catchesWhatIsDone(Subject subject, Consumer<Problem> problems) {
        subject.wires(Wire.OnError.class)
                .filter(wire -> subject.node(wire.from()) instanceof Node.Step step && step.disabled())
                .forEach(wire -> problems.accept(Problem.warning("error.disabled", Places.at(wire, "/from"),
                        Sentence.of("The error wire is not taken as long as %s is disabled, for then it can't fail.",
                                Places.name(subject, wire.from())),
                        Sentence.of("Enable the step, or remove the wire."))));
    }

    private static void canBeReached(Subject subject, Consumer<Problem> problems) {
        for (var node : subject.nodes()) {
            var wires = subject.leaving(node.id(), Wire.OnError.class);
            for (int later = 1; later < wires.size(); later++) {
                var wire = wires.get(later);
                wires.subList(0, later).stream().filter(other -> other.caught().equals(wire.caught())).findFirst()
                        .ifPresent(other -> problems.accept(shadowed(wire, other)));
            }
            wires.stream().filter(CatchRules::catchesEveryCode).findFirst()
                    .ifPresent(all -> wires.stream()
                            .filter(wire -> !(wire.caught() instanceof Catch.Code))
                            .forEach(wire -> problems.accept(shadowed(wire, all))));
        }
    }

    private static boolean catchesEveryCode(Wire.OnError wire) {
        return wire.caught().equals(new Catch.Code("*"));
    }

    private static Problem shadowed(Wire.OnError wire, Wire.OnError by) {
        return Problem.error("error.shadowed", Places.at(wire),
                Sentence.of("The error wire is never taken: the wire \"%s\" catches the same errors before it.",
                        by.id()),
                Sentence.of("Remove one of the two, or let it catch other errors."));
    }
}
