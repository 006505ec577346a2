package dev.flowloom.runtime;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.model.Severity;
import dev.flowloom.resource.Guarded;
import dev.flowloom.resource.Permit;
import dev.flowloom.resource.Refusal;
import dev.flowloom.resource.Resources;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;

/// Makes attempts at steps. Whatever a step type does, there is an answer.
final class Attempts {
    private final StepTypes types;
    private final Secrets secrets;
    private final JsonLimit limit;
    private final Resources resources;
    private final InstantSource clock;
    private final Workers workers;

    Attempts(StepTypes types, Secrets secrets, JsonLimit limit, Resources resources, InstantSource clock,
            Workers workers) {
        this.types = types;
        this.secrets = secrets;
        this.limit = limit;
        this.resources = resources;
        this.clock = clock;
        this.workers = workers;
    }

    /// An attempt that has what it needs. It is begun when it is asked, and interrupted when the answer is run.
    ///
    /// @param refused hears of it where the attempt isn't made
    /// @param made hears what came of it, in its thread
    /// @throws MissingHereException when it has not
    Supplier<Runnable> prepare(Effect.RunStep step, Consumer<Input> refused, Consumer<Input> made) {
        var type = types.find(step.type());
        if (type == null) {
            throw MissingHereException.stepType(step);
        }
        var used = new UsedSecrets(step, secrets);
        var use = step.use();
        return use == null
                ? () -> workers.start(step.run(), () -> make(type, step, used, made, _ -> {}))
                : () -> resources.use(use.name(), use.resource(), new Use(type, step, used, refused, made));
    }

    /// An attempt that uses a resource. It takes a thread when it is its turn.
    private final class Use implements Guarded.Work {
        private final StepType type;
        private final Effect.RunStep step;
        private final UsedSecrets used;
        private final Consumer<Input> refused;
        private final Consumer<Input> made;
        /// The permit is given back first.
        private Runnable then = () -> {};

        Use(StepType type, Effect.RunStep step, UsedSecrets used, Consumer<Input> refused,
                Consumer<Input> made) {
            this.type = type;
            this.step = step;
            this.used = used;
            this.refused = refused;
            this.made = made;
        }

        @Override
        public Runnable start(Runnable work) {
            return workers.start(step.run(), () -> {
                work.run();
                return then;
            });
        }

        @Override
        public void run(Permit permit) {
            then = make(type, step, used, made, input -> permit.tell(outcome(input)));
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
            refused.accept(failed(step, new StepFailure("breaker.open", Severity.RECOVERABLE, refusal.message(),
                    until == null ? details : details.with("until", Json.of(until.toString())))));
        }
    }

    /// @param first hears of it before the run does
    /// @return has the run hear of it
    private Runnable make(StepType type, Effect.RunStep step, UsedSecrets used, Consumer<Input> answer,
            Consumer<Input.OfAttempt> first) {
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
        // What fails while the engine stops may fail because of that. It is done again.
        if (input instanceof Input.StepFailed && workers.isStopping()) {
            return () -> {};
        }
        first.accept(input);
        var made = input;
        return () -> answer.accept(made);
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
        var kept = KeptFailure.of(failure);
        return new Input.StepFailed(step.visit(), step.attempt(), kept.code(), kept.message(), kept.severity(),
                kept.details());
    }
}
