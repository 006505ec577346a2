package dev.flowloom.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.flowloom.cli.progress.Answers;
import dev.flowloom.cli.progress.LeftByCalled;
import dev.flowloom.cli.progress.Progress;
import dev.flowloom.cli.progress.Waits;
import dev.flowloom.journal.StoreException;
import dev.flowloom.model.Graph;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.NoSuchRunException;
import dev.flowloom.runtime.Subscription;
import org.jspecify.annotations.Nullable;

/// Tells how a run goes, and what the runs wait for that it calls.
final class Following implements AutoCloseable {
    /// What is called is over soon, most of the time.
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /// So that a loop with a wait in it doesn't fill the screen.
    private static final int MOST_WAITS = 10;

    private final Engine engine;
    private final Progress progress;
    private final Answers answers;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("called-runs").daemon().unstarted(work));
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Followed> followed = new ArrayList<>();
    /// Of the run whose whole story is told.
    private LeftByCalled leftByCalled = new LeftByCalled(Graph.EMPTY);
    private boolean toldOfMore;
    private boolean closed;

    Following(Engine engine, Progress progress, Answers answers) {
        this.engine = engine;
        this.progress = progress;
        this.answers = answers;
    }

    /// Tells what is new in a run, and from now on what happens in it.
    ///
    /// @param before up to which of its events nothing is new; 0 where all is
    /// @return completed when all of it is told
    CompletionStage<?> follow(RunId run, long before) {
        var flow = engine.flow(run);
        var followed = new Followed(Waits.of(run, flow, answers));
        leftByCalled = new LeftByCalled(flow.graph());
        var last = new long[1];
        engine.history(run, part -> part.forEach(recorded -> {
            begin(before, recorded.sequence() - 1);
            tell(before, recorded);
            left(recorded);
            followed.past(recorded);
            last[0] = recorded.sequence();
        }));
        begin(before, last[0]);
        followed.catchUp();
        var rest = subscribe(run, last[0] + 1, followed, true);
        keep(rest);
        return rest.done();
    }

    private synchronized void left(Recorded recorded) {
        leftByCalled.on(recorded.event());
    }

    /// The runs it called that did not undo all they did; to be asked when all is told.
    synchronized LeftByCalled leftByCalled() {
        return leftByCalled;
    }

    private void begin(long before, long told) {
        if (before > 0 && told == before) {
            progress.begin();
        }
    }

    private void tell(long before, Recorded recorded) {
        if (recorded.sequence() <= before) {
            progress.before(recorded);
        } else {
            progress.on(recorded);
        }
    }

    private Subscription subscribe(RunId run, long from, Followed followed, boolean all) {
        return engine.subscribe(run, from, recorded -> {
            if (all) {
                progress.on(recorded);
                left(recorded);
            }
            followed.on(recorded);
        });
    }

    /// One whose waits are told.
    private final class Followed {
        private final Waits waits;
        private final Map<VisitId, NodeId> callers = new HashMap<>();
        private final Map<VisitId, RunId> calls = new HashMap<>();

        Followed(Waits waits) {
            this.waits = waits;
        }

        void past(Recorded recorded) {
            synchronized (Following.this) {
                waits.on(recorded);
                track(recorded.event());
            }
        }

        void catchUp() {
            synchronized (Following.this) {
                int others = open();
                followed.add(this);
                for (var lines : waits.open()) {
                    tellWait(lines, ++others);
                }
                calls.keySet().forEach(this::followLater);
            }
        }

        void on(Recorded recorded) {
            synchronized (Following.this) {
                tellWait(waits.on(recorded), open());
                track(recorded.event());
                if (recorded.event() instanceof Event.SubFlowStarted(var visit, _, _, _)) {
                    followLater(visit);
                }
                if (recorded.event() instanceof Event.Ended) {
                    followed.remove(this);
                }
            }
        }

        private void track(Event event) {
            switch (event) {
                case Event.NodeEntered(var visit, var node, _, _) -> callers.put(visit, node);
                case Event.SubFlowStarted(var visit, var run, _, _) -> calls.put(visit, run);
                case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _,Event.StepCompensated _,Event.CompensationFailed _ -> {
                    var visit = ((Event.OfVisit) event).visit();
                    callers.remove(visit);
                    calls.remove(visit);
                }
                case Event.Ended _ -> {
                    callers.clear();
                    calls.clear();
                }
                // Nothing is called.
                default -> {
                }
            }
        }

        private void followLater(VisitId visit) {
            try {
                var _ = later.schedule(() -> followCalled(visit), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException _) {
                // Closed.
            }
        }

        private void followCalled(VisitId visit) {
            try {
                var run = called(visit);
                if (run != null) {
                    Following.this.followCalled(run, place(visit));
                }
            } catch (NoSuchRunException _) {
                followLater(visit);
            } catch (StoreException | IllegalStateException _) {
                // The run that called it tells of that, or the engine is closed.
            }
        }

        private @Nullable RunId called(VisitId visit) {
            synchronized (Following.this) {
                return calls.get(visit);
            }
        }

        private String place(VisitId visit) {
            synchronized (Following.this) {
                var node = callers.get(visit);
                return node == null ? "" : waits.place(node);
            }
        }
    }

    private void followCalled(RunId run, String around) {
        var followed = new Followed(Waits.called(run, engine.flow(run), around, answers));
        var last = new long[1];
        engine.history(run, part -> part.forEach(recorded -> {
            followed.past(recorded);
            last[0] = recorded.sequence();
        }));
        followed.catchUp();
        keep(subscribe(run, last[0] + 1, followed, false));
    }

    private synchronized void keep(Subscription subscription) {
        subscriptions.add(subscription);
        var _ = subscription.done().whenComplete((_, _) -> forget(subscription));
        if (closed) {
            subscription.close();
        }
    }

    /// A loop may call more flows than there is room for.
    private synchronized void forget(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /// How many waits are open.
    private int open() {
        return followed.stream().mapToInt(each -> each.waits.open().size()).sum();
    }

    /// @param open how many waits are open, with this one
    private void tellWait(List<String> lines, int open) {
        if (open <= MOST_WAITS) {
            toldOfMore = false;
            lines.forEach(progress::say);
        } else if (!toldOfMore && !lines.isEmpty()) {
            toldOfMore = true;
            progress.say(
                    "  More is waited for than is told here: \"approvals\" lists what is asked, \"show\" the rest.");
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        synchronized (this) {
            closed = true;
            List.copyOf(subscriptions).forEach(Subscription::close);
        }
    }
}
