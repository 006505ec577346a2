package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
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
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Action;
import dev.flowloom.panels.Banners.Kind;
import dev.flowloom.panels.run.RunBar;
import dev.flowloom.panels.run.RunHistory;
import dev.flowloom.panels.run.RunPanel;
import dev.flowloom.panels.run.RunSummaryText;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Subscription;
import org.jspecify.annotations.Nullable;

/// Runs the flow of one window, and shows the run. Events come from the engine's threads; they are queued, and once a
/// frame all that have come are folded and drawn.
final class Running {
    private static final String SUBJECT = "run";

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

    /// A run that is shown.
    private static final class Live {
        private final RunId run;
        private final RunHistory history;
        private final Queue<Recorded> news;
        private final Subscription subscription;
        private OverlayFold fold;

        Live(RunId run, Flow flow, Queue<Recorded> news, Subscription subscription) {
            this.run = run;
            this.history = new RunHistory(flow);
            this.news = news;
            this.subscription = subscription;
            this.fold = OverlayFold.of(flow);
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
    }

    /// Runs the flow as it is now, away from the user interface's thread.
    void start(Json input) {
        clear();
        banners.clear(SUBJECT);
        bar.setRunning(true);
        bar.showState(RunBar.Mood.BUSY, "Starting …");
        var flow = editor.diagram().flow();
        services.background().execute(() -> {
            try {
                start(flow, input);
            } catch (StoreException e) {
                services.fx().execute(() -> storeFailed(e, input));
            } catch (RuntimeException e) {
                services.fx().execute(() -> refused(e));
            }
        });
    }

    private void start(Flow flow, Json input) {
        var problems = services.checker().check(flow);
        var wrong = problems.stream().filter(Problem::isError).toList();
        if (!wrong.isEmpty()) {
            services.fx().execute(() -> blocked(problems, wrong));
            return;
        }
        var unfit = InputCheck.check(flow, input);
        if (!unfit.isEmpty()) {
            services.fx().execute(() -> unfit(unfit));
            return;
        }
        var engine = services.engines().open();
        var run = engine.start(flow, input, null).run();
        var news = new ConcurrentLinkedQueue<Recorded>();
        var subscription = engine.subscribe(run, 1, news::add);
        services.fx().execute(() -> show(new Live(run, flow, news, subscription)));
    }

    private void show(Live started) {
        live = started;
        panel.show(started.history);
        bar.showState(RunBar.Mood.BUSY, "Running …");
        frames.start();
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

    private void blocked(List<Problem> problems, List<Problem> wrong) {
        idle();
        editor.showProblems(problems);
        banners.show(SUBJECT, Kind.ERROR, wrong.size() == 1
                ? "The flow can’t run yet: " + wrong.getFirst().message()
                : "The flow can’t run yet: %d problems keep it from that.".formatted(wrong.size()), "",
                new Action("Show me", () -> jump.accept(wrong.getFirst())));
    }

    private void unfit(List<Problem> problems) {
        idle();
        bar.refuse(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    }

    private void storeFailed(StoreException problem, Json input) {
        idle();
        banners.show(SUBJECT, Kind.ERROR, problem.message(), "", new Action("Try again", () -> start(input)),
                new Action("Run in memory", () -> services.background().execute(() -> {
                    services.engines().useMemory();
                    services.fx().execute(() -> start(input));
                })));
    }

    private void refused(RuntimeException problem) {
        idle();
        banners.show(SUBJECT, Kind.ERROR, "The run did not start: " + problem.getMessage(), Crashes.trace(problem));
    }

    private void idle() {
        bar.setRunning(false);
        bar.showState(RunBar.Mood.IDLE, "Ready");
    }

    /// Stops the run that is shown; what it did is undone.
    void stop() {
        var shown = live;
        if (shown != null) {
            bar.showState(RunBar.Mood.UNDO, "Stopping …");
            services.background().execute(() -> services.engines().open().cancel(shown.run, "the user",
                    "stopped in the workbench"));
        }
    }

    /// Takes the run off the drawing. It goes on where it is.
    void clear() {
        var shown = live;
        live = null;
        frames.stop();
        if (shown != null) {
            shown.subscription.close();
            panel.show(null);
            overlay.accept(OverlayState.NONE);
            idle();
        }
    }

    boolean isRunning() {
        var shown = live;
        return shown != null && !shown.fold.state().run().isOver() && shown.fold.state().run() != RunPhase.NONE;
    }
}
