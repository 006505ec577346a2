package dev.flowloom.runtime;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Kills the engine's process again and again, and looks whether anything was lost, done twice, or ends differently.
///
/// H2 uses freed space again a second after it was freed; each process lives for longer than that often enough. With
/// `-Dflowloom.kills=500` it takes longer and proves more; `-Dflowloom.seed=…` repeats the moments.
@Execution(ExecutionMode.CONCURRENT)
final class KillTest {
    private static final int KILLS = Integer.getInteger("flowloom.kills", 25);
    /// On a machine that is busy with other things there are fewer kills, rather than a longer build.
    private static final Duration LONGEST = Duration.ofSeconds(KILLS * 2L);
    private static final int FEWEST = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aKilledProcessLosesNothing(Durability durability) throws Exception {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("KillTest " + durability + ": -Dflowloom.seed=" + seed);
        var random = new Random(seed);
        var deadline = Instant.now().plus(LONGEST);
        int kills = 0;
        while (kills < KILLS && Instant.now().isBefore(deadline)) {
            killAtRandom(durability, random);
            kills++;
        }
        finish(durability);

        assertThat(kills).isGreaterThanOrEqualTo(Math.min(KILLS, FEWEST));
        try (var journal = Stores.open(location(), durability, new EventJsonCodec())) {
            var runs = journal.runs(Integer.MAX_VALUE);
            System.out.printf("KillTest %s: %d kills, %d runs, %d batches acknowledged, store %d KB%n", durability,
                    kills,
                    runs.size(), acknowledged().size(), journal.size() / 1024);
            assertNothingLost(journal);
            assertEveryRunEndedAsItShould(journal, runs);
            assertEveryMessageWasReceivedOnce(journal, runs);
        }
    }

    private StoreLocation.OnDisk location() {
        return new StoreLocation.OnDisk(folder.resolve("store"));
    }

    private Process start(Durability durability, String mode) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                CrashProgram.class.getName(), location().base().toString(),
                folder.resolve("acknowledged").toString(), durability.name(), mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private void finish(Durability durability) throws Exception {
        var process = start(durability, "finish");
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
    }

