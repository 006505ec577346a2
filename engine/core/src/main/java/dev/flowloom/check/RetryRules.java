package dev.flowloom.check;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// How often steps are tried again.
final class RetryRules {
    static final List<Rule> ALL = List.of(RetryRules::comesToAnEnd);
    private static final int MANY = 1_000;
    private static final Duration SHORT = Duration.ofSeconds(1);

    private RetryRules() {}

    /// Many attempts may be meant, so that a step waits for something that comes back, but not one after the other: a step
    /// that always fails would fill the store. Delays only grow.
    private static void comesToAnEnd(Subject subject, Consumer<Problem> problems) {
        StepRules.enabled(subject).forEach(step -> {
            var retry = step.retryOrDefault();
            if (retry.attempts() > MANY && retry.delayAfter(MANY, 0).compareTo(SHORT) < 0) {
                problems.accept(Problem.warning("retry.endless", Places.at(step, "/retry/attempts"),
                        Sentence.of(
                                "%s is tried up to %,d times, less than a second after one another: where it always fails that goes on without end, and each attempt is kept.",
                                Places.name(step), retry.attempts()),
                        Sentence.of("Lower the attempts, or let the delays grow: initialDelay, factor and cap.")));
            }
        });
    }
}
