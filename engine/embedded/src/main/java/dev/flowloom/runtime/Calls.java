package dev.flowloom.runtime;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;

/// Has the runs go that sub-flows call. They are runs of the engine like any other: they go on when nobody waits for them,
/// and have the same id whenever they are asked for, so that none is started twice.
final class Calls {
    private static final Executor THREADS = task -> Thread.ofVirtual().name("flowloom-call").start(task);

    /// Hears what became of a call.
    interface Caller {
        void answer(Input input);

        /// What it waits for can't come: the run that was called can't go on, or a message can't be read.
        void broken(RuntimeException cause);
    }

    private final Engine engine;
    /// What was asked to start, and may not be durable yet.
    private final ConcurrentMap<RunId, CompletableFuture<?>> starting = new ConcurrentHashMap<>();

    Calls(Engine engine) {
        this.engine = engine;
    }

    /// Nobody is answered any more when the answer is run; what was called goes on.
    Supplier<Runnable> prepare(Effect.RunSubFlow call, Caller caller) {
        return () -> {
            var watch = new Watch(call, caller);
            try {
                watch.awaitEnd(start(call));
            } catch (IllegalArgumentException e) {
                // It doesn't meet the flow's schema, or is larger than can be kept.
                watch.answer(unfit(call, e));
            }
            return watch::leave;
        };
    }

    /// Has a run stop, and answers when it has.
    Supplier<Runnable> prepare(Effect.StopSubFlow stop, Caller caller) {
        return () -> {
            var watch = new Watch(stop.call(), caller);
            watch.stop(stop.undo());
            return watch::leave;
        };
    }

    /// Asked for at once, in the thread of the run that calls, so that nothing that run does later can overtake it.
    private CompletableFuture<?> start(Effect.RunSubFlow call) {
        var started = engine.startCalled(call, THREADS);
        starting.put(call.run(), started);
        return started.whenComplete((_, _) -> starting.remove(call.run(), started));
    }

    /// Unless it has ended.
    ///
    /// @throws NoSuchRunException when it was not started
    private void cancel(Effect.RunSubFlow call, boolean undo) {
        engine.askAnywhere(call.run(), new Input.CancelRequested("run " + call.caller().run(),
                "The run that called it gave it up.", undo));
    }

    private Event.Ended unfit(Effect.RunSubFlow call, IllegalArgumentException why) {
        var start = engine.flow(call.definition()).graph().nodes().values().stream()
                .filter(Node.Start.class::isInstance).findFirst().orElseThrow();
        return new Event.RunFailed(new RunError("subflow.input", String.valueOf(why.getMessage()), Severity.CRITICAL,
                start.id(), Json.Obj.EMPTY), Compensation.NONE);
    }

    /// One effect as long as it is pending.
    private final class Watch {
        private final Effect.RunSubFlow call;
        private final Caller caller;
        private volatile boolean left;

        Watch(Effect.RunSubFlow call, Caller caller) {
            this.call = call;
            this.caller = caller;
        }

        void leave() {
            left = true;
        }

        void stop(boolean undo) {
            var before = starting.get(call.run());
            var asked = before == null ? CompletableFuture.completedFuture(null) : before.handle((_, _) -> null);
            awaitEnd(asked.thenAcceptAsync(_ -> cancel(call, undo), THREADS));
        }

        void awaitEnd(CompletableFuture<?> begun) {
            var _ = begun.thenComposeAsync(_ -> engine.outcome(call.run()), THREADS)
                    .whenComplete((outcome, failure) -> {
                        if (outcome != null) {
                            answer(outcome.toEvent());
                        } else if (failure != null) {
                            fail(failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                        }
                    });
        }

        private void fail(Throwable failure) {
            switch (failure) {
                case NoSuchRunException _ -> answer(new Event.RunCancelled("It had not begun.", Compensation.NONE));
                // The engine is being closed.
                case CancellationException _ -> {
                }
                case Throwable _ when left -> {
                }
                case RuntimeException cause -> caller.broken(cause);
                default -> caller.broken(
                        new IllegalStateException("the run %s can't go on".formatted(call.run()), failure));
            }
        }

        void answer(Event.Ended end) {
            if (!left) {
                caller.answer(new Input.SubFlowEnded(call.caller().visit(), end));
            }
        }
    }
}
