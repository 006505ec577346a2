package dev.flowloom.main;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.flowloom.journal.RunSummary;
import dev.flowloom.model.Json;
import dev.flowloom.panels.runs.RunLine;
import dev.flowloom.panels.runs.RunsDeeds;
import dev.flowloom.panels.runs.Waiting;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.ThisUser;

import static dev.flowloom.language.Texts.tr;

/// Does what is wanted of the runs in the engine's store, away from the user interface's thread.
final class RunsDesk implements RunsDeeds {
    private final Services services;
    private final EngineQuestions engine;
    private final RunFinder finder;
    private final RunsWaits waits = new RunsWaits();

    /// @param finder shows runs
    RunsDesk(Services services, RunFinder finder) {
        this.services = services;
        this.engine = new EngineQuestions(services);
        this.finder = finder;
    }

    @Override
    public void look(int most, Consumer<Found> found, Consumer<String> refused) {
        engine.ask(asked -> look(asked, most), found, refused);
    }

    private Found look(Engine asked, int most) {
        var waiting = waits.of(asked);
        var who = waiting.stream().map(Waiting::run).collect(Collectors.toSet());
        return new Found(asked.runs(most).stream().map(run -> line(run, who)).toList(), waiting);
    }

    private static RunLine line(RunSummary run, Set<RunId> waiting) {
        var state = switch (run.status()) {
            case RUNNING -> waiting.contains(run.run()) ? RunLine.State.WAITING : RunLine.State.RUNNING;
            case PAUSED -> RunLine.State.PAUSED;
            case COMPLETED -> RunLine.State.COMPLETED;
            case FAILED -> RunLine.State.FAILED;
            case CANCELLED -> RunLine.State.CANCELLED;
        };
        return new RunLine(run.run(), run.flow(), state, run.started(), run.ended(), run.caller());
    }

    @Override
    public void rest() {
        // A look may be under way, which is to be waited for.
        services.background().execute(waits::rest);
    }

    @Override
    public void show(RunId run, Consumer<String> refused) {
        engine.ask(asked -> asked.flow(run), flow -> finder.show(run, flow, refused), refused);
    }

    @Override
    public void answer(RunId run, VisitId visit, boolean approved, String comment, Runnable answered,
            Consumer<String> refused) {
        engine.ask(asked -> asked.answer(run, visit, ThisUser.name(), approved, comment), taken -> {
            if (taken) {
                answered.run();
            } else {
                refused.accept(tr("The question was given up or answered just now, or its deadline has passed."));
            }
        }, refused);
    }

    @Override
    public void send(String name, String key, Json data, Runnable sent, Consumer<String> refused) {
        engine.ask(asked -> asked.send(name, key, data, null), _ -> sent.run(), refused);
    }
}
