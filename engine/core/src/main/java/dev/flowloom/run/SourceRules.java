package dev.flowloom.run;

import java.time.Instant;

import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.ItemsRead.Unreadable;
import dev.flowloom.run.Supply.Reading;
import dev.flowloom.run.Supply.Streamed;
import dev.flowloom.run.Visit.Phase.Holding;
import org.jspecify.annotations.Nullable;

/// How a loop's source is read: what comes of it, for how long it is waited for, and when it is tried again.
final class SourceRules {
    private final Turn turn;
    private final ContainerRules containers;

    SourceRules(Turn turn, ContainerRules containers) {
        this.turn = turn;
        this.containers = containers;
    }

    /// Where more is to be read, and that may not take for ever, its time begins.
    void limit(Visit visit, ForEach each) {
        if (turn.visit(visit.id()).phase() instanceof Holding holding && holding.supply() instanceof Streamed streamed
                && streamed.reading() instanceof Reading.Attempting(var attempt, var deadline) && deadline == null
                && deadline(visit) != null && ReadAhead.isDue(streamed, each)) {
            start(visit, attempt);
        }
    }

    private void start(Visit visit, int attempt) {
        turn.emit(new Event.ReadStarted(visit.id(), attempt, deadline(visit)));
    }

    /// When the time of a reading that begins now is up; null where it has no end.
    private @Nullable Instant deadline(Visit visit) {
        var timeout = source(visit).timeout();
        return timeout == null ? null : turn.now().plus(timeout);
    }

    void read(Input.ItemsArrived arrived) {
        var streamed = reading(arrived);
        if (streamed == null) {
            return;
        }
        var visit = turn.visit(arrived.visit());
        if (streamed.version() != null && !streamed.version().equals(arrived.version())) {
            breakOff(visit, new RunError("loop.source-changed",
                    "What the source reads has changed since the loop began to go through it, so that nobody knows which items it has gone through. Start a new run.",
                    Severity.CRITICAL, visit.node(), Json.Obj.EMPTY));
            return;
        }
        turn.emit(new Event.ItemsRead(visit.id(), arrived.from(), arrived.items(), arrived.last(), arrived.version(),
                arrived.unreadable().stream().map(each -> new Unreadable(each.at(), error(visit, each.code(),
                        each.message(), each.severity(), each.details()))).toList()));
        if (!turn.state().paused()) {
            goOn(visit);
        }
    }

    void fail(Input.ReadFailed failed) {
        if (reading(failed) == null) {
            return;
        }
        var visit = turn.visit(failed.visit());
        var error = error(visit, failed.code(), failed.message(), failed.severity(), failed.details());
        turn.emit(new Event.ReadFailed(visit.id(), failed.attempt(), error));
        if (error.severity().mayPass() && failed.attempt() < Retry.DEFAULT.attempts()) {
            long seed = Luck.seed(turn.state().startedOrThrow().seed(), visit.id(), failed.attempt());
            turn.emit(new Event.RetryScheduled(visit.id(), failed.attempt() + 1,
                    turn.now().plus(Retry.DEFAULT.delayAfter(failed.attempt(), Luck.unit(seed)))));
        } else {
            breakOff(visit, error);
        }
    }

    private RunError error(Visit visit, String code, String message, Severity severity, Json.Obj details) {
        return new RunError(code, message, turn.program().classify(code, source(visit).source(), severity),
                visit.node(), details);
    }

    private void breakOff(Visit visit, RunError error) {
        turn.emit(new Event.SourceFailed(visit.id(), error));
        containers.fail(visit, new Cause.Failed(error));
    }

    void tryAgain(Timer timer) {
        var visit = turn.state().find(timer.visit());
        if (visit != null && visit.phase() instanceof Holding holding && holding.supply() instanceof Streamed streamed
                && streamed.reading() instanceof Reading.BackingOff(var attempt, _) && attempt == timer.attempt()) {
            start(visit, attempt);
        }
    }

    /// It may have given more since the timer fired, and be read from once more.
    void timeOut(Timer timer) {
        var visit = turn.state().find(timer.visit());
        if (visit != null && visit.phase() instanceof Holding holding && holding.supply() instanceof Streamed streamed
                && streamed.reading() instanceof Reading.Attempting(var attempt, var deadline)
                && deadline != null && !turn.now().isBefore(deadline)) {
            fail(new Input.ReadFailed(visit.id(), streamed.read(), attempt, "source.timeout",
                    "The source gave nothing within %s.".formatted(source(visit).timeout()), Severity.RECOVERABLE,
                    Json.Obj.EMPTY));
        }
    }

    /// After a pause: what was read meanwhile is gone on with, and what was being read is read from anew. One may end others.
    void goOn() {
        for (var id : turn.state().visits().keySet()) {
            var visit = turn.state().find(id);
            if (visit != null && visit.phase() instanceof Holding holding
                    && holding.supply() instanceof Streamed streamed
                    && turn.isRunning(visit) && !holding.isFailing()) {
                if (streamed.reading() instanceof Reading.Attempting(var attempt, var deadline) && deadline != null) {
                    start(visit, attempt);
                }
                goOn(visit);
            }
        }
    }

    private void goOn(Visit visit) {
        var each = turn.program().forEach(visit.node());
        if (each != null) {
            containers.items().goOn(visit, each);
        }
    }

    /// What reading is awaited; null where this is not awaited any more.
    private @Nullable Streamed reading(Input.OfRead answer) {
        var visit = turn.state().find(answer.visit());
        return visit != null && visit.phase() instanceof Holding holding
                && !holding.isFailing() && holding.supply() instanceof Streamed streamed
                && streamed.read() == answer.from()
                && streamed.reading() instanceof Reading.Attempting(var attempt, _) && attempt == answer.attempt()
                        ? streamed
                        : null;
    }

    private Items.Streamed source(Visit visit) {
        var each = turn.program().forEach(visit.node());
        if (each != null && each.items() instanceof Items.Streamed streamed) {
            return streamed;
        }
        throw new IllegalStateException("%s reads no source".formatted(visit.node()));
    }
}
