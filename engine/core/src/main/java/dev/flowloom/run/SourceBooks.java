package dev.flowloom.run;

import java.util.function.BiFunction;

import dev.flowloom.run.Supply.Reading;
import dev.flowloom.run.Visit.Phase;
import dev.flowloom.run.Visit.Phase.Holding;

import static dev.flowloom.run.Evolution.active;
import static dev.flowloom.run.Evolution.require;

/// The part of [Evolution] that is about loops that read their items from a source.
final class SourceBooks {
    private SourceBooks() {}

    static RunState open(RunState state, Event.SourceOpened opened) {
        var visit = active(state, opened.visit());
        require(visit.phase() instanceof Phase.Entered, state, opened);
        return state.with(visit.in(Holding.of(Supply.Streamed.opened(opened.settings()))));
    }

    static RunState read(RunState state, Event.ItemsRead read) {
        return change(state, read, (holding, supply) -> {
            require(supply.reading() instanceof Reading.Attempting && read.from() == supply.read(), state, read);
            return holding.with(supply.with(read));
        });
    }

    static RunState failAttempt(RunState state, Event.ReadFailed failed) {
        return change(state, failed, (holding, supply) -> {
            require(supply.reading() instanceof Reading.Attempting(var attempt, _) && attempt == failed.attempt(),
                    state, failed);
            return holding.with(supply.with(new Reading.Failed(failed.attempt())));
        });
    }

    static RunState schedule(RunState state, Event.RetryScheduled scheduled) {
        return change(state, scheduled, (holding, supply) -> {
            require(supply.reading().equals(new Reading.Failed(scheduled.attempt() - 1)), state, scheduled);
            return holding.with(supply.with(new Reading.BackingOff(scheduled.attempt(), scheduled.due())));
        });
    }

    /// One that a pause cut off begins once more.
    static RunState start(RunState state, Event.ReadStarted started) {
        return change(state, started, (holding, supply) -> {
            int attempt = switch (supply.reading()) {
                case Reading.BackingOff(var next, _) -> next;
                case Reading.Attempting(var next, _) -> next;
                case Reading.Failed _,Reading.Ended() -> 0;
            };
            require(attempt == started.attempt(), state, started);
            return holding.with(supply.with(new Reading.Attempting(attempt, started.deadline())));
        });
    }

    static RunState fail(RunState state, Event.SourceFailed failed) {
        return change(state, failed,
                (holding, supply) -> holding.with(supply.with(new Reading.Ended())).broken(failed.error()));
    }

    private static RunState change(RunState state, Event.OfVisit event,
            BiFunction<Holding, Supply.Streamed, Holding> change) {
        var visit = active(state, event.visit());
        if (visit.phase() instanceof Holding holding && holding.supply() instanceof Supply.Streamed supply) {
            return state.with(visit.in(change.apply(holding, supply)));
        }
        throw new IllegalStateException("visit %s reads no source".formatted(visit.id()));
    }
}
