package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;

import dev.flowloom.document.Editor;
import dev.flowloom.input.InputCheck;
import dev.flowloom.journal.StoreException;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.overlay.OverlayFold;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Action;
import dev.flowloom.panels.Banners.Kind;
import dev.flowloom.panels.run.RunBar;
import dev.flowloom.panels.run.RunHistory;
import dev.flowloom.panels.run.RunPanel;
import dev.flowloom.panels.run.RunSummaryText;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.Subscription;
import org.jspecify.annotations.Nullable;

/// Runs the flow of one window, and shows the run. Events come from the engine's threads; they are queued, and once a
/// frame all that have come are folded and drawn.
final class Running {
    private static final String SUBJECT = "run";
    private static final String PROBLEMS = "run-problems";

    private final Editor editor;
    private final Services services;
    private final RunBar bar;
    private final RunPanel panel;
    private final Banners banners;
    private final Consumer<OverlayState> overlay;
    private final Consumer<Problem> jump;
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            takeNews();
        }
    };
    private @Nullable Live live;

    /// Counts what was asked for: of a start that something else has overtaken, nothing is shown.
    private int asked;
    private boolean starting;
    private boolean stopWanted;

    /// A run that is shown.
    private static final class Live {
        private final Engine engine;
        private final RunId run;
        private final RunHistory history;
        private final Queue<Recorded> news;
        private final Subscription subscription;
        private OverlayFold fold;
        private boolean standsStill;

        Live(Engine engine, RunId run, Flow flow, Queue<Recorded> news, Subscription subscription) {
            this.engine = engine;
            this.run = run;
            this.history = new RunHistory(flow);
            this.news = news;
            this.subscription = subscription;
            this.fold = OverlayFold.of(flow);
        }

        boolean isOver() {
            return fold.state().run().isOver();
        }

        boolean isUnderWay() {
            return !isOver() && !standsStill;
        }
    }

    Running(Editor editor, Services services, RunBar bar, RunPanel panel, Banners banners,
            Consumer<OverlayState> overlay, Consumer<Problem> jump) {
        this.editor = editor;
        this.services = services;
        this.bar = bar;
        this.panel = panel;
        this.banners = banners;
        this.overlay = overlay;
        this.jump = jump;
        editor.listen(change -> {
            if (change.ofProblems() && editor.problems().stream().noneMatch(Problem::isError)) {
                banners.clear(PROBLEMS);
            }
        });
    }

    /// Runs the flow as it is now, away from the user interface's thread. What was shown before stays until the run has
    /// started: a start that is refused changes nothing.
    void start(Json input) {
        var flow = editor.diagram().flow();
        begin("Starting …", () -> attempt(flow, input));
    }

    private void begin(String words, Supplier<Answer> attempt) {
        banners.clear(SUBJECT);
        banners.clear(PROBLEMS);
        int mine = ++asked;
        starting = true;
        stopWanted = false;
        bar.setRunning(true);
        bar.showState(RunBar.Mood.BUSY, words);
        services.background().execute(() -> {
            var answer = attempt.get();
            services.fx().execute(() -> answer.accept(mine == asked));
        });
    }

    /// Tries to start a run, and gives what is to be done about what came of it.
    private Answer attempt(Flow flow, Json input) {
        try {
            var problems = services.checker().check(flow);
            if (problems.stream().anyMatch(Problem::isError)) {
                return unless(() -> blocked(problems));
            }
            var unfit = InputCheck.check(flow, input);
            if (!unfit.isEmpty()) {
                return unless(() -> unfit(unfit));
            }
        } catch (RuntimeException e) {
            return unless(() -> refused(e));
        }
        Engine engine = null;
        try {
            engine = services.engines().open();
            return follow(engine, engine.start(flow, input, null).run(), flow);
        } catch (StoreException e) {
            giveUp(engine);
            return unless(() -> storeFailed(e, input));
        } catch (RuntimeException e) {
            return unless(() -> refused(e));
        }
    }

    private void giveUp(@Nullable Engine engine) {
        if (engine != null) {
            services.engines().giveUp(engine);
        }
    }

    /// Follows a run that has begun, whatever becomes of the store meanwhile.
    private Answer follow(Engine engine, RunId run, Flow flow) {
        try {
            var news = new ConcurrentLinkedQueue<Recorded>();
            var started = new Live(engine, run, flow, news, engine.subscribe(run, 1, news::add));
            return isWanted -> started(started, isWanted);
        } catch (StoreException e) {
            giveUp(engine);
            return unless(() -> standStill(run, flow, e));
        }
    }

    /// Goes on with a run that stood still.
    private void goOn(RunId run, Flow flow) {
        begin("Going on …", () -> {
            Engine engine = null;
            try {
                engine = services.engines().open();
                engine.resume(run);
                return follow(engine, run, flow);
            } catch (StoreException e) {
                giveUp(engine);
                return unless(() -> standStill(run, flow, e));
            } catch (RuntimeException e) {
                return unless(() -> refused(e));
            }
        });
    }

    /// What is done when a start has been answered.
    private interface Answer {
        /// @param isWanted whether nothing has overtaken the start
        void accept(boolean isWanted);
    }

    private Answer unless(Runnable told) {
        return isWanted -> {
            if (isWanted) {
                starting = false;
                told.run();
            }
        };
    }

    private void started(Live started, boolean isWanted) {
        if (!isWanted) {
            started.subscription.close();
            return;
        }
        starting = false;
        var before = live;
        if (before != null) {
            before.subscription.close();
        }
        show(started);
        if (stopWanted) {
            stop();
        }
    }

    private void show(Live started) {
        live = started;
        panel.show(started.history);
        bar.showState(RunBar.Mood.BUSY, "Running …");
        frames.start();
        started.subscription.done().whenComplete((_, cause) -> {
            if (cause != null && !(cause instanceof CancellationException)) {
                services.fx().execute(() -> broke(started, cause));
            }
        });
    }

    /// The run can't go on here.
    private void broke(Live run, Throwable cause) {
        var reason = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        if (reason instanceof StoreException store && store.kind() != StoreException.Kind.DAMAGED) {
            services.background().execute(() -> services.engines().giveUp(run.engine));
        }
        if (run.equals(live)) {
            takeNews();
            frames.stop();
            run.standsStill = true;
            standStill(run.run, run.history.flow(), reason);
        }
    }

    private void standStill(RunId run, Flow flow, Throwable reason) {
        bar.setRunning(false);
        bar.showState(RunBar.Mood.FAIL, "The run stands still");
        var again = new Action("Try again", () -> goOn(run, flow));
        if (reason instanceof StoreException store) {
            banners.show(SUBJECT, Kind.ERROR, "The run stands still where it was. " + store.message(), "", again);
        } else {
            banners.show(SUBJECT, Kind.ERROR, "The run stands still where it was, by a fault of Flowloom: %s. "
                    .formatted(reason) + "Please report that with the details.", Crashes.trace(reason), again);
        }
    }

    private void takeNews() {
        var shown = live;
        if (shown == null) {
            return;
        }
        var more = new ArrayList<Recorded>();
        for (var next = shown.news.poll(); next != null; next = shown.news.poll()) {
            shown.history.add(next);
            shown.fold = shown.fold.plus(next);
            more.add(next);
        }
        if (more.isEmpty()) {
            return;
        }
        overlay.accept(shown.fold.state());
        panel.grown(more);
        showState(shown);
    }

    private void showState(Live shown) {
        var phase = shown.fold.state().run();
        bar.showState(RunSummaryText.mood(phase), RunSummaryText.of(shown.history));
        if (phase.isOver()) {
            frames.stop();
            bar.setRunning(false);
        }
    }

    private void blocked(List<Problem> problems) {
        restore();
        editor.showProblems(problems);
        var wrong = problems.stream().filter(Problem::isError).toList();
        banners.show(PROBLEMS, Kind.ERROR, wrong.size() == 1
                ? "The flow can’t run yet: " + wrong.getFirst().message()
                : "The flow can’t run yet: %d problems keep it from that.".formatted(wrong.size()), "",
                new Action("Show me", () -> jump.accept(wrong.getFirst())));
    }

    private void unfit(List<Problem> problems) {
        restore();
        bar.refuse(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    }

    private void storeFailed(StoreException problem, Json input) {
        restore();
        banners.show(SUBJECT, Kind.ERROR, problem.message(), "", new Action("Try again", () -> start(input)),
                new Action("Run in memory", () -> services.background().execute(() -> {
                    services.engines().useMemory();
                    services.fx().execute(() -> start(input));
                })));
    }

    private void refused(RuntimeException problem) {
        restore();
        banners.show(SUBJECT, Kind.ERROR, "The run did not start: " + problem.getMessage(), Crashes.trace(problem));
    }

    /// The bar as it was before a start that came to nothing.
    private void restore() {
        var shown = live;
        bar.setRunning(shown != null && shown.isUnderWay());
        if (shown == null) {
            bar.showState(RunBar.Mood.IDLE, "Ready");
        } else if (shown.standsStill) {
            bar.showState(RunBar.Mood.FAIL, "The run stands still");
        } else {
            showState(shown);
        }
    }

    /// Stops the run that is shown or about to be; what it did is undone.
    void stop() {
        var shown = live;
        if (starting) {
            stopWanted = true;
            bar.showState(RunBar.Mood.UNDO, "Stopping …");
        } else if (shown != null && shown.isUnderWay()) {
            bar.showState(RunBar.Mood.UNDO, "Stopping …");
            services.background().execute(() -> cancel(shown));
        }
    }

    private void cancel(Live shown) {
        try {
            shown.engine.cancel(shown.run, "the user", "stopped in the workbench");
        } catch (RuntimeException e) {
            services.fx().execute(() -> banners.show(SUBJECT, Kind.ERROR,
                    "The run could not be stopped: %s".formatted(e instanceof StoreException store
                            ? store.message()
                            : e.getMessage()),
                    ""));
        }
    }

    /// Takes the run off the drawing, and lets go of one that is being started. They go on where they are.
    void clear() {
        var shown = live;
        asked++;
        starting = false;
        live = null;
        frames.stop();
        if (shown != null) {
            shown.subscription.close();
            panel.show(null);
            overlay.accept(OverlayState.NONE);
        }
        banners.clear(SUBJECT);
        banners.clear(PROBLEMS);
        restore();
    }
}
