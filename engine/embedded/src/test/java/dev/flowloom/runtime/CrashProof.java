package dev.flowloom.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;

import static org.assertj.core.api.Assertions.assertThat;

/// What must hold of the runs of [CrashProgram], however often it was cut off.
final class CrashProof {
    private CrashProof() {}

    /// Without the last line if the process was killed while it wrote that.
    static List<String> acknowledged(Path folder) throws Exception {
        var text = Files.readString(folder.resolve("acknowledged"));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    static void assertNothingLost(Journal journal, List<String> acknowledged) throws Exception {
        var codec = new EventJsonCodec();
        var histories = new TreeMap<String, List<Event>>();
        for (var line : acknowledged) {
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

    static void assertEveryRunEndedAsItShould(Journal journal, List<RunSummary> runs) throws Exception {
        var expected = expectedShapes();
        for (var run : runs) {
            var events = events(journal, run.run());
            assertThat(shape(events)).as("run %s of %s", run.run(), run.flow()).isEqualTo(expected.get(run.flow()));
            assertNothingTwice(events);
        }
        assertThat(runs).filteredOn(run -> run.caller() == null).extracting(RunSummary::key).doesNotHaveDuplicates();
    }

    static void assertEveryMessageWasReceivedOnce(Journal journal, List<RunSummary> runs, int processes) {
        var received = new ArrayList<Long>();
        for (var run : runs) {
            for (var event : events(journal, run.run())) {
                if (event instanceof Event.MessageReceived(_, var number, _)) {
                    received.add(number);
                }
            }
        }
        assertThat(received).isNotEmpty().doesNotHaveDuplicates();
        // Who sent one early may have been killed before its run was started.
        assertThat(journal.messages(100)).hasSizeLessThanOrEqualTo(processes);
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
