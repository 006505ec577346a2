package dev.flowloom.runtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.flowloom.journal.Journal;
import dev.flowloom.journal.LockChange;
import dev.flowloom.journal.StoreException;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.resource.Resources;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// The runs that are under way in an engine, and who waits for their end.
final class LiveRuns implements LiveRun.Host {
    private final ConcurrentMap<RunId, LiveRun> live = new ConcurrentHashMap<>();
    private final ConcurrentMap<RunId, CompletableFuture<RunOutcome>> outcomes = new ConcurrentHashMap<>();
    private final Journal journal;
    private final EngineSettings settings;
    private final Feeds feeds;
    private final Calls calls;
    private final Resources resources;
    private final Workers workers = new Workers();
    private final Turns turns = new Turns();
    private final Attempts attempts;
    private final Sources sources;
    private final Timers timers;
    private final Mailroom mailroom;
    private final Locks locks;
    private final Claims claims;
    private final Upkeep upkeep;
    /// Those that were to be gone on with here and are gone on with by other processes.
    private final Set<RunId> elsewhere = ConcurrentHashMap.newKeySet();
    /// Those of which something is asked, and nothing more.
    private final Set<LiveRun> onlyAsked = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<RunId, Throwable> broken = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable StoreException> storeFailure = new AtomicReference<>();
    private volatile boolean stopping;

    LiveRuns(Journal journal, StepTypes types, EngineSettings settings, Feeds feeds, Mailroom mailroom, Calls calls,
            Claims claims, Upkeep upkeep) {
        this.journal = journal;
        this.settings = settings;
        this.feeds = feeds;
        this.mailroom = mailroom;
        this.calls = calls;
        this.claims = claims;
        this.upkeep = upkeep;
        this.timers = new Timers(settings.clock(), settings.clockCheck());
        this.locks = new Locks(journal, settings.clock(), timers);
        this.resources = new Resources(settings.clock(), timers::at);
        resources.watch(settings.listener()::breakerChanged);
        this.attempts = new Attempts(types, settings.secrets(), new JsonLimit(settings.largestResult()), resources,
                settings.clock(), workers);
        this.sources = new Sources(types, settings.secrets(), new JsonLimit(settings.largestResult()), workers);
    }

    /// Hears of a store that fails while no run has anything to keep.
    void start() {
        journal.whenFailed(this::storeFailed);
    }

    Resources resources() {
        return resources;
    }

    @Nullable
    LiveRun find(RunId run) {
        return live.get(run);
    }

    /// Goes on with a run, unless somebody does already.
    LiveRun goOn(RunId run, LiveRun.Source source) {
        return goOn(newRun(run, source));
    }

    /// Goes on with a run, unless somebody does already, and has it do what is asked before anything else.
    CompletableFuture<Boolean> ask(RunId run, LiveRun.Source source, Input request) {
        return ask(run, source, request, null);
    }

    /// As the other, of a retry by its terms.
    CompletableFuture<Boolean> ask(RunId run, LiveRun.Source source, Input request, LiveRun.@Nullable Terms terms) {
        var mine = newRun(run, source);
        var answer = mine.ask(request, terms);
        if (!elsewhere.contains(run)) {
            onlyAsked.add(mine);
            var _ = mine.ended().thenRun(() -> onlyAsked.remove(mine));
        }
        var live = goOn(mine);
        if (live.equals(mine)) {
            return answer;
        }
        onlyAsked.remove(mine);
        return live.ask(request, terms);
    }

    private LiveRun newRun(RunId run, LiveRun.Source source) {
        return new LiveRun(run, source, journal, settings.clock(), attempts, sources, timers, mailroom, calls, locks,
                workers, turns, claims, this);
    }

    private LiveRun goOn(LiveRun mine) {
        var other = live.putIfAbsent(mine.id(), mine);
        if (other != null) {
            return other;
        }
        broken.remove(mine.id());
        elsewhere.remove(mine.id());
        if (stopping) {
            mine.stop();
        }
        var failure = storeFailure.get();
        if (failure != null) {
            mine.giveUp(failure);
        }
        upkeep.begin();
        mine.start();
        return mine;
    }

    /// A run stands where its last intact events leave it, without the locks that it took later.
    void restored(RunId run, List<LockChange> released) {
        broken.remove(run);
        locks.released(released);
    }

    /// Why a run that was under way here can't go on; null where it isn't known to be so.
    @Nullable
    Throwable whyBroken(RunId run) {
        return broken.get(run);
    }

    /// Completed at the run's end, if it comes in this engine.
    CompletableFuture<RunOutcome> outcome(RunId run) {
        var outcome = new AtomicReference<>(new CompletableFuture<RunOutcome>());
        // Not while the run ends: whether this is about that end or a later one is known before and after it.
        live.compute(run, (_, same) -> {
            outcome.set(outcomes.computeIfAbsent(run, _ -> outcome.get()));
            return same;
        });
        return unlessBroken(run, outcome.get());
    }

