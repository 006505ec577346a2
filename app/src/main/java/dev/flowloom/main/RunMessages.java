package dev.flowloom.main;

import java.util.List;

import dev.flowloom.journal.StoreException;
import dev.flowloom.model.Problem;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Action;
import dev.flowloom.panels.Banners.Kind;

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
                ? "The flow can’t run yet: " + errors.getFirst().message()
                : "The flow can’t run yet: %d problems keep it from that.".formatted(errors.size()), "",
                new Action("Show me", show));
    }

    void noStore(StoreException reason, Runnable again, Runnable inMemory) {
        banners.show(SUBJECT, Kind.ERROR, reason.message(), "", new Action("Try again", again),
                new Action("Run in memory", inMemory));
    }

    void standsStill(Throwable reason, Runnable goOn) {
        var again = new Action("Try again", goOn);
        if (reason instanceof StoreException store) {
            banners.show(SUBJECT, Kind.ERROR, "The run stands still where it was. " + store.message(), "", again);
        } else {
            banners.show(SUBJECT, Kind.ERROR, "The run stands still where it was, by a fault of Flowloom: %s. "
                    .formatted(reason) + "Please report that with the details.", Crashes.trace(reason), again);
        }
    }

    void refused(RuntimeException reason) {
        banners.show(SUBJECT, Kind.ERROR, "The run did not start: " + reason.getMessage(), Crashes.trace(reason));
    }

    void notStopped(RuntimeException reason) {
        banners.show(SUBJECT, Kind.ERROR, "The run could not be stopped: %s".formatted(
                reason instanceof StoreException store ? store.message() : reason.getMessage()), "");
    }
}
