package dev.flowloom.runtime;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;

/// Goes on with the runs of a store and starts more and more, until it is killed. What was acknowledged is written to
/// another file, where the one that kills it finds it; a line is printed for each ten.
///
/// Arguments: the store, the file for what was acknowledged, the durability, and `load`, or `finish` to end when the
/// runs that are there have.
final class CrashProgram {
    private static final int AT_ONCE = 24;

    private CrashProgram() {}

    public static void main(String[] arguments) throws Exception {
        var location = StoreLocation.parse(arguments[0]);
        var codec = new EventJsonCodec();
        var acknowledged = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        var count = new AtomicInteger();
        var journal = new WitnessedJournal(Stores.open(location, Durability.valueOf(arguments[2]), codec), batch -> {
            var line = WitnessedJournal.line(batch, codec) + "\n";
            acknowledged.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            if (count.incrementAndGet() % 10 == 0) {
                System.out.println(count);
            }
        });
        try (var engine = new Engine(journal, Work.types(CrashFlows::work),
                EngineSettings.DEFAULT.withListener(new Giveup()))) {
            System.out.println("open");
            if (arguments[3].equals("load")) {
                load(engine);
            } else {
                finish(engine);
            }
        }
    }

    private static void finish(Engine engine) throws Exception {
        var unfinished = engine.unfinished();
        // Those that nothing was sent to before the kill.
        for (var run : unfinished) {
            if (engine.history(run).getFirst().event() instanceof Event.RunStarted started
                    && started.flow().equals("receiving") && started.input() instanceof Json.Num(var number)) {
                CrashFlows.feed(engine, number.intValue());
            }
        }
        engine.resume();
        for (var run : unfinished) {
            engine.outcome(run).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        mend(engine);
        for (var run : engine.unfinished()) {
            engine.outcome(run).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    /// Those that a process was killed at that was to do it.
    private static void mend(Engine engine) {
        engine.runs(Integer.MAX_VALUE).stream().filter(CrashFlows::isToBeMended)
                .forEach(run -> CrashFlows.mend(engine, run.run()));
    }

    private static void load(Engine engine) throws Exception {
        engine.resume();
        mend(engine);
        // The last ones once more: under their keys they are there already.
        int next = (int) Math.max(0,
                engine.runs(Integer.MAX_VALUE).stream().filter(run -> run.caller() == null).count() - AT_ONCE);
        var places = new Semaphore(AT_ONCE);
        for (int number = next;; number++) {
            places.acquire();
            var flow = CrashFlows.ALL.get(number % CrashFlows.ALL.size());
            boolean early = number / CrashFlows.ALL.size() % 2 == 0;
            if (early) {
                feed(engine, flow, number);
            }
            var run = engine.start(flow, CrashFlows.LIBRARY, Json.of(number), "run " + number).run();
            if (!early) {
                feed(engine, flow, number);
            }
            engine.outcome(run).thenRunAsync(() -> CrashFlows.mend(engine, run)).thenCompose(_ -> engine.outcome(run))
                    .whenComplete((_, _) -> places.release());
        }
    }

    private static void feed(Engine engine, Flow flow, int number) {
        if (flow.id().equals("receiving")) {
            CrashFlows.feed(engine, number);
        }
    }

    /// Ends the program when it should never have come to that.
    private static final class Giveup implements EngineListener {
        @Override
        public void runBroken(RunId run, Throwable cause) {
            cause.printStackTrace();
            Runtime.getRuntime().halt(3);
        }

        @Override
        public void runsLost(List<RunId> runs) {
            System.out.println("lost");
        }

        @Override
        public void storeFailed(StoreException cause) {
            cause.printStackTrace();
            Runtime.getRuntime().halt(4);
        }
    }
}
