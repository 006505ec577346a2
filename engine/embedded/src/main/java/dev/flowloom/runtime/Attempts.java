package dev.flowloom.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.resource.Guarded;
import dev.flowloom.resource.Permit;
import dev.flowloom.resource.Refusal;
import dev.flowloom.resource.Resources;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

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
    private final Resources resources;
    private final InstantSource clock;
    private final ExecutorService threads = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("flowloom-attempt-", 1).factory());
    /// Of each run, what step types are still at that was interrupted.
    private final ConcurrentMap<RunId, Set<Making>> interrupted = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Attempts(StepTypes types, Secrets secrets, JsonLimit limit, Resources resources, InstantSource clock) {
        this.types = types;
        this.secrets = secrets;
        this.limit = limit;
        this.resources = resources;
        this.clock = clock;
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
        var use = step.use();
        var making = new Making(step.run());
        Supplier<Runnable> begin = use == null
                ? () -> start(() -> make(type, step, used, making, answer, _ -> {}))
                : () -> resources.use(use.name(), use.resource(), new Use(type, step, used, making, answer));
        return () -> {
            var interrupt = begin.get();
            return () -> {
                making.stop();
                interrupt.run();
            };
        };
    }

    /// Completed when no step type is any longer at an attempt of the run that was interrupted before.
    CompletableFuture<?> interruptedEnd(RunId run) {
        var makings = interrupted.get(run);
        return makings == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture
                        .allOf(makings.stream().map(making -> making.left).toArray(CompletableFuture[]::new));
    }

    /// Whether a step type is at an attempt.
    private final class Making {
        private final RunId run;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<@Nullable Void> left = new CompletableFuture<>();

        Making(RunId run) {
            this.run = run;
        }

        /// False where it was stopped before.
        boolean begin() {
            return begun.compareAndSet(false, true);
        }

        void leave() {
            left.complete(null);
        }

        /// It is being interrupted, or is not begun any more.
        void stop() {
            if (!begun.compareAndSet(false, true) && !left.isDone()) {
                interrupted.compute(run, (_, all) -> {
                    var more = all == null ? ConcurrentHashMap.<Making>newKeySet() : all;
                    more.add(this);
                    return more;
                });
                var _ = left.thenRun(this::forget);
            }
        }

        private void forget() {
            interrupted.computeIfPresent(run, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /// An attempt that uses a resource. It takes a thread when it is its turn.
    private final class Use implements Guarded.Work {
        private final StepType type;
        private final Effect.RunStep step;
        private final UsedSecrets used;
        private final Making making;
        private final Consumer<Input> answer;

        Use(StepType type, Effect.RunStep step, UsedSecrets used, Making making, Consumer<Input> answer) {
            this.type = type;
            this.step = step;
            this.used = used;
            this.making = making;
            this.answer = answer;
        }

        @Override
        public Runnable start(Runnable work) {
            return Attempts.this.start(work);
        }

        @Override
        public void run(Permit permit) {
            make(type, step, used, making, answer, input -> permit.tell(outcome(input)));
        }

        /// What fails for good says nothing of the resource: it answered, or it wasn't asked.
        private static Permit.Outcome outcome(Input.OfAttempt input) {
            return switch (input) {
                case Input.StepSucceeded _ -> Permit.Outcome.SUCCEEDED;
                case Input.StepFailed failed when failed.severity().mayPass() -> Permit.Outcome.FAILED;
                case Input.StepFailed _ -> Permit.Outcome.UNTOLD;
            };
        }

        @Override
        public Permit.Outcome interrupted() {
            var deadline = step.deadline();
            return deadline == null || clock.instant().isBefore(deadline)
                    ? Permit.Outcome.UNTOLD
                    : Permit.Outcome.FAILED;
        }

        @Override
        public void refused(Refusal refusal) {
            var details = Json.Obj.of("resource", Json.of(refusal.resource()));
            var until = refusal.until();
            answer.accept(failed(step, new StepFailure("breaker.open", Severity.RECOVERABLE, refusal.message(),
                    until == null ? details : details.with("until", Json.of(until.toString())))));
        }
    }

    /// Does something in a thread of its own, which is interrupted when the answer is run.
    Runnable start(Runnable work) {
        try {
            var attempt = threads.submit(work);
            return () -> attempt.cancel(true);
        } catch (RejectedExecutionException _) {
            return () -> {};
        }
    }

    /// @param first hears of it before the run does
    private void make(StepType type, Effect.RunStep step, UsedSecrets used, Making making, Consumer<Input> answer,
            Consumer<Input.OfAttempt> first) {
        if (!making.begin()) {
            return;
        }
        // Made before, since there may be no memory left for it then.
        var outOfMemory = failed(step, StepBug.outOfMemory());
        Input.OfAttempt input;
        try {
            input = run(type, step, used);
        } catch (StepFailure e) {
            input = failed(step, used.masked(e));
        } catch (OutOfMemoryError _) {
            input = outOfMemory;
        } catch (Throwable e) {
            input = failed(step, used.masked(StepBug.of(e)));
        }
        making.leave();
        if (counts(input)) {
            first.accept(input);
            answer.accept(input);
        }
    }

    /// What fails while the engine stops may fail because of that. It is done again.
    boolean counts(Input input) {
        return !stopping || !(input instanceof Input.StepFailed || input instanceof Input.ReadFailed);
    }

    private Input.OfAttempt run(StepType type, Effect.RunStep step, UsedSecrets used)
            throws StepFailure, InterruptedException {
        Json result = type.run(new StepCall(used.fill(), step.data(), step.attempt(), step.attemptKey(),
                step.operationKey()));
        var excess = limit.excess(result);
        if (excess != null) {
            throw new StepFailure("result.too-large", Severity.CRITICAL,
                    "The step's result %s. Have it return less, such as where the rest is.".formatted(excess));
        }
        return new Input.StepSucceeded(step.visit(), step.attempt(), result);
    }

    private static Input.OfAttempt failed(Effect.RunStep step, StepFailure failure) {
        return new Input.StepFailed(step.visit(), step.attempt(), failure.code(), shortened(failure.message()),
                failure.severity(), failure.details());
    }

    static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + " …";
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
