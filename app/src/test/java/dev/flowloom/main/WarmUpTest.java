package dev.flowloom.main;

import java.time.Duration;

import dev.flowloom.check.Checker;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/// What is done at the start so that the first file opens sooner. What that gains, the benchmark tells.
class WarmUpTest {
    @Test
    void itEndsByItselfAndNeedsNoWindow() {
        try (var types = StepTypes.installed()) {
            assertTimeout(Duration.ofMinutes(1),
                    () -> assertThatCode(() -> WarmUp.run(new Checker(types))).doesNotThrowAnyException());
        }
    }
}
