package dev.flowloom.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.flowloom.expression.Template;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// How long waits last, and what is waited for.
final class WaitRules {
    static final List<Rule> ALL = List.of(WaitRules::lastsSomeTime, WaitRules::lastsUntilAMoment,
            WaitRules::receivesSomething, WaitRules::asksSomething, WaitRules::isOverBeforeItsScope);

    private WaitRules() {}

    private static void lastsSomeTime(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Wait.class)
                .filter(wait -> wait.delay() instanceof Node.Delay.For(var time) && !Template.isIn(time)
                        && !isDuration(time))
                .forEach(wait -> problems.accept(Problem.error("wait.duration", Places.at(wait, "/for"),
                        Node.Delay.For.isTooLong(wait.delay().text())
                                ? Sentence.of("%s waits for \"%s\", which is longer than any clock goes.",
                                        Places.name(wait), wait.delay().text())
                                : Sentence.of("%s waits for \"%s\", which is no duration.", Places.name(wait),
                                        wait.delay().text()),
                        Sentence.of("Write it as ISO 8601 does: PT30S, PT5M, PT2H, P1D."))));
    }

    private static void lastsUntilAMoment(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Wait.class)
                .filter(wait -> wait.delay() instanceof Node.Delay.Until(var moment) && !Template.isIn(moment)
                        && !isMoment(moment))
                .forEach(wait -> problems.accept(Problem.error("wait.moment", Places.at(wait, "/until"),
                        Sentence.of("%s waits until \"%s\", which is no moment.", Places.name(wait),
                                wait.delay().text()),
                        Sentence.of(
                                "Write it as ISO 8601 does, with its offset from UTC: 2026-12-24T18:00:00Z, 2026-12-24T18:00:00+09:00."))));
    }

    /// As far as both times stand in the drawing.
    private static void isOverBeforeItsScope(Subject subject, Consumer<Problem> problems) {
        for (var container : subject.around()) {
            if (container instanceof Node.Scope scope && scope.timeout() != null) {
                subject.nodes(Node.Wait.class).filter(wait -> isLongerThan(wait, scope.timeout()))
                        .forEach(wait -> problems.accept(Problem.warning("wait.outlasts-scope",
                                Places.at(wait, "/for"),
                                Sentence.of("%s waits for %s, and %s around it may take no longer than %s.",
                                        Places.name(wait), wait.delay().text(), Places.name(scope),
                                        scope.timeout()),
                                Sentence.of("Wait for less, or give the scope more time."))));
            }
        }
    }

    private static boolean isLongerThan(Node.Wait wait, Duration time) {
        return wait.delay() instanceof Node.Delay.For(var text) && !Template.isIn(text) && isDuration(text)
                && Duration.parse(text).compareTo(time) > 0;
    }

    private static void receivesSomething(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Receive.class).forEach(receive -> {
            if (receive.message().isBlank()) {
                problems.accept(Problem.error("receive.message", Places.at(receive, "/message"),
                        Sentence.of("%s doesn't say which message it waits for.", Places.name(receive)),
                        Sentence.of("Write the name under which the message is sent, such as payment.")));
            }
            tooLong(receive, "receive.message", "/message", receive.message()).ifPresent(problems);
            tooLong(receive, "receive.key", "/key", receive.key()).ifPresent(problems);
            if (receive.key() != null && receive.key().isBlank()) {
                problems.accept(Problem.error("receive.key", Places.at(receive, "/key"),
                        Sentence.of("%s waits for a message whose key is empty, and such a message can't be sent.",
                                Places.name(receive)),
                        Sentence.of(
                                "Write what says which message is meant, such as {{ input.order }}, or remove the key: then it is the run's id.")));
            }
        });
    }

    /// What is longer nobody can send.
    private static Optional<Problem> tooLong(Node.Receive receive, String code, String field, @Nullable String text) {
        return text == null || Template.isIn(text) || text.length() <= Node.Receive.LONGEST_NAME
                ? Optional.empty()
                : Optional.of(Problem.error(code, Places.at(receive, field),
                        Sentence.of("%s waits for a message whose %s has %d characters, more than %d.",
                                Places.name(receive),
                                field.equals("/key") ? Sentence.of("key") : Sentence.of("name"), text.length(),
                                Node.Receive.LONGEST_NAME),
                        Sentence.of("Choose a shorter one, the same where the message is sent.")));
    }

    private static void asksSomething(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Approval.class)
                .filter(approval -> approval.question().isBlank())
                .forEach(approval -> problems.accept(Problem.error("approval.question",
                        Places.at(approval, "/question"),
                        Sentence.of("%s doesn't say what is to be approved.", Places.name(approval)),
                        Sentence.of("Write the question that is put to people, such as Pay {{ data.total }}?"))));
    }

    private static boolean isMoment(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDuration(String text) {
        try {
            return !Duration.parse(text).isNegative() && !Node.Delay.For.isTooLong(text);
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
