package dev.flowloom.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Items;
import dev.flowloom.model.Node;
import dev.flowloom.run.Supply.Reading;
import dev.flowloom.run.Timer.Purpose;
import dev.flowloom.run.Visit.Phase;
import org.jspecify.annotations.Nullable;

/// Reads from a state what is to be done outside.
final class Pending {
    private Pending() {}

    static List<Effect> of(Program program, RunState state) {
        if (state.isOver()) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        for (var visit : state.visits().values()) {
            add(program, state, visit, effects);
        }
        for (var pass : state.passes().values()) {
            addDeadline(pass, effects);
        }
        var run = state.startedOrThrow().run();
        if (state.hasTokens()) {
            effects.add(new Effect.TakeTurn(run, state.nextVisit()));
        }
        HeldLock.all(state).forEach((visit, lock) -> effects.add(new Effect.HoldLock(run, visit, lock)));
        if (state.paused()) {
            effects.removeIf(effect -> !outlastsPause(effect));
        }
        return effects;
    }

    /// What is in flight comes to its end; nothing is begun, and nothing is undone.
    private static boolean outlastsPause(Effect effect) {
        return switch (effect) {
            // Who is asked may answer: nothing is begun by that.
            case Effect.RunStep _,Effect.RunSubFlow _,Effect.AwaitApproval _,Effect.HoldLock _ -> true;
            case Effect.StartTimer(var timer, _) -> timer.outlastsPause();
            // Reading changes nothing, so it can be begun anew.
            case Effect.ReadItems _,Effect.HoldSource _ -> false;
            // Another run may have the message or the lock meanwhile.
            case Effect.StopSubFlow _,Effect.AwaitMessage _,Effect.TakeLock _ -> false;
            case Effect.TakeTurn _ -> false;
        };
    }

    /// A pass that turned round, or was given up, comes to its end by itself.
    private static void addDeadline(Pass pass, List<Effect> effects) {
        if (pass.of() != null && pass.deadline() != null && pass.status() == Pass.Status.RUNNING) {
            effects.add(new Effect.StartTimer(new Timer(pass.of(), Purpose.SCOPE_DEADLINE, 0), pass.deadline()));
        }
    }

    private static void add(Program program, RunState state, Visit visit, List<Effect> effects) {
        switch (visit.phase()) {
            case Phase.Attempting(var attempt, var deadline) -> {
                effects.add(step(program, state, visit, attempt, deadline));
                if (deadline != null) {
                    effects.add(new Effect.StartTimer(new Timer(visit.id(), Purpose.DEADLINE, attempt), deadline));
                }
            }
            case Phase.BackingOff(var attempt, var due) ->
                effects.add(new Effect.StartTimer(new Timer(visit.id(), Purpose.RETRY, attempt), due));
            case Phase.Waiting(var due) ->
                effects.add(new Effect.StartTimer(new Timer(visit.id(), Purpose.WAIT, 0), due));
            case Phase.Calling calling -> effects.add(call(state, visit, calling));
            case Phase.Locking(var name, var lease, var due) -> {
                effects.add(new Effect.TakeLock(state.startedOrThrow().run(), visit.id(), name, lease));
                if (due != null) {
                    effects.add(new Effect.StartTimer(new Timer(visit.id(), Purpose.LOCK, 0), due));
                }
            }
            case Phase.Receiving(var message, var key, var since, var due) -> {
                effects.add(new Effect.AwaitMessage(state.startedOrThrow().run(), visit.id(), message, key, since,
                        due));
                addTimeout(visit, due, effects);
            }
            case Phase.Asking(var who, var question, var due) -> {
                effects.add(new Effect.AwaitApproval(state.startedOrThrow().run(), visit.id(), visit.node(), who,
                        question));
                addTimeout(visit, due, effects);
            }
            case Phase.Holding holding when holding.supply() instanceof Supply.Streamed streamed ->
                addReading(program, state, visit, holding, streamed, effects);
            case Phase.Entered(),Phase.Answered _,Phase.Succeeded _,Phase.Failed _,Phase.Locked _,Phase.Joining(),Phase.Holding _ ->
                {
                }
        }
    }

    private static void addReading(Program program, RunState state, Visit visit, Phase.Holding holding,
            Supply.Streamed streamed, List<Effect> effects) {
        var each = program.forEach(visit.node());
        if (each == null || state.home(visit.pass()).status() != Pass.Status.RUNNING
                || holding.isFailing()) {
            return;
        }
        var run = state.startedOrThrow().run();
        switch (streamed.reading()) {
            case Reading.Attempting(var attempt, var deadline) -> {
                effects.add(new Effect.HoldSource(run, visit.id()));
                if (ReadAhead.isDue(streamed, each)
                        && each.items() instanceof Items.Streamed(var source, var drawn, _)) {
                    effects.add(new Effect.ReadItems(run, visit.id(), visit.node(), attempt, source, drawn,
                            streamed.settings(), streamed.read(), ReadAhead.items(each)));
                    if (deadline != null) {
                        effects.add(new Effect.StartTimer(new Timer(visit.id(), Purpose.READ, attempt), deadline));
                    }
                }
            }
            case Reading.BackingOff(var attempt, var due) ->
                effects.add(new Effect.StartTimer(new Timer(visit.id(), Purpose.RETRY, attempt), due));
            case Reading.Failed _,Reading.Ended() -> {
            }
        }
    }

    private static void addTimeout(Visit visit, @Nullable Instant due, List<Effect> effects) {
        if (due != null) {
            effects.add(new Effect.StartTimer(new Timer(visit.id(), Purpose.TIMEOUT, 0), due));
        }
    }

    private static Effect call(RunState state, Visit visit, Phase.Calling calling) {
        var started = state.startedOrThrow();
        var call = new Effect.RunSubFlow(calling.run(), calling.definition(), visit.workOrThrow().data(),
                new Caller(started.run(), visit.id(), started.depth() + 1), started.subFlows());
        var cause = state.home(visit.pass()).cause();
        return calling.stopping() == null ? call : new Effect.StopSubFlow(call, cause == null || !cause.withholds());
    }

    private static Effect step(Program program, RunState state, Visit visit, int attempt,
            @Nullable Instant deadline) {
        var step = (Node.Step) program.node(visit.node());
        var work = visit.workOrThrow();
        return new Effect.RunStep(state.startedOrThrow().run(), visit.id(), visit.node(), attempt, step.type(),
                step.settings(), work.settings(), work.data(), deadline, program.use(step));
    }
}
