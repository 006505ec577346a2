package dev.flowloom.main;

import java.util.List;

import dev.flowloom.journal.StoreException;
import dev.flowloom.model.Problem;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Action;
import dev.flowloom.panels.Banners.Kind;
import dev.flowloom.runtime.MissingHereException;

import static dev.flowloom.language.Texts.tr;

/// What is told of runs that can't start or go on, and what the user can do about it.
final class RunMessages {
    private static final String SUBJECT = "run";
    private static final String PROBLEMS = "run-problems";

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
        banners.show(SUBJECT, Kind.ERROR, reason.message(), "", new Action(tr("Try again"), again),
                new Action(tr("Run in memory"), inMemory));
    }

    void standsStill(Throwable reason, Runnable goOn) {
        var again = new Action(tr("Try again"), goOn);
        switch (reason) {
            case MissingHereException missing -> banners.show(SUBJECT, Kind.ERROR,
                    tr("The run stands still where it was. %s Then it goes on as soon as a run is started here.",
                            tr(missing.sentence())),
                    "",
                    again);
            case StoreException store -> banners.show(SUBJECT, Kind.ERROR,
                    tr("The run stands still where it was. %s", store.message()), "", again);
            default -> banners.show(SUBJECT, Kind.ERROR, tr(
                    "The run stands still where it was, by a fault of Flowloom: %s. Please report that with the details.",
                    reason), Crashes.trace(reason), again);
        }
    }

    void refused(RuntimeException reason) {
        banners.show(SUBJECT, Kind.ERROR, tr("The run did not start: %s", reason.getMessage()), Crashes.trace(reason));
    }

    void notStopped(RuntimeException reason) {
        banners.show(SUBJECT, Kind.ERROR, tr("The run could not be stopped: %s",
                reason instanceof StoreException store ? store.message() : reason.getMessage()), "");
    }
}
