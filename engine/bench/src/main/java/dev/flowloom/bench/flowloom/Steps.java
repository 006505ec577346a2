package dev.flowloom.bench.flowloom;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepDescription.Category;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;

/// The step types of the runs: they do nothing.
final class Steps {
    static final String WORK = "bench.work";
    static final String FAIL = "bench.fail";
    private static final Json RESULT = Json.Obj.of("ok", Json.of(true));

    private Steps() {}

    static StepDescription describe(String type) {
        return new StepDescription(type, "Bench", Category.UTILITY, "", "", "", Json.Obj.EMPTY);
    }

    static final class Working implements StepType {
        @Override
        public StepDescription description() {
            return describe(WORK);
        }

        @Override
        public Json run(StepCall call) {
            return RESULT;
        }
    }

    static final class Failing implements StepType {
        @Override
        public StepDescription description() {
            return describe(FAIL);
        }

        @Override
        public Json run(StepCall call) throws StepFailure {
            throw new StepFailure("bench.failed", Severity.CRITICAL, "The benchmark wants it.");
        }
    }

    /// Takes for ever, and counts how often it was begun.
    static final class Stuck implements StepType {
        private final CountDownLatch begun;

        Stuck(CountDownLatch begun) {
            this.begun = begun;
        }

        @Override
        public StepDescription description() {
            return describe(WORK);
        }

        @Override
        public Json run(StepCall call) throws InterruptedException {
            begun.countDown();
            Thread.sleep(Long.MAX_VALUE);
            return RESULT;
        }
    }

    /// Remembers when it was begun first.
    static final class Watched implements StepType {
        final AtomicLong first = new AtomicLong();

        @Override
        public StepDescription description() {
            return describe(WORK);
        }

        @Override
        public Json run(StepCall call) {
            if (first.get() == 0) {
                first.compareAndSet(0, System.nanoTime());
            }
            return RESULT;
        }
    }
}
