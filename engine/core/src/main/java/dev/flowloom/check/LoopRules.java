package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.Items;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Loops that read a source, which may be longer than what fits into memory.
final class LoopRules {
    static final List<Rule> ALL = List.of(LoopRules::gathersNothing, LoopRules::remembersEachItem);

    private LoopRules() {}

    private static void gathersNothing(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Loop.class).forEach(loop -> {
            if (loop.repeat() instanceof ForEach(Items.Streamed _, _, _, var onError)
                    && onError == ItemErrors.COLLECT) {
                problems.accept(Problem.error("loop.collect", Places.at(loop, "/onError"),
                        Sentence.of("%s would collect the errors of a source, which may be more than fit into memory.",
                                Places.name(loop)),
                        Sentence.of(
                                "Let it go on instead (\"continue\"): each item for which it fails is kept as a dead letter.")));
            }
        });
    }

    private static void remembersEachItem(Subject subject, Consumer<Problem> problems) {
        if (subject.around().stream().anyMatch(LoopRules::isStreamed)) {
            subject.wires(Wire.Compensation.class).forEach(wire -> {
                var undone = subject.node(wire.from());
                if (undone != null) {
                    problems.accept(Problem.warning("loop.undo-of-each", Places.at(undone, ""),
                            Sentence.of(
                                    "What %s does for each item of the source is remembered until the run ends, so that it can be undone.",
                                    Places.name(undone)),
                            Sentence.of(
                                    "For a long source let a flow of its own do it, which undoes itself and leaves nothing to remember, or let the steps be such that doing them again does no harm.")));
                }
            });
        }
    }

    private static boolean isStreamed(@Nullable Node container) {
        return container instanceof Node.Loop(_, _, ForEach(Items.Streamed _, _, _, _), _);
    }
}
