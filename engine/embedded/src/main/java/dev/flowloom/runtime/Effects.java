package dev.flowloom.runtime;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import dev.flowloom.run.Timer;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What one run has under way outside: starts what has become pending, stops what no longer is.
final class Effects {
    /// Tells effects of one run apart without looking at their data.
    private sealed interface Key {
        record Attempt(VisitId visit, int attempt) implements Key {}

        /// Reading a source has one after the other that differ in when they are due alone.
        record Waiting(Timer timer, Instant due) implements Key {}

        record Called(RunId run) implements Key {}

        record Read(VisitId visit, long from, int attempt) implements Key {}

        record Source(VisitId visit) implements Key {}

        record Stopped(RunId run, boolean undo) implements Key {}

        record Receiving(VisitId visit) implements Key {}

        record Asking(VisitId visit) implements Key {}

        record Turn(VisitId from) implements Key {}

        /// Waiting for a lock and holding it are one: who gives up either leaves the lock.
        record Lock(VisitId visit) implements Key {}

        static @Nullable Key answeredBy(Input input) {
            return switch (input) {
                case Input.StepSucceeded of -> new Attempt(of.visit(), of.attempt());
                case Input.StepFailed of -> new Attempt(of.visit(), of.attempt());
                case Input.ItemsArrived of -> new Read(of.visit(), of.from(), of.attempt());
                case Input.ReadFailed of -> new Read(of.visit(), of.from(), of.attempt());
                case Input.StartRequested _,Input.SubFlowEnded _,Input.LockGranted _,Input.LockLost _,Input.TimerFired _,Input.TurnRequested _,Input.MessageArrived _,Input.ApprovalAnswered _,Input.PauseRequested _,Input.UnpauseRequested _,Input.Restored _,Input.CancelRequested _,Input.RetryRequested _,Input.JumpRequested _ ->
                    null;
            };
        }

        static Key of(Effect effect) {
            return switch (effect) {
                case Effect.RunStep step -> new Attempt(step.visit(), step.attempt());
                case Effect.AwaitMessage awaited -> new Receiving(awaited.visit());
                case Effect.AwaitApproval asked -> new Asking(asked.visit());
                case Effect.StartTimer(var timer, var due) -> new Waiting(timer, due);
                case Effect.ReadItems read -> new Read(read.visit(), read.from(), read.attempt());
                case Effect.HoldSource source -> new Source(source.visit());
                case Effect.RunSubFlow call -> new Called(call.run());
                case Effect.StopSubFlow(var call, var undo) -> new Stopped(call.run(), undo);
                case Effect.TakeLock lock -> new Lock(lock.visit());
                case Effect.HoldLock lock -> new Lock(lock.visit());
                case Effect.TakeTurn turn -> new Turn(turn.from());
            };
        }
    }

    private final Attempts attempts;
    private final Sources sources;
    private final Timers timers;
    private final Mailroom mailroom;
    private final Calls calls;
    private final Locks locks;
    private final Workers workers;
    private final Calls.Caller run;
    private final Consumer<Input> here;
    /// By what each is stopped.
    private final Map<Key, Runnable> underWay = new LinkedHashMap<>();

    /// @param run what gets the answers
    /// @param here as that, from a thread that may go on with the run
    Effects(Attempts attempts, Sources sources, Timers timers, Mailroom mailroom, Calls calls, Locks locks,
            Workers workers, Calls.Caller run, Consumer<Input> here) {
        this.attempts = attempts;
        this.sources = sources;
        this.timers = timers;
        this.mailroom = mailroom;
        this.calls = calls;
        this.locks = locks;
        this.workers = workers;
        this.run = run;
        this.here = here;
    }

    /// Whether becoming this cuts off what takes its time to end: an attempt, or a reading, that has not answered.
    ///
    /// @param answers what has come and is not taken yet
    boolean cutsOff(List<Effect> pending, List<Input> answers) {
        var cut = new HashSet<>(underWay.keySet());
        pending.forEach(effect -> cut.remove(Key.of(effect)));
        answers.forEach(input -> cut.remove(Key.answeredBy(input)));
        return cut.stream().anyMatch(key -> key instanceof Key.Attempt || key instanceof Key.Read);
    }

    /// Stops what is no longer pending, and starts nothing.
    void keep(List<Effect> pending) {
        var wanted = new HashSet<Key>();
        pending.forEach(effect -> wanted.add(Key.of(effect)));
        stopAllBut(wanted);
    }

    /// Where one can't be stopped the others are nevertheless.
    private void stopAllBut(Set<Key> wanted) {
        var unwanted = new LinkedHashMap<>(underWay);
        unwanted.keySet().removeAll(wanted);
        underWay.keySet().retainAll(wanted);
        @Nullable
        RuntimeException failure = null;
        for (var stop : unwanted.values()) {
            try {
                stop.run();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// @throws MissingHereException when something that is to be started needs what isn't here; nothing is started then
    void become(List<Effect> pending) {
        var wanted = new LinkedHashMap<Key, Effect>();
        pending.forEach(effect -> wanted.put(Key.of(effect), effect));
        stopAllBut(wanted.keySet());
        var starts = new LinkedHashMap<Key, Supplier<Runnable>>();
        wanted.forEach((key, effect) -> {
            if (!underWay.containsKey(key)) {
                starts.put(key, prepare(effect));
            }
        });
        starts.forEach((key, start) -> underWay.put(key, start.get()));
    }

    /// Does something when nothing is under way any more that was stopped before.
    void whenStopped(RunId run, Runnable then) {
        var _ = workers.interruptedEnd(run).thenRun(then);
    }

    /// Has a visit wait anew for its message, when that becomes pending again: the one it was offered is gone.
    void forgetMessage(VisitId visit) {
        forget(new Key.Receiving(visit));
    }

    /// As [#forgetMessage(VisitId)], of a timer that fired to no effect.
    void forgetTimer(Timer timer) {
        underWay.keySet().removeIf(key -> key instanceof Key.Waiting(var fired, _) && fired.equals(timer));
    }

    /// As [#forgetMessage(VisitId)], of a lock.
    void forgetLock(VisitId visit) {
        forget(new Key.Lock(visit));
    }

    private void forget(Key key) {
        var stop = underWay.remove(key);
        if (stop != null) {
            stop.run();
        }
    }

    private Supplier<Runnable> prepare(Effect effect) {
        return switch (effect) {
            case Effect.RunStep step -> attempts.prepare(step, run::answer, here);
            case Effect.AwaitMessage awaited -> () -> mailroom.await(awaited, run::answer, run::broken);
            // People answer by themselves.
            case Effect.AwaitApproval _ -> () -> () -> {};
            case Effect.StartTimer(var timer, var due) ->
                () -> timers.at(due, () -> run.answer(new Input.TimerFired(timer)));
            case Effect.ReadItems read -> sources.prepare(read, here);
            case Effect.HoldSource source -> () -> sources.hold(source);
            case Effect.RunSubFlow call -> calls.prepare(call, run);
            case Effect.StopSubFlow stop -> calls.prepare(stop, run);
            case Effect.TakeLock lock ->
                () -> locks.take(lock, token -> run.answer(new Input.LockGranted(lock.visit(), token)));
            case Effect.HoldLock lock -> () -> locks.leaving(lock);
            case Effect.TakeTurn _ -> () -> {
                run.answer(new Input.TurnRequested());
                return () -> {};
            };
        };
    }
}
