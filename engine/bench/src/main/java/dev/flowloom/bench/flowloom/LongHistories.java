package dev.flowloom.bench.flowloom;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.runtime.RunOutcome;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepDescription.Category;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;

/// Whether a run that has done very many items one by one can be looked at, retried and restored where there is little
/// memory. A row for each of these, of a loop over a source and of one over a list.
///
/// Arguments: a folder for the stores, and the number of items.
public final class LongHistories {
    private static final StepDescription WORK = new StepDescription("bench.work", "Work", Category.UTILITY, "", "", "",
            Json.Obj.EMPTY);
    private static final NodeId LAST = new NodeId("last");

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicLong worked = new AtomicLong();
    private final Path folder;
    private final int items;

    private LongHistories(Path folder, int items) {
        this.folder = folder;
        this.items = items;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.printf("%-8s  %-28s  %8s  %14s%n", "loop", "what", "seconds", "heap after MB");
        int items = Integer.parseInt(arguments[1]);
        for (var each : List.of(new Items.Streamed(CountingSource.TYPE, Json.Obj.of("to", Json.of(items))),
                new Items.Listed("input"))) {
            new LongHistories(Files.createTempDirectory(Path.of(arguments[0]), "store"), items).measure(each);
        }
    }

    private StoreLocation.OnDisk location() {
        return new StoreLocation.OnDisk(folder.resolve("store"));
    }

    private Engine open() {
        return Engine.open(location(), Durability.KILL_SAFE,
                StepTypes.of(List.of(new Working()), List.<SourceType>of(new CountingSource())),
                EngineSettings.DEFAULT);
    }

    private void measure(Items loop) throws Exception {
        var name = loop instanceof Items.Streamed ? "source" : "list";
        RunId run;
        try (var engine = open()) {
            run = timed(name, "done, and failed after it", () -> {
                var id = engine.start(flow(loop), input(loop), null).run();
                require(engine, id, RunOutcome.Failed.class);
                return id;
            });
            timed(name, "shown as JSON", () -> show(engine, run));
            timed(name, "looked at for a retry", () -> {
                var plan = engine.planRetry(run, null, FlowLibrary.EMPTY, new TreeSet<>());
                return requireEqual(items, plan.items().getFirst().count());
            });
            broken.set(false);
            worked.set(0);
            timed(name, "retried", () -> {
                engine.retry(run, "me", "mended", null, FlowLibrary.EMPTY, new TreeSet<>());
                require(engine, run, RunOutcome.Completed.class);
                return requireEqual(1, worked.get());
            });
        }
        damage();
        try (var engine = open()) {
            timed(name, "examined and restored", () -> {
                var repair = engine.repair(run, "me", "The disk failed.");
                return requireEqual(RunSummary.Status.RUNNING, repair.after());
            });
            timed(name, "gone on with", () -> {
                engine.resume(run);
                return engine.outcome(run).toCompletableFuture().get();
            });
        }
    }

    private static <T> T timed(String loop, String what, Callable<T> work) throws Exception {
        long begin = System.nanoTime();
        var result = work.call();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.gc();
        System.out.printf("%-8s  %-28s  %8.1f  %,14d%n", loop, what, seconds,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        return result;
    }

    private static void require(Engine engine, RunId run, Class<? extends RunOutcome> type) throws Exception {
        var outcome = engine.outcome(run).toCompletableFuture().get();
        if (!type.isInstance(outcome)) {
            throw new IllegalStateException(outcome.getClass().toString());
        }
    }

    private static <T> T requireEqual(Object expected, T found) {
        if (!expected.toString().equals(found.toString())) {
            throw new IllegalStateException("%s, not %s".formatted(found, expected));
        }
        return found;
    }

    private static long show(Engine engine, RunId run) {
        var size = new AtomicLong();
        engine.history(run, part -> part
                .forEach(event -> size.addAndGet(JsonText.pretty(EventJson.json(event.event())).length())));
        return size.get();
    }

    /// Where most of the items were done.
    private void damage() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            requireEqual(1, sql.executeUpdate("UPDATE batch SET text = CONCAT(text, ' ') WHERE position ="
                    + " (SELECT MIN(position) FROM batch WHERE first > " + 8L * items + ")"));
        }
    }

    private Json input(Items loop) {
        return loop instanceof Items.Streamed
                ? Json.NULL
                : new Json.Arr(IntStream.range(0, items).<Json>mapToObj(Json::of).toList());
    }

    private static Flow flow(Items items) {
        var graph = Graph.EMPTY.with(new Node.Start(new NodeId("start"), "", Json.Obj.EMPTY))
                .with(new Node.Loop(new NodeId("loop"), "", new Node.Repeat.ForEach(items, 1, 5, ItemErrors.STOP),
                        Json.Obj.EMPTY))
                .with(new Node.Step(LAST, "", WORK.type(), Json.Obj.of("last", Json.of(true)), null, null, Retry.NEVER,
                        null, null, false, Json.Obj.EMPTY))
                .with(new Node.End(new NodeId("end"), "", new Node.Outcome.Completed(Json.NULL), Json.Obj.EMPTY))
                .with(new Node.Start(new NodeId("in"), "", Json.Obj.EMPTY))
                .with(Node.Step.of(new NodeId("each"), "", WORK.type()))
                .with(new Node.End(new NodeId("out"), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY));
        for (var inside : List.of("in", "each", "out")) {
            graph = graph.withParent(new NodeId(inside), new NodeId("loop"));
        }
        for (var way : List.of(List.of("start", "loop"), List.of("loop", "last"), List.of("last", "end"),
                List.of("in", "each"), List.of("each", "out"))) {
            graph = graph.with(new Wire.Sequence(new WireId(way.getFirst() + "-" + way.getLast()),
                    new NodeId(way.getFirst()), null, new NodeId(way.getLast()), Json.Obj.EMPTY));
        }
        return Flow.of("bench", "", graph);
    }

    private final class Working implements StepType {
        @Override
        public StepDescription description() {
            return WORK;
        }

        @Override
        public Json run(StepCall call) throws StepFailure {
            if (broken.get() && !call.settings().isEmpty()) {
                throw new StepFailure("bench.broken", Severity.CRITICAL, "It is broken.");
            }
            return Json.of(worked.incrementAndGet());
        }
    }
}
