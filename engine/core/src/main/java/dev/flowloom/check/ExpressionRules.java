package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;

/// The language of expressions, and whether they are written in it.
final class ExpressionRules {
    static final List<Rule> ALL = List.of(ExpressionRules::knowsTheLanguage, ExpressionRules::compiles,
            ExpressionRules::namesFieldsByDots);

    private ExpressionRules() {}

    private static void knowsTheLanguage(Subject subject, Consumer<Problem> problems) {
        if (subject.container() == null && subject.language() == null) {
            problems.accept(Problem.error("expression.language", Place.at("/expressions"),
                    Sentence.of("The flow's expressions are in \"%s\", a language this version doesn't know.",
                            subject.languageName()),
                    Sentence.of("Use one of these: %s.", Sentence.listed(ExpressionLanguages.names()))));
        }
    }

    private static void compiles(Subject subject, Consumer<Problem> problems) {
        for (var code : subject.code()) {
            for (var problem : code.problems()) {
                problems.accept(Problem.error("expression.invalid",
                        Places.at(code.node(), code.field() + problem.pointer()),
                        placed(problem), Sentence.of("Mend the expression there.")));
            }
        }
    }

    private static void namesFieldsByDots(Subject subject, Consumer<Problem> problems) {
        for (var code : subject.code()) {
            for (var placed : code.expressions()) {
                for (var filter : placed.expression().textFilters()) {
                    problems.accept(Problem.warning("expression.text-as-filter",
                            Places.at(code.node(), code.field() + placed.pointer()),
                            Sentence.of("%s (character %d)", Sentence.of(
                                    "`%s` gives all that stands before the bracket: a text in it names no field.",
                                    filter.written()), placed.offset() + filter.offset() + 1),
                            Sentence.of("Write `%s`.", filter.meant())));
                }
            }
        }
    }

    private static Sentence placed(ExpressionException problem) {
        return problem.offset() < 0
                ? problem.sentence()
                : Sentence.of("%s (character %d)", problem.sentence(), problem.offset() + 1);
    }
}
