package dev.flowloom.main;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

import dev.flowloom.journal.StoreException;
import dev.flowloom.main.Engines.LeftRun;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Problem;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Action;
import dev.flowloom.panels.Banners.Kind;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.MissingHereException;
import dev.flowloom.runtime.Repair;

import static dev.flowloom.language.Texts.told;
import static dev.flowloom.language.Texts.tr;

/// What is told of runs that can't start or go on, and what the user can do about it.
final class RunMessages {
    private static final System.Logger LOG = System.getLogger(RunMessages.class.getName());
    private static final String SUBJECT = "run";
    private static final String PROBLEMS = "run-problems";
    private static final String RESUMED = "run-resumed";
    private static final String LEFT_PAUSED = "run-left-paused";
    private static final String GOES_ON = "run-goes-on-";

    private final Banners banners;

    RunMessages(Banners banners) {
        this.banners = banners;
    }

    void clear() {
        banners.clear(SUBJECT);
        clearProblems();
    }

    void clearProblems() {
        banners.clear(PROBLEMS);
    }

    /// @param show shows the first of the errors
    void blocked(List<Problem> errors, Runnable show) {
        banners.show(PROBLEMS, Kind.ERROR, errors.size() == 1
                ? tr("The flow can’t run yet: %s", tr(errors.getFirst().what()))
                : tr("The flow can’t run yet: %d problems keep it from that.", errors.size()), "",
                new Action(tr("Show me"), show));
    }

    void noStore(StoreException reason, Runnable again, Runnable inMemory) {
        banners.show(SUBJECT, Kind.ERROR, EngineWords.of(reason), "", new Action(tr("Try again"), again),
                new Action(tr("Run in memory"), inMemory));
    }

    /// @param restore offers to restore the run from what of it is intact
    void standsStill(Throwable reason, Runnable goOn, Runnable restore) {
        var again = new Action(tr("Try again"), goOn);
        switch (reason) {
            case MissingHereException missing -> banners.show(SUBJECT, Kind.ERROR,
                    tr("The run stands still where it was. %s Then it goes on as soon as a run is started here.",
                            tr(missing.sentence())),
                    "",
                    again);
            case StoreException store when store.kind() == StoreException.Kind.DAMAGED ->
                banners.show(SUBJECT, Kind.ERROR,
                        tr("The run stands still where it was. %s", told(store.what())), "",
                        Action.staying(tr("Restore …"), restore), again);
            case StoreException store -> banners.show(SUBJECT, Kind.ERROR,
                    tr("The run stands still where it was. %s", EngineWords.of(store)), "", again);
            default -> banners.show(SUBJECT, Kind.ERROR, tr(
                    "The run stands still where it was, by a fault of Flowloom: %s. Please report that with the details.",
                    reason), Crashes.trace(reason), again);
        }
    }

    /// What restoring a run would do, and whether that is wanted.
    ///
    /// @param again the steps that may be done a second time
    void mayBeRestored(Repair repair, List<String> again, Runnable restore) {
        var done = again.isEmpty()
                ? ""
                : " " + tr("Done a second time may be: %s.", String.join(", ", again));
        banners.show(SUBJECT, Kind.WARNING,
                tr("The run’s events up to %,d are intact. Those after them are set aside, and the run goes on from there.",
                        repair.intact()) + done,
                String.valueOf(repair.damage()), new Action(tr("Restore the run"), restore),
                new Action(tr("Leave it"), () -> {}));
    }

    void canNotBeRestored(Throwable reason) {
        banners.show(SUBJECT, Kind.ERROR,
                tr("The run could not be restored: %s",
                        EngineWords.of(reason)),
                "");
    }

    /// Of a run nothing is left that was written.
    void nothingIsIntact(Repair repair) {
        banners.show(SUBJECT, Kind.ERROR, tr(
                "The run can’t be restored, for its first event is damaged. Put a backup of the store in its place, or start the run anew."),
                String.valueOf(repair.damage()));
    }

    void refused(Throwable reason) {
        LOG.log(Level.WARNING, "A run did not start.", reason);
        banners.show(SUBJECT, Kind.ERROR,
                tr("The run did not start: %s", reason instanceof Error ? reason : EngineWords.of(reason)),
                Crashes.trace(reason));
    }

    /// Runs of earlier processes go on.
    void resumed(List<LeftRun> runs, Runnable stop) {
        var details = runs.stream().map(left -> "%s: %s".formatted(left.flow(), left.run()))
                .collect(Collectors.joining("\n"));
        if (runs.size() == 1) {
            banners.show(RESUMED, Kind.INFO,
                    tr("A run of “%s” that was left unfinished goes on as well.", runs.getFirst().flow()), details,
                    new Action(tr("Stop it"), stop));
        } else {
            banners.show(RESUMED, Kind.INFO, tr("%d runs that were left unfinished go on as well: %s.", runs.size(),
                    runs.stream().map(LeftRun::flow).distinct().collect(Collectors.joining(", "))), details,
                    new Action(tr("Stop them"), stop));
        }
    }

    /// Runs that earlier processes left paused wait for somebody to unpause them.
    void leftPaused(List<LeftRun> runs, Runnable unpause, Runnable stop) {
        var details = runs.stream().map(left -> "%s: %s".formatted(left.flow(), left.run()))
                .collect(Collectors.joining("\n"));
        if (runs.size() == 1) {
            banners.show(LEFT_PAUSED, Kind.INFO,
                    tr("A run of “%s” that was left paused stays so.", runs.getFirst().flow()), details,
                    new Action(tr("Unpause it"), unpause), new Action(tr("Stop it"), stop));
        } else {
            banners.show(LEFT_PAUSED, Kind.INFO, tr("%d runs that were left paused stay so: %s.", runs.size(),
                    runs.stream().map(LeftRun::flow).distinct().collect(Collectors.joining(", "))), details,
                    new Action(tr("Unpause them"), unpause), new Action(tr("Stop them"), stop));
        }
    }

    /// A paused run was let go of.
    void staysPaused(RunId run, Flow flow, Runnable unpause, Runnable stop) {
        banners.show(GOES_ON + run, Kind.INFO,
                tr("The run of “%s” stays paused, though it is no longer shown.", Engines.nameOf(flow)), "",
                new Action(tr("Unpause it"), unpause), new Action(tr("Stop it"), stop));
    }

    /// A run goes on that was let go of.
    void goesOn(RunId run, Flow flow, Runnable stop) {
        banners.show(GOES_ON + run, Kind.INFO,
                tr("The run of “%s” goes on, though it is no longer shown.", Engines.nameOf(flow)), "",
                new Action(tr("Stop it"), stop));
    }

    void isOver(RunId run) {
        banners.clear(GOES_ON + run);
    }

    /// The user wanted a run to begin anew, or to go on from elsewhere.
    void notRestarted(Throwable reason) {
        LOG.log(Level.DEBUG, "A run was not restarted.", reason);
        banners.show(SUBJECT, Kind.ERROR, tr("The run stays as it is: %s", EngineWords.of(reason)), "");
    }

    /// What the user wanted of a run could not be done.
    void notDone(RunOrders.Order order, RuntimeException reason) {
        var why = EngineWords.of(reason);
        banners.show(SUBJECT, Kind.ERROR, order.refused(why), "");
    }
}