    private CompletableFuture<RunOutcome> unlessBroken(RunId run, CompletableFuture<RunOutcome> outcome) {
        Throwable cause = broken.get(run);
        if (cause == null) {
            cause = storeFailure.get();
        }
        if (cause != null) {
            outcome.completeExceptionally(cause);
            outcomes.remove(run, outcome);
        }
        return outcome;
    }

    /// Tells those who wait for the end of a run that is not under way here how it ended.
    ///
    /// @param end how it has ended; null where it goes on
    void ended(RunId run, Supplier<@Nullable RunOutcome> end) {
        var told = new AtomicReference<Runnable>(() -> {});
        // As in [#over]: since its end was found it may have been retried, and somebody may wait for the next one.
        live.compute(run, (_, same) -> {
            var outcome = same == null ? end.get() : null;
            if (outcome != null) {
                elsewhere.remove(run);
                var waiting = outcomes.remove(run);
                told.set(() -> {
                    if (waiting != null) {
                        waiting.complete(outcome);
                    }
                });
            }
            return same;
        });
        told.get().run();
    }

    @Override
    public void advanced(RunId run) {
        feeds.wake(run);
    }

    @Override
    public void over(LiveRun run, RunOutcome outcome) {
        var waiting = new AtomicReference<@Nullable CompletableFuture<RunOutcome>>();
        // At once, so that nobody who waits for the end of a later life of the run is told of this one.
        live.computeIfPresent(run.id(), (id, _) -> {
            waiting.set(outcomes.remove(id));
            return null;
        });
        var told = waiting.get();
        if (told != null) {
            told.complete(outcome);
        }
    }

    @Override
    public void stopped(LiveRun run) {
        live.remove(run.id(), run);
        fail(run.id(), closed());
    }

    /// What was under way here until the lease ran out is gone on with elsewhere.
    void lost(List<RunId> runs) {
        runs.forEach(run -> {
            var mine = live.get(run);
            if (mine != null) {
                mine.giveUp(RunElsewhereException.of(run, null));
            }
        });
        if (!stopping && !runs.isEmpty()) {
            settings.listener().runsLost(runs);
        }
    }

    /// Those that were to be gone on with here and are gone on with by other processes.
    Set<RunId> elsewhere() {
        return Set.copyOf(elsewhere);
    }

    /// Those that can't go on here.
    Set<RunId> broken() {
        return Set.copyOf(broken.keySet());
    }

    /// Those whose end somebody waits for, but that are not under way here.
    List<RunId> waitedForElsewhere() {
        return outcomes.keySet().stream().filter(run -> !live.containsKey(run)).toList();
    }

    @Override
    public void failed(LiveRun run, Throwable cause) {
        if (cause instanceof RunElsewhereException) {
            if (!onlyAsked.contains(run)) {
                elsewhere.add(run.id());
            }
            live.remove(run.id(), run);
            return;
        }
        broken.put(run.id(), cause);
        live.remove(run.id(), run);
        tell(run.id(), cause);
        switch (cause) {
            case StoreException e when e.kind() == StoreException.Kind.DAMAGED -> broken(run.id(), e);
            case StoreException e -> storeFailed(e);
            default -> broken(run.id(), cause);
        }
    }

    /// A run that is this process's own can't be gone on with, as it is damaged.
    void damaged(RunId run, StoreException cause) {
        if (broken.put(run, cause) == null) {
            tell(run, cause);
            broken(run, cause);
        }
    }

    /// Whoever waits for a run, or listens to it, waits in vain.
    void tell(RunId run, Throwable cause) {
        fail(run, cause);
        feeds.fail(run, cause);
    }

    /// Somebody else may have what it needs.
    private void broken(RunId run, Throwable cause) {
        try {
            claims.release(run);
        } catch (StoreException e) {
            storeFailed(e);
        }
        settings.listener().runBroken(run, cause);
    }

    /// Every run that has something to keep notices. It is told once, and the others are stopped with it: what they do
    /// from now on could not be kept.
    void storeFailed(StoreException cause) {
        if (!stopping && storeFailure.compareAndSet(null, cause)) {
            journal.giveUp(cause);
            live.values().forEach(run -> run.giveUp(cause));
            waitedForElsewhere().forEach(run -> fail(run, cause));
            feeds.failAll(cause);
            settings.listener().storeFailed(cause);
        }
    }

    private void fail(RunId run, Throwable cause) {
        var waiting = outcomes.remove(run);
        if (waiting != null) {
            waiting.completeExceptionally(cause);
        }
    }

    /// Interrupts what is under way, and stops all runs where they are.
    void stop() {
        stopping = true;
        workers.stop(settings.grace());
        timers.close();
        live.values().forEach(LiveRun::stop);
        awaitEnd(List.copyOf(live.values()));
        outcomes.keySet().forEach(run -> fail(run, closed()));
    }

    /// Not for ever: a run may wait for a disk that doesn't answer. The journal gives that up when it is closed.
    private void awaitEnd(List<LiveRun> runs) {
        CompletableFuture.allOf(runs.stream().map(LiveRun::ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, settings.grace().toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static CancellationException closed() {
        return new CancellationException("The engine was closed before the run's end. It can be resumed.");
    }
}
