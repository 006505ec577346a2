package dev.flowloom.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;

/// Makes what later releases must be able to go on with: a backup of a store with runs of many kinds, over and under way, and how
/// each stands. Run once a release; what it made stays as it is.
final class GoldenJournals {
    private GoldenJournals() {}

    /// Makes one.
    ///
    /// @param arguments the file, without an ending
    public static void main(String[] arguments) throws Exception {
        var backup = Path.of(arguments[0] + ".zip");
        var source = new Counting();
        source.unreadable.add(3);
        try (var engine = Engine.open(new StoreLocation.InMemory(), Durability.KILL_SAFE,
                Work.types(CrashFlows::work, source))) {
            for (var flow : flows()) {
                if (!flow.id().equals("receiving")) {
                    var run = engine.start(flow, CrashFlows.LIBRARY, Json.of(0), "key of " + flow.id()).run();
                    engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
                    CrashFlows.mend(engine, run);
                    engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
                }
            }
            underWay(engine);
            engine.upkeep().backup(backup);
            Files.write(Path.of(arguments[0] + ".txt"), standing(engine));
        }
    }

    private static List<Flow> flows() {
        var flows = new ArrayList<>(CrashFlows.ALL);
        flows.add(new Flows().start("start").counting("loop", 20, 1, 2, ItemErrors.CONTINUE, Duration.ofMinutes(1))
                .end("end").way("start", "loop", "end").start("in").step("each").end("out").way("in", "each", "out")
                .in("loop", "in", "each", "out").build("patient"));
        return flows;
    }

    /// One that waits for a message, one that is paused, and one that was stopped while it waited.
    private static void underWay(Engine engine) throws Exception {
        var receiving = CrashFlows.ALL.stream().filter(flow -> flow.id().equals("receiving")).findFirst().orElseThrow();
        var runs = new ArrayList<RunId>();
        for (int number = 1; number <= 3; number++) {
            var run = engine.start(receiving, FlowLibrary.EMPTY, Json.of(number), null).run();
            while (engine.history(run).stream().noneMatch(event -> event.event() instanceof Event.ReceiveStarted)) {
                Thread.sleep(1);
            }
            runs.add(run);
        }
        engine.pause(runs.get(1), "a test", "Lunch.");
        engine.cancel(runs.get(2), "a test", "Too late.");
        engine.outcome(runs.get(2)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        engine.send("other", "1", Json.of("nobody waits for it"), "m1");
    }

    /// A line for each run: its id, flow, status, how many events it has, and what is to be done for it.
    static List<String> standing(Engine engine) {
        return engine.runs(Integer.MAX_VALUE).stream().map(run -> standing(engine, run)).sorted().toList();
    }

    private static String standing(Engine engine, RunSummary run) {
        var position = engine.position(run.run());
        return "%s %s %s %d %s".formatted(run.run(), run.flow(), run.status(), engine.history(run.run()).size(),
                position.pending().stream().map(effect -> effect.getClass().getSimpleName()).sorted().toList());
    }
}
