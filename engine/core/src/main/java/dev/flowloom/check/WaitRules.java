package dev.flowloom.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.expression.Template;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// How long waits last.
final class WaitRules {
    static final List<Rule> ALL = List.of(WaitRules::lastsSomeTime);

    private WaitRules() {}

    private static void lastsSomeTime(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Wait.class)
                .filter(wait -> !Template.isIn(wait.duration()) && !isDuration(wait.duration()))
                .forEach(wait -> problems.accept(Problem.error("wait.duration", Places.at(wait, "/for"),
                        Sentence.of("%s waits for \"%s\", which is no duration.", Places.name(wait), wait.duration()),
                        Sentence.of("Write it as ISO 8601 does: PT30S, PT5M, PT2H, P1D."))));
    }

    private static boolean isDuration(String text) {
        try {
            return !Duration.parse(text).isNegative();
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
