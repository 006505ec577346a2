package dev.flowloom.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.EngineSettings;
import dev.flowloom.runtime.RunOutcome;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepDescription.Category;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;

/// How fast a loop goes through a source, and whether the memory that it takes depends on how long that is. A row each for
/// 10,000, 100,000 and 1,000,000 items, one at a time and in batches of 1,000.
///
/// Arguments: a folder for the stores, and the most items.
public final class StreamedLoops {
    private static final StepDescription WORK = new StepDescription("bench.work", "Work", Category.UTILITY, "", "", "",
            Json.Obj.EMPTY);

    private StreamedLoops() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        int most = Integer.parseInt(arguments[1]);
        System.out.printf("%-9s  %5s  %10s  %12s  %14s  %13s%n", "items", "batch", "items/s", "heap peak MB",
                "heap after MB", "store B/item");
        for (int batch : new int[]{1000, 1}) {
            for (int items = 10_000; items <= most; items *= 10) {
                measure(Files.createTempDirectory(folder, "store"), items, batch);
            }
        }
    }

    private static void measure(Path folder, int items, int batch) throws Exception {
        long peak = 0;
        try (var engine = Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE,
                StepTypes.of(List.of(new Working()), List.of(new CountingSource())), EngineSettings.DEFAULT)) {
            long begin = System.nanoTime();
            var run = engine.start(flow(items, batch), Json.NULL, null).run();
            var outcome = engine.outcome(run).toCompletableFuture();
            while (!outcome.isDone()) {
                // What is in use after a collection alone: garbage that was not collected yet says nothing.
                Thread.sleep(500);
                System.gc();
                peak = Math.max(peak, heap());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!(outcome.join() instanceof RunOutcome.Completed)) {
                throw new IllegalStateException(outcome.join().toString());
            }
            System.gc();
            System.out.printf("%,9d  %,5d  %,10.0f  %,12d  %,14d  %,13d%n", items, batch, items / seconds,
                    peak >> 20, heap() >> 20, engine.upkeep().size() / items);
        }
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Flow flow(int items, int batch) {
        var settings = Json.Obj.of("to", Json.of(items));
        var graph = Graph.EMPTY.with(new Node.Start(new NodeId("start"), "", Json.Obj.EMPTY))
                .with(new Node.Loop(new NodeId("loop"), "",
                        new Node.Repeat.ForEach(new Items.Streamed(CountingSource.TYPE, settings), batch, 5,
                                ItemErrors.STOP),
                        Json.Obj.EMPTY))
                .with(new Node.End(new NodeId("end"), "", new Node.Outcome.Completed(null), Json.Obj.EMPTY))
                .with(new Node.Start(new NodeId("in"), "", Json.Obj.EMPTY))
                .with(Node.Step.of(new NodeId("each"), "", WORK.type()))
                .with(new Node.End(new NodeId("out"), "", new Node.Outcome.Completed(Json.NULL), Json.Obj.EMPTY));
        for (var inside : List.of("in", "each", "out")) {
            graph = graph.withParent(new NodeId(inside), new NodeId("loop"));
        }
        for (var way : List.of(List.of("start", "loop"), List.of("loop", "end"), List.of("in", "each"),
                List.of("each", "out"))) {
            graph = graph.with(new Wire.Sequence(new WireId(way.getFirst() + "-" + way.getLast()),
                    new NodeId(way.getFirst()), null, new NodeId(way.getLast()), Json.Obj.EMPTY));
        }
        return Flow.of("bench", "", graph);
    }

    private static final class Working implements StepType {
        @Override
        public StepDescription description() {
            return WORK;
        }

        @Override
        public Json run(StepCall call) {
            return Json.NULL;
        }
    }
}
