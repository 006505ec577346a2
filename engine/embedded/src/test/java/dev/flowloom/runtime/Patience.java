package dev.flowloom.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.flowloom.run.RunId;

/// Waits for what is to come soon, and fails where it doesn't.
final class Patience {
    private static final int SECONDS = 30;

    private Patience() {}

    static RunOutcome end(Engine engine, RunId run) throws Exception {
        return engine.outcome(run).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /// As a step type that doesn't let itself be interrupted.
    static void awaitWhateverHappens(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // It is not done yet.
            }
        }
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it didn't come within %d s".formatted(SECONDS));
            }
            Thread.sleep(5);
        }
    }
}