    /// Most of the time while it works, sometimes while it opens the store and goes on with what was there.
    private void killAtRandom(Durability durability, Random random) throws Exception {
        var process = start(durability, "load");
        try (var out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int lines = random.nextInt(6) == 0 ? 0 : random.nextInt(60);
            for (int i = 0; i < lines; i++) {
                assertThat(out.readLine()).as("it ended by itself").isNotNull();
            }
            int longest = lines == 0 ? 1_500 : 50;
            assertThat(process.waitFor(random.nextInt(longest), TimeUnit.MILLISECONDS)).as("it ended by itself")
                    .isFalse();
        } finally {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    /// Without the last line if the process was killed while it wrote that.
    private List<String> acknowledged() throws Exception {
        var text = Files.readString(folder.resolve("acknowledged"));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private void assertNothingLost(Journal journal) throws Exception {
        var codec = new EventJsonCodec();
        var histories = new TreeMap<String, List<Event>>();
        for (var line : acknowledged()) {
            var words = line.split(" ", -1);
            // A line that was being written when the process was killed has the next one's beginning behind it.
            if (words.length == 4) {
                var history = histories.computeIfAbsent(words[0], run -> events(journal, new RunId(run)));
                int first = Integer.parseInt(words[1]);
                int size = Integer.parseInt(words[2]);
                assertThat(history).as(line).hasSizeGreaterThanOrEqualTo(first + size - 1);
                var batch = new Batch(new RunId(words[0]), first, Instant.EPOCH,
                        history.subList(first - 1, first + size - 1));
                assertThat(WitnessedJournal.line(batch, codec)).isEqualTo(line);
            }
        }
    }

    private static List<Event> events(Journal journal, RunId run) {
        return journal.read(run, 1).stream().map(Recorded::event).toList();
    }

    private static void assertEveryRunEndedAsItShould(Journal journal, List<RunSummary> runs) throws Exception {
        var expected = expectedShapes();
        for (var run : runs) {
            var events = events(journal, run.run());
            assertThat(shape(events)).as("run %s of %s", run.run(), run.flow()).isEqualTo(expected.get(run.flow()));
            assertNothingTwice(events);
        }
        assertThat(runs).filteredOn(run -> run.caller() == null).extracting(RunSummary::key).doesNotHaveDuplicates();
    }

    private static void assertEveryMessageWasReceivedOnce(Journal journal, List<RunSummary> runs) {
        var received = new ArrayList<Long>();
        for (var run : runs) {
            for (var event : events(journal, run.run())) {
                if (event instanceof Event.MessageReceived(_, var number, _)) {
                    received.add(number);
                }
            }
        }
        assertThat(received).isNotEmpty().doesNotHaveDuplicates();
        // One that was sent early may have been killed before its run was started.
        assertThat(journal.messages(100)).hasSizeLessThanOrEqualTo(1);
    }

    private static SortedMap<String, List<String>> expectedShapes() throws Exception {
        var shapes = new TreeMap<String, List<String>>();
        try (var engine = Engine.open(new StoreLocation.InMemory(), Durability.KILL_SAFE,
                Work.types(CrashFlows::work))) {
            for (var flow : CrashFlows.ALL) {
                CrashFlows.feed(engine, 0);
                var run = engine.start(flow, CrashFlows.LIBRARY, Json.of(0), null).run();
                engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
                CrashFlows.mend(engine, run);
                engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
            for (var run : engine.runs(Integer.MAX_VALUE)) {
                shapes.put(run.flow(), shape(engine.history(run.run()).stream().map(Recorded::event).toList()));
            }
        }
        return shapes;
    }

    /// What was done and how it ended. Branches of a fork may take turns, so this is sorted.
    private static List<String> shape(List<Event> events) {
        var nodes = new TreeMap<Integer, String>();
        var done = new ArrayList<String>();
        for (var event : events) {
            switch (event) {
                case Event.NodeEntered entered -> nodes.put(entered.visit().number(), entered.node().value());
                case Event.NodeCompleted completed -> done.add("done " + nodes.get(completed.visit().number()));
                case Event.NodeFailed failed -> done.add("failed " + nodes.get(failed.visit().number()));
                case Event.StepCompensated undone -> done.add("undone " + nodes.get(undone.undone().number()));
                case Event.CompensationFailed kept -> done.add("kept " + nodes.get(kept.undone().number()));
                case Event.AttemptFailed failed ->
                    done.add("attempt " + failed.attempt() + " of " + nodes.get(failed.visit().number()));
                default -> {
                    var outcome = RunOutcome.of(event);
                    if (outcome != null) {
                        // An error that came from a called run names it.
                        done.add(("ended " + outcome).replaceAll("[0-9a-z]{16}\\.[0-9]+", "the called run"));
                    }
                }
            }
        }
        return done.stream().sorted().toList();
    }

    private static void assertNothingTwice(List<Event> events) {
        var attempts = new ArrayList<String>();
        var nodes = new ArrayList<String>();
        for (var event : events) {
            switch (event) {
                case Event.AttemptSucceeded(var visit, var attempt, _) -> attempts.add(visit + "/" + attempt);
                case Event.AttemptFailed(var visit, var attempt, _) -> attempts.add(visit + "/" + attempt);
                case Event.RunRetried _ -> nodes.clear();
                // Of these, how often each was done is compared with a run that was not killed.
                case Event.NodeEntered(_, var node, _, _) when CrashFlows.SEVERAL_TIMES.contains(node.value()) -> {
                }
                case Event.NodeEntered(_, var node, _, _) -> nodes.add(node.value());
                case Event.PassStarted(_, var of, var index, _, _) -> nodes.add("pass " + index + " of " + of);
                default -> {
                    /* Cannot be done twice without one of these. */ }
            }
        }
        assertThat(attempts).doesNotHaveDuplicates();
        assertThat(nodes).doesNotHaveDuplicates();
    }
}
