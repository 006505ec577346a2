package dev.flowloom.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;

/// Makes attempts at steps, each in a thread of its own. Whatever a step type does, there is an answer.
///
/// The threads are the operating system's: virtual ones share as many carriers as there are processors, so that a few
/// steps that compute would keep timers, runs and everything else from going on.
final class Attempts {
    /// A message is for people, and is kept in several events.
    private static final int LONGEST_MESSAGE = 10_000;

    private final StepTypes types;
    private final Secrets secrets;
    private final JsonLimit limit;
    private final ExecutorService threads = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("flowloom-attempt-", 1).factory());
    private volatile boolean stopping;

    Attempts(StepTypes types, Secrets secrets, JsonLimit limit) {
        this.types = types;
        this.secrets = secrets;
        this.limit = limit;
    }

    /// An attempt that has what it needs. It is begun when it is asked, and interrupted when the answer is run.
    ///
    /// @throws MissingHereException when it has not
    Supplier<Runnable> prepare(Effect.RunStep step, Consumer<Input> answer) {
        var type = types.find(step.type());
        if (type == null) {
            throw MissingHereException.stepType(step);
        }
        var used = new UsedSecrets(step, secrets);
        return () -> start(() -> make(type, step, used, answer));
    }

    private Runnable start(Runnable work) {
        try {
            var attempt = threads.submit(work);
            return () -> attempt.cancel(true);
        } catch (RejectedExecutionException _) {
            return () -> {};
        }
    }

    private void make(StepType type, Effect.RunStep step, UsedSecrets used, Consumer<Input> answer) {
        // Made before, since there may be no memory left for it then.
        var outOfMemory = failed(step, StepBug.outOfMemory());
        Input input;
        try {
            input = run(type, step, used);
        } catch (StepFailure e) {
            input = failed(step, used.masked(e));
        } catch (OutOfMemoryError _) {
            input = outOfMemory;
        } catch (Throwable e) {
            input = failed(step, used.masked(StepBug.of(e)));
        }
        // An attempt that fails while the engine stops may fail because of that. It is made again.
        if (!stopping || input instanceof Input.StepSucceeded) {
            answer.accept(input);
        }
    }

    private Input run(StepType type, Effect.RunStep step, UsedSecrets used) throws StepFailure, InterruptedException {
        Json result = type.run(new StepCall(used.fill(), step.data(), step.attempt(), step.attemptKey(),
                step.operationKey()));
        var excess = limit.excess(result);
        if (excess != null) {
            throw new StepFailure("result.too-large", Severity.CRITICAL,
                    "The step's result %s. Have it return less, such as where the rest is.".formatted(excess));
        }
        return new Input.StepSucceeded(step.visit(), step.attempt(), result);
    }

    private static Input failed(Effect.RunStep step, StepFailure failure) {
        var message = failure.message();
        return new Input.StepFailed(step.visit(), step.attempt(), failure.code(),
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + " …",
                failure.severity(), failure.details());
    }

    /// Interrupts all attempts, and waits for them for a while. Those that succeed nevertheless still give their answer.
    void stop(Duration grace) {
        stopping = true;
        threads.shutdownNow();
        try {
            threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
