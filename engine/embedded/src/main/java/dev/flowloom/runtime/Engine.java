package dev.flowloom.runtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.flowloom.input.UnfitInputException;
import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.run.Input;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// Runs flows durably in this process. What it says has happened outlives the process; what was under way when that
/// ended is gone on with by [#resume()].
///
/// May be used from any thread. Once the store has failed, every method throws what it failed with.
public final class Engine implements AutoCloseable {
    private final Journal journal;
    private final EngineSettings settings;
    private final Programs programs;
    private final Feeds feeds;
    private final LiveRuns runs;
    private final RunIds ids;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// An engine on a journal, which it closes in the end. The step types stay open.
    public Engine(Journal journal, StepTypes types, EngineSettings settings) {
        this.journal = journal;
        this.settings = settings;
        this.programs = new Programs(journal);
        this.feeds = new Feeds(journal);
        this.runs = new LiveRuns(journal, types, settings, feeds);
        this.ids = new RunIds(settings.clock());
    }

    /// An engine on the store at a location. Nothing is gone on with until [#resume()].
    ///
    /// @throws StoreException when the store can't be opened
    public static Engine open(StoreLocation location, Durability durability, StepTypes types) {
        return open(location, durability, types, EngineSettings.DEFAULT);
    }

    /// As [#open(StoreLocation, Durability, StepTypes)], with settings.
    public static Engine open(StoreLocation location, Durability durability, StepTypes types,
            EngineSettings settings) {
        return new Engine(Stores.open(location, durability, new EventJsonCodec()), types, settings);
    }

    /// Starts a run of a flow that has no errors; when this returns, that it has started is durable.
    ///
    /// @param key asked for again with the same key, a flow is run once: the answer is the earlier run, whose input was the
    ///        earlier one, and the new one isn't looked at; null where each time is meant
    /// @throws UnfitInputException when the input isn't what the flow's schema asks for
    /// @throws IllegalArgumentException when the flow can't run, or key or input can't be kept
    public Started start(Flow flow, Json input, @Nullable String key) {
        requireOpen();
        var ready = programs.ready(flow);
        var known = key == null ? null : journal.findByKey(flow.id(), key);
        return known == null ? start(ready, input, key) : new Started(known, true);
    }

    private Started start(Programs.Ready ready, Json input, @Nullable String key) {
        requireFits(input);
        ready.inputs().require(input);
        var run = ids.next();
        var now = settings.clock().instant();
        var asked = new Input.StartRequested(run, ready.hash(), key, input, ThreadLocalRandom.current().nextLong());
        var before = Position.beforeStart(ready.rules());
        var events = ready.rules().decide(before.state(), asked, now);
        return switch (Waiting.on(journal.append(new Batch(run, 1, now, events)))) {
            case Appended.Durable _ -> {
                feeds.wake(run);
                runs.goOn(run, () -> before.after(events));
                yield new Started(run, false);
            }
            case Appended.KeyTaken(var other) -> new Started(other, true);
            case Appended.OutOfTurn _ -> throw new IllegalStateException("the run id %s is taken".formatted(run));
        };
    }

    private void requireFits(Json input) {
        var excess = new JsonLimit(settings.largestResult()).excess(input);
        if (excess != null) {
            throw new IllegalArgumentException("The input %s. Give less, such as where the rest is.".formatted(excess));
        }
    }

    /// Has a run stop: what is under way is interrupted, what was done is compensated, and it ends cancelled. A run that
    /// nobody goes on with is gone on with. When this returns, that the run stops is durable; it need not have ended.
    ///
    /// @param by who asks, for the history
    /// @return false where the run ended first; true also where it was stopping already, for whatever reason
    /// @throws NoSuchRunException when there is none
    /// @throws StoreException when the store fails: whether the run stops is known when that is open again
    public boolean cancel(RunId run, String by, String reason) {
        requireOpen();
        var answer = cancel(run, new Input.CancelRequested(by, reason));
        return answer != null && Waiting.on(answer);
    }

    private @Nullable CompletableFuture<Boolean> cancel(RunId run, Input.CancelRequested request) {
        var live = runs.find(run);
        if (live != null) {
            return live.cancel(request);
        }
        var summary = run(run);
        return summary.isOver() ? null : runs.cancel(run, () -> replay(summary), request);
    }

    /// The runs of the store, the latest started first.
    public List<RunSummary> runs(int limit) {
        return journal.runs(limit);
    }

    /// A run in short.
    ///
    /// @throws NoSuchRunException when there is none
    public RunSummary run(RunId run) {
        var found = journal.find(run);
        if (found == null) {
            throw new NoSuchRunException(run);
        }
        return found;
    }

    /// Everything that has happened in a run so far.
    ///
    /// @throws NoSuchRunException when there is none
    public List<Recorded> history(RunId run) {
        var events = journal.read(run, 1);
        if (events.isEmpty()) {
            throw new NoSuchRunException(run);
        }
        return events;
    }

    /// The definition a run is pinned to.
    ///
    /// @throws NoSuchRunException when there is none
    public Flow flow(RunId run) {
        return programs.find(run(run).definition()).flow();
    }

    /// Hands over a run's events from a sequence on, those that are there and those to come, up to its end. The consumer
    /// may take its time: it holds up nobody but itself.
    ///
    /// @throws NoSuchRunException when there is none
    public Subscription subscribe(RunId run, long from, Consumer<Recorded> consumer) {
        run(run);
        return feeds.open(run, from, consumer, () -> runs.whyBroken(run));
    }

    /// How a run ended, or will. Fails with [java.util.concurrent.CancellationException] when the engine is closed before,
    /// and with the reason when the run can't go on: a [MissingHereException] where it can elsewhere.
    ///
    /// @throws NoSuchRunException when there is none
    public CompletionStage<RunOutcome> outcome(RunId run) {
        if (isOver(run)) {
            return CompletableFuture.completedStage(RunOutcome.ofHistory(history(run)));
        }
        var outcome = runs.outcome(run);
        if (isOver(run)) {
            // It ended while it was asked about, and then nobody else may complete this.
            runs.ended(run, RunOutcome.ofHistory(history(run)));
        }
        return outcome.minimalCompletionStage();
    }

    private boolean isOver(RunId run) {
        return runs.find(run) == null && run(run).isOver();
    }

    /// The runs that have not ended, the first started first.
    public List<RunId> unfinished() {
        return journal.unfinished();
    }

    /// Goes on with all runs that have not ended and are not under way here. Returns at once.
    public void resume() {
        unfinished().forEach(this::resume);
    }

    /// Goes on with a run, unless it has ended or is under way here. Returns at once.
    ///
    /// @throws NoSuchRunException when there is none
    public void resume(RunId run) {
        requireOpen();
        if (runs.find(run) == null) {
            var summary = run(run);
            if (!summary.isOver()) {
                runs.goOn(run, () -> replay(summary));
            }
        }
    }

    private Position replay(RunSummary run) {
        var events = history(run.run()).stream().map(Recorded::event).toList();
        return Position.beforeStart(programs.find(run.definition()).rules()).after(events);
    }

    /// How much room the store takes, in bytes.
    public long storeSize() {
        return journal.size();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    /// Interrupts what is under way, waits for it a little, and closes the store. Runs do not end by it: they can be
    /// resumed.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            runs.stop();
            feeds.close();
            journal.close();
        }
    }
}
