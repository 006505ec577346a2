package dev.flowloom.main;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;

import dev.flowloom.document.Editor;
import dev.flowloom.document.Identity;
import dev.flowloom.journal.StoreException;
import dev.flowloom.main.Engines.LeftRun;
import dev.flowloom.main.RunOrders.Order;
import dev.flowloom.main.RunStarter.Answer;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.run.RunBar;
import dev.flowloom.panels.run.RunHistory;
import dev.flowloom.panels.run.RunPanel;
import dev.flowloom.panels.run.RunSummaryText;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.ThisUser;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Runs an open flow, and shows the run: once a frame what has happened since the last, as long as something happens.
final class Running {
    private static final System.Logger LOG = System.getLogger(Running.class.getName());
    /// How often a run is looked after that nobody sees.
    private static final long UNSEEN_NANOS = 500_000_000;
    /// How long of each frame goes into what has happened.
    private static final long SHOWING_NANOS = TimeUnit.MILLISECONDS.toNanos(6);
    private static final long BETWEEN_NEWS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Editor editor;
    private final FlowLibrary library;
    private final Services services;
    private final RunStarter starter;
    private final RunOrders orders;
    private final RunRestoring restoring;
    private final RunBar bar;
    private final RunPanel panel;
    private final RunMessages messages;
    /// Where to tell of runs that were let go of.
    private RunMessages elsewhere;
    private final Consumer<OverlayState> overlay;
    private final Consumer<List<Problem>> checked;
    private final Consumer<Problem> jump;
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (isShown || now - looked > UNSEEN_NANOS) {
                looked = now;
                showNews();
                restIfQuiet();
            }
        }
    };
    private @Nullable ShownRun shown;
    private @Nullable RunHistory tried;
    private Runnable news = () -> {};
    private boolean watching;
    private boolean untold;
    private long told;

    /// Counts what was asked for: of a start that something else has overtaken, nothing is shown.
    private int asked;
    private boolean starting;
    private boolean stopWanted;
    private boolean isShown = true;
    private long looked;

    /// @param library has the flows that it may call
    /// @param checked gets what is wrong with the flow as it is
    /// @param jump shows what a problem is about
    Running(Editor editor, FlowLibrary library, Services services, RunBar bar, RunPanel panel, Banners banners,
            Consumer<OverlayState> overlay, Consumer<List<Problem>> checked, Consumer<Problem> jump) {
        this.editor = editor;
        this.library = library;
        this.services = services;
        this.starter = new RunStarter(services.checker(), services.engines());
        this.orders = new RunOrders(services.background(), services.fx());
        this.bar = bar;
        this.panel = panel;
        this.messages = new RunMessages(banners);
        this.restoring = new RunRestoring(services, messages, ThisUser.name());
        this.elsewhere = messages;
        this.overlay = overlay;
        this.checked = checked;
        this.jump = jump;
        panel.answerBy(new ShownRunAnswers(services, () -> shown));
        editor.listen(change -> {
            if (change.ofDocument()) {
                tried = null;
            }
            if (change.ofProblems() && editor.problems().stream().noneMatch(Problem::isError)) {
                messages.clearProblems();
            }
        });
    }

    /// Whether the drawing is to be seen. As long as it isn't, what happened is shown now and then.
    void setShown(boolean shown) {
        isShown = shown;
    }

    /// The run that expressions are tried on: the one that is shown, or the last that was; null where there was none.
    @Nullable
    RunHistory tried() {
        return tried;
    }

    /// Is run when [#tried()] is another or has grown, a few times a second at most.
    void onNews(Runnable listener) {
        news = listener;
    }

    /// Runs the flow as it is now, away from the user interface's thread. What was shown before stays until the run has
    /// started: a start that is refused changes nothing.
    void start(Json input) {
        var flow = editor.diagram().flow();
        begin(tr("Starting …"), () -> starter.start(flow, library, input), () -> start(input));
    }

    /// Shows a run of the flow that is there, and goes on with it unless it has ended.
    void goOn(RunId run, Flow flow) {
        begin(tr("Going on …"), () -> starter.goOn(run, flow), () -> goOn(run, flow));
    }

    private void begin(String words, Supplier<Answer> attempt, Runnable again) {
        messages.clear();
        int mine = ++asked;
        starting = true;
        stopWanted = false;
        bar.setRunning(true);
        bar.setPause(false, false);
        bar.setRestart(false, false);
        bar.showState(RunBar.Mood.BUSY, words);
        services.aside().run(attempt, answer -> {
            tellResumed();
            if (mine == asked) {
                starting = false;
                answered(answer, again);
            } else if (answer instanceof Answer.Started(var run)) {
                letGo(run);
            }
        }, bug -> {
            if (mine == asked) {
                starting = false;
                showState();
            }
            messages.refused(bug);
        });
    }

    private void tellResumed() {
        var left = services.engines().takeResumed();
        var going = left.stream().filter(run -> !run.paused()).toList();
        if (!going.isEmpty()) {
            messages.resumed(going, ordering(Order.STOP, going));
        }
        var paused = left.stream().filter(LeftRun::paused).toList();
        if (!paused.isEmpty()) {
            messages.leftPaused(paused, ordering(Order.UNPAUSE, paused), ordering(Order.STOP, paused));
        }
    }

    private Runnable ordering(Order order, List<LeftRun> runs) {
        return () -> services.background().execute(() -> runs
                .forEach(left -> orders.giveHere(order, services.engines().open(), left.run(), messages)));
    }

    /// It goes on where it is.
    private void letGo(ShownRun run) {
        run.close();
        var there = elsewhere;
        var engine = run.engine();
        Runnable stop = () -> orders.give(Order.STOP, engine, run.id(), there);
        if (run.overlay().paused()) {
            there.staysPaused(run.id(), run.history().flow(),
                    () -> orders.give(Order.UNPAUSE, engine, run.id(), there), stop);
        } else {
            there.goesOn(run.id(), run.history().flow(), stop);
        }
        services.aside().run(() -> engine.outcome(run.id()),
                outcome -> outcome.whenComplete((_, _) -> services.fx().execute(() -> there.isOver(run.id()))),
                bug -> LOG.log(Level.INFO, "How a run fares that is not shown is not known.", bug));
    }

    private void answered(Answer answer, Runnable again) {
        switch (answer) {
            case Answer.Started(var run) -> started(run);
            case Answer.StandsStill(var run, var flow, var reason) -> standStill(run, flow, reason);
            case Answer.Blocked(var flow, var problems) -> blocked(flow, problems);
            case Answer.Unfit(var problems) -> {
                showState();
                bar.refuse(problems.stream().map(problem -> tr(problem.what())).collect(Collectors.joining("\n")));
            }
            case Answer.NoStore(var reason) -> {
                showState();
                messages.noStore(reason, again, () -> useMemory(again));
            }
            case Answer.Refused(var reason) -> {
                showState();
                messages.refused(reason);
            }
        }
    }

    private void started(ShownRun run) {
        var before = shown;
        if (before != null) {
            before.close();
        }
        shown = run;
        tried = run.history();
        untold = true;
        panel.show(run.history());
        bar.showState(RunBar.Mood.BUSY, tr("Running …"));
        run.news().onMore(() -> services.fx().execute(() -> {
            if (run.equals(shown)) {
                watch();
            }
        }));
        watch();
        run.whenItBreaks(reason -> services.fx().execute(() -> broke(run, reason)));
        if (stopWanted) {
            stop();
        }
    }

    private void blocked(Flow flow, List<Problem> problems) {
        showState();
        // Of a flow that was edited meanwhile there are newer ones, or will be.
        if (Identity.same(flow, editor.diagram().flow())) {
            checked.accept(problems);
        }
        var errors = problems.stream().filter(Problem::isError).toList();
        messages.blocked(errors, () -> jump.accept(errors.getFirst()));
    }

    private void useMemory(Runnable then) {
        services.aside().run(() -> {
            services.engines().useMemory();
            return then;
        }, Runnable::run);
    }

    /// The run can't go on here.
    private void broke(ShownRun run, Throwable reason) {
        if (reason instanceof StoreException store) {
            services.background().execute(() -> services.engines().giveUp(run.engine(), store));
        }
        if (run.equals(shown)) {
            while (showNews()) {
                // It broke after all of this.
            }
            run.standStill();
            standStill(run.id(), run.history().flow(), reason);
        }
    }

    private void standStill(RunId run, Flow flow, Throwable reason) {
        rest();
        bar.setRunning(false);
        bar.setPause(false, false);
        bar.showState(RunBar.Mood.FAIL, tr("The run stands still"));
        Runnable again = () -> goOn(run, flow);
        messages.standsStill(reason, again, () -> restoring.offer(run, flow, again));
    }

    /// Whether there was any.
    private boolean showNews() {
        var run = shown;
        var more = run == null ? List.<Recorded>of() : run.takeNews(SHOWING_NANOS);
        if (run != null && !more.isEmpty()) {
            overlay.accept(run.overlay());
            panel.grown(more);
            untold = true;
            showState();
        }
        tellNews(run != null && run.isUnderWay());
        return !more.isEmpty();
    }

    private void restIfQuiet() {
        var run = shown;
        if (!untold && (run == null || run.news().isAllTaken())) {
            rest();
        }
    }

    private void watch() {
        watching = true;
        frames.start();
    }

    private void rest() {
        watching = false;
        frames.stop();
    }

    /// Whether each frame is looked for what has happened.
    boolean isWatching() {
        return watching;
    }

    private void tellNews(boolean more) {
        long now = System.nanoTime();
        if (untold && (!more || now - told > BETWEEN_NEWS)) {
            untold = false;
            told = now;
            news.run();
        }
    }

    /// The run that is shown, if there is one.
    @Nullable
    ShownRun shown() {
        return shown;
    }

    /// What the user wanted of the run could not be done.
    void refuseRestart(Throwable reason) {
        messages.notRestarted(reason);
    }

    /// How the run that is shown fares, if there is one.
    private void showState() {
        var run = shown;
        boolean isUnderWay = run != null && run.isUnderWay();
        bar.setRunning(isUnderWay);
        bar.setPause(isUnderWay, run != null && run.overlay().paused());
        bar.setRestart(run != null && run.isRetryable(), run != null && run.mayJump());
        if (run == null) {
            bar.showState(RunBar.Mood.IDLE, tr("Ready"));
        } else if (run.standsStill()) {
            bar.showState(RunBar.Mood.FAIL, tr("The run stands still"));
        } else {
            bar.showState(RunSummaryText.mood(run.overlay()), RunSummaryText.of(run.history(), run.overlay()));
        }
    }

    /// Stops the run that is shown or about to be; what it did is undone.
    void stop() {
        var run = shown;
        if (starting) {
            stopWanted = true;
            bar.showState(RunBar.Mood.UNDO, tr("Stopping …"));
        } else if (run != null && run.isUnderWay()) {
            bar.showState(RunBar.Mood.UNDO, tr("Stopping …"));
            orders.give(Order.STOP, run.engine(), run.id(), messages);
        }
    }

    /// Whether a run is shown that can be told something.
    boolean isStoppable() {
        var run = shown;
        return !starting && run != null && run.isUnderWay();
    }

    /// Stops the run that is shown, and leaves what it did.
    void terminate() {
        if (isStoppable()) {
            bar.showState(RunBar.Mood.UNDO, tr("Stopping …"));
        }
        tell(Order.TERMINATE);
    }

    /// Has the run that is shown begin nothing new.
    void pause() {
        tell(Order.PAUSE);
    }

    void unpause() {
        tell(Order.UNPAUSE);
    }

    private void tell(Order order) {
        var run = shown;
        if (run != null && isStoppable()) {
            orders.give(order, run.engine(), run.id(), messages);
        }
    }

    /// Takes the run off the drawing, and lets go of one that is being started. They go on where they are.
    void clear() {
        clear(messages);
    }

    /// Takes the run off the drawing, whose store is no longer used.
    void leave() {
        takeOff(ShownRun::close);
    }

    /// As [#clear()], for good.
    ///
    /// @param told where to tell that a run goes on
    void close(Banners told) {
        clear(new RunMessages(told));
    }

    private void clear(RunMessages told) {
        elsewhere = told;
        takeOff(run -> {
            if (run.isUnderWay()) {
                letGo(run);
            } else {
                run.close();
            }
        });
    }

    private void takeOff(Consumer<ShownRun> closing) {
        var run = shown;
        asked++;
        starting = false;
        shown = null;
        rest();
        if (run != null) {
            closing.accept(run);
            panel.show(null);
            overlay.accept(OverlayState.NONE);
        }
        messages.clear();
        showState();
    }
}
