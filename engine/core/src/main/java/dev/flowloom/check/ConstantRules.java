package dev.flowloom.check;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.Moment;
import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// Expressions that look at nothing, and so give the same in every run: whether that can be meant where they stand.
final class ConstantRules {
    static final List<Rule> ALL = List.of(ConstantRules::giveWhatIsNeeded);
    private static final Moment ANY = new Moment(Instant.EPOCH, 0);

    private ConstantRules() {}

    private static void giveWhatIsNeeded(Subject subject, Consumer<Problem> problems) {
        for (var code : subject.code()) {
            if (code.node() instanceof Node.Step step && step.disabled()) {
                continue;
            }
            code.expressions().stream().filter(placed -> placed.expression().isConstant())
                    .forEach(placed -> check(code, placed, problems));
        }
    }

    private static void check(Code code, Placed placed, Consumer<Problem> problems) {
        var place = Places.at(code.node(), code.field() + placed.pointer());
        try {
            var value = placed.expression().evaluate(Json.Obj.EMPTY, ANY);
            // What is nothing is no list and not true, which is nobody's fault.
            if (value instanceof Json.Null) {
                return;
            }
            if (isAsked(code.node()) && !(value instanceof Json.Bool)) {
                problems.accept(neither(place, Places.name(code.node()), placed));
            } else if (code.field().equals("/forEach") && !(value instanceof Json.Arr)) {
                problems.accept(noList(place, Places.name(code.node()), placed));
            }
        } catch (ExpressionException fails) {
            problems.accept(Problem.error("expression.always-fails", place,
                    Sentence.of("The expression `%s` fails in every run: %s", placed.expression().source(),
                            fails.sentence()),
                    Sentence.of("Mend the expression there.")));
        }
    }

    private static boolean isAsked(Node node) {
        return node instanceof Node.Condition
                || (node instanceof Node.Loop(_, _, var repeat, _) && !(repeat instanceof Node.Repeat.ForEach));
    }

    private static Problem neither(Problem.Place place, String name, Placed placed) {
        return Problem.error("expression.not-boolean", place,
                Sentence.of("%s asks for `%s`, which is neither true nor false.", name, placed.expression().source()),
                Sentence.of("Write an expression that compares something, such as data.total > 100."));
    }

    private static Problem noList(Problem.Place place, String name, Placed placed) {
        return Problem.error("loop.items", place,
                Sentence.of("%s goes through `%s`, which is no list.", name, placed.expression().source()),
                Sentence.of("Write [ ] around a single item."));
    }
}
