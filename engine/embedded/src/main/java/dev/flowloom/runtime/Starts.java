package dev.flowloom.runtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

import dev.flowloom.input.UnfitInputException;
import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Journal;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.Resent;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Begins runs: those that somebody asks for, those that sub-flows call, and those that send items again.
final class Starts {
    private final Journal journal;
    private final EngineSettings settings;
    private final Programs programs;
    private final Histories histories;
    private final Feeds feeds;
    private final LiveRuns runs;
    private final RunIds ids;

    Starts(Journal journal, EngineSettings settings, Programs programs, Histories histories, Feeds feeds,
            LiveRuns runs) {
        this.journal = journal;
        this.settings = settings;
        this.programs = programs;
        this.histories = histories;
        this.feeds = feeds;
        this.runs = runs;
        this.ids = new RunIds(settings.clock());
    }

    Started start(Flow flow, FlowLibrary library, Json input, @Nullable String key) {
        var ready = programs.ready(flow);
        var known = key == null ? null : journal.findByKey(flow.id(), key);
        if (known != null) {
            return new Started(known, true);
        }
        var subFlows = SubFlows.pin(ready, library, programs::ready);
        var asked = new Input.StartRequested(ids.next(), ready.hash(), key, input,
                ThreadLocalRandom.current().nextLong(), null, subFlows);
        requireFit(ready, input);
        return switch (Waiting.on(start(ready, asked, List.of(), Runnable::run))) {
            case Appended.Durable _ -> new Started(asked.run(), false);
            case Appended.KeyTaken(var other) -> new Started(other, true);
            case Appended.OutOfTurn _,Appended.LetterGone _,Appended.LockGone _,Appended.MessageGone _,Appended.SentBefore _,Appended.NotOwned _ ->
                throw taken(asked.run());
        };
    }

    /// @throws UnfitInputException when the input isn't what the flow's schema asks for
    /// @throws IllegalArgumentException when it can't be kept
    private void requireFit(Programs.Ready ready, Json input) {
        new JsonLimit(settings.largestResult()).require("The input", input);
        ready.inputs().require(input);
    }

    static IllegalStateException taken(RunId run) {
        return new IllegalStateException("the run id %s is taken".formatted(run));
    }

    /// @param letters the dead letters that it sends again
    /// @param threads where it is gone on with when that it has started is durable
    private CompletableFuture<Appended> start(Programs.Ready ready, Input.StartRequested asked, List<Long> letters,
            Executor threads) {
        var now = settings.clock().instant();
        var before = Position.beforeStart(ready.rules());
        var decided = ready.rules().turn(before.state(), asked, now);
        return journal.append(new Batch(asked.run(), 1, now, decided.events(), List.of(), letters))
                .thenApplyAsync(appended -> {
                    if (appended instanceof Appended.Durable) {
                        feeds.wake(asked.run());
                        runs.goOn(asked.run(), () -> before.after(decided));
                    }
                    return appended;
                }, threads);
    }

    /// Starts the run that a sub-flow calls, or goes on with it where it was started before.
    ///
    /// @throws IllegalArgumentException when it was not, and can't be with that input
    CompletableFuture<?> startCalled(Effect.RunSubFlow call, Executor threads) {
        var ready = programs.find(call.definition());
        try {
            requireFit(ready, call.input());
        } catch (IllegalArgumentException e) {
            // By what was allowed when the run was started its input was fit.
            if (journal.find(call.run()) == null) {
                throw e;
            }
            return CompletableFuture.runAsync(() -> resumeCalled(call), threads);
        }
        var asked = new Input.StartRequested(call.run(), call.definition(), null, call.input(),
                ThreadLocalRandom.current().nextLong(), call.caller(), call.subFlows());
        return start(ready, asked, List.of(), threads).thenAccept(appended -> {
            if (!(appended instanceof Appended.Durable)) {
                resumeCalled(call);
            }
        });
    }

    private void resumeCalled(Effect.RunSubFlow call) {
        requireCalled(call);
        resume(call.run());
    }

    /// A run that was restored may come by another way to the visit at which it called something before.
    private void requireCalled(Effect.RunSubFlow call) {
        var found = programs.find(histories.run(call.run()).definition()).flow().id();
        var flow = programs.find(call.definition()).flow().id();
        if (!found.equals(flow)) {
            throw new IllegalStateException("the run %s is one of the flow %s, and not of %s, which is called"
                    .formatted(call.run(), found, flow));
        }
    }

    /// Goes on with a run, unless it has ended or is under way here.
    void resume(RunId run) {
        if (runs.find(run) == null && !histories.run(run).isOver()) {
            runs.goOn(run, () -> histories.replay(run));
        }
    }

    /// Begins a run that goes through a loop of another run for some items alone.
    ///
    /// @param ready what it keeps to
    /// @param subFlows the flows that it may call
    /// @param begin what that loop saw
    /// @param letters the items' dead letters
    /// @return the new run
    /// @throws DeadLetters.NotOpenException when one of the letters is gone
    RunId resend(Programs.Ready ready, List<Pinned> subFlows, LoopBegin begin, Resent resent, List<Long> letters) {
        var run = ids.next();
        var started = begin.started();
        var asked = new Input.StartRequested(run, ready.hash(), null, started.input(), started.seed(), null,
                subFlows, resent);
        return switch (Waiting.on(start(ready, asked, letters, Runnable::run))) {
            case Appended.Durable _ -> run;
            case Appended.LetterGone(var number) -> throw DeadLetters.gone(number);
            case Appended.OutOfTurn _,Appended.KeyTaken _,Appended.LockGone _,Appended.MessageGone _,Appended.SentBefore _,Appended.NotOwned _ ->
                throw taken(run);
        };
    }
}
