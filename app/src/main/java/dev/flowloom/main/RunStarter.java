package dev.flowloom.main;

import java.util.List;

import dev.flowloom.check.Checker;
import dev.flowloom.input.InputCheck;
import dev.flowloom.journal.StoreException;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import org.jspecify.annotations.Nullable;

/// Starts runs, and goes on with those that stood still. To be used away from the user interface's thread.
final class RunStarter {
    private final Checker checker;
    private final Engines engines;

    /// What came of it.
    sealed interface Answer {
        /// The run is under way.
        record Started(ShownRun run) implements Answer {}

        /// The flow has errors.
        record Blocked(Flow flow, List<Problem> problems) implements Answer {}

        /// The flow doesn't take this input.
        record Unfit(List<Problem> problems) implements Answer {}

        /// There is no run, because of the store.
        record NoStore(StoreException reason) implements Answer {}

        /// There is a run, which the store doesn't let go on.
        record StandsStill(RunId run, Flow flow, StoreException reason) implements Answer {}

        /// There is no run, for a reason nobody thought of.
        record Refused(RuntimeException reason) implements Answer {}
    }

    RunStarter(Checker checker, Engines engines) {
        this.checker = checker;
        this.engines = engines;
    }

    Answer start(Flow flow, FlowLibrary library, Json input) {
        try {
            var problems = checker.check(flow, library);
            if (problems.stream().anyMatch(Problem::isError)) {
                return new Answer.Blocked(flow, problems);
            }
            var unfit = InputCheck.check(flow, input);
            return unfit.isEmpty() ? startFit(flow, library, input) : new Answer.Unfit(unfit);
        } catch (RuntimeException e) {
            return new Answer.Refused(e);
        }
    }

    private Answer startFit(Flow flow, FlowLibrary library, Json input) {
        Engine engine = null;
        try {
            engine = engines.open();
            return follow(engine, engine.start(flow, library, input, null).run(), flow);
        } catch (StoreException e) {
            giveUp(engine, e);
            return new Answer.NoStore(e);
        }
    }

    /// Goes on with a run that stood still.
    Answer goOn(RunId run, Flow flow) {
        Engine engine = null;
        try {
            engine = engines.open();
            engine.resume(run);
            return follow(engine, run, flow);
        } catch (StoreException e) {
            giveUp(engine, e);
            return new Answer.StandsStill(run, flow, e);
        } catch (RuntimeException e) {
            return new Answer.Refused(e);
        }
    }

    /// Of a run that has begun it is never said that it hasn't, whatever becomes of the store.
    private Answer follow(Engine engine, RunId run, Flow flow) {
        try {
            return new Answer.Started(ShownRun.follow(engine, run, flow));
        } catch (StoreException e) {
            giveUp(engine, e);
            return new Answer.StandsStill(run, flow, e);
        }
    }

    private void giveUp(@Nullable Engine engine, StoreException reason) {
        if (engine != null) {
            engines.giveUp(engine, reason);
        }
    }
}
