package dev.flowloom.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flowloom.cli.progress.Answers;
import dev.flowloom.cli.progress.Progress;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.MissingHereException;

/// Stays with runs until they end, and tells how they go.
///
/// @param repeated gives another command, by its name, with the same options, to be given a run
/// @param answers the commands that answer what is waited for
record Attendance(Console console, Engine engine, UnaryOperator<String> repeated, Answers answers) {
    private static final int MOST_LETTERS = 1_000;

    /// Up to which of a run's events nothing is new, before it is changed: it is told from there on.
    long before(RunId run) {
        try {
            var last = engine.last(run);
            // Nobody stayed with the run to be told that.
            return last.event() instanceof Event.RunRestored ? last.sequence() - 1 : last.sequence();
        } catch (StoreException _) {
            // That it is damaged is told where it is gone on with.
            return 0;
        }
    }

    /// What came of a run that is under way or over, all of which is new.
    Result attend(RunId run) {
        return attend(run, 0);
    }

    /// What came of a run that is under way or over.
    ///
    /// @param before up to which of its events nothing is new
    /// @throws Failure when it can't go on here
    /// @throws StoreException when the store fails
    Result attend(RunId run, long before) {
        var paused = paused(run, PausedRuns.of(engine));
        if (!paused.isEmpty()) {
            // Where this process has the store alone, nobody else can unpause it.
            throw Failure.wrongInput(paused, null);
        }
        return toItsEnd(run, before);
    }

    /// As [#attend(RunId, long)], of a run that was stopped, and so ends whatever was paused in it.
    Result toItsEnd(RunId run, long before) {
        try (var progress = console.progress(engine.flow(run)); var _ = Interruption.then(() -> leave(run, progress))) {
            var log = System.err;
            try (var lines = new PrintStream(new Lines(progress::say), true, StandardCharsets.UTF_8);
                    var following = new Following(engine, progress, answers)) {
                System.setErr(lines);
                var told = following.follow(run, before);
                var outcome = await(run, engine.outcome(run));
                await(run, told);
                new CalledRuns(engine).endings(following.leftByCalled()).forEach(console.err()::println);
                tellOfDeadLetters(run);
                return Result.of(run, outcome);
            } finally {
                System.setErr(log);
            }
        }
    }

    /// These runs, which are under way, each when it has ended or can't go on, but for the last: how that goes can be looked
    /// at.
    Stream<RunId> asTheyEnd(List<RunId> runs) {
        var left = new LinkedHashSet<>(runs);
        var ended = new LinkedBlockingQueue<RunId>();
        if (runs.size() > 1) {
            console.err().printf("%,d runs go on. Each is told when it ends.%n", runs.size());
            runs.forEach(run -> engine.outcome(run).whenComplete((_, _) -> ended.add(run)));
        }
        return Stream.generate(() -> next(left, ended)).limit(left.size());
    }

    private RunId next(SequencedSet<RunId> left, BlockingQueue<RunId> ended) {
        var next = left.size() == 1 ? left.getFirst() : take(left, ended);
        left.remove(next);
        return next;
    }

    private RunId take(SequencedSet<RunId> left, BlockingQueue<RunId> ended) {
        try (var _ = Interruption.then(() -> leave(List.copyOf(left)))) {
            return ended.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Failure.interrupted();
        }
    }

    /// Whoever goes on with a run that another one called leaves that standing, until it is gone on with itself.
    void tellOfCaller(RunId run) {
        tellOfCaller(run, List.of());
    }

    /// As the other, but for callers that go on here.
    void tellOfCaller(RunId run, List<RunId> going) {
        var caller = new CalledRuns(engine).caller(run);
        if (caller != null && !going.contains(caller)) {
            console.err().printf("The run %s, for which that was done, stands until it is gone on with: %s %s%n",
                    caller,
                    repeated.apply("resume"), caller);
        }
    }

    /// What can be done about what failed for good.
    private void tellOfDeadLetters(RunId run) {
        var letters = engine.deadLetters().of(run, false, MOST_LETTERS);
        long items = letters.stream().filter(letter -> letter.item() != null).count();
        if (items > 0) {
            console.err().printf("%s%s: \"dead-letters\" lists what failed, \"resend\" sends it again.%n",
                    items < MOST_LETTERS ? "" : "At least ",
                    items == 1 ? "1 dead letter" : "%,d dead letters".formatted(items));
        }
        if (items < letters.size() || (letters.size() == MOST_LETTERS && isLetter(run))) {
            console.err().printf("What is left to do can be done by \"retry\", on a mended flow if need be: %s %s%n",
                    repeated.apply("retry"), run);
        }
    }

    /// Whether the run itself is one: what it called is retried with it.
    private boolean isLetter(RunId run) {
        var summary = engine.run(run);
        return summary.status() == RunSummary.Status.FAILED && summary.caller() == null;
    }

    /// What is said of a run that is paused, or waits for one that is and that it called; empty where there is none.
    String paused(RunId run, PausedRuns all) {
        var paused = all.find(run);
        return paused == null
                ? ""
                : "The run %s is paused, and stays so%s. To go on with it: %s %s".formatted(paused,
                        paused.equals(run) ? "" : ", and the run %s waits for it".formatted(run),
                        repeated.apply("unpause"), paused);
    }

    /// The process is being ended: what the run did is kept, and it can be gone on with.
    private void leave(RunId run, Progress progress) {
        progress.close();
        leave(List.of(run));
    }

    private void leave(List<RunId> runs) {
        engine.close();
        console.err().printf(runs.size() == 1
                ? "Left before its end. To go on with it: %s %s%n"
                : "Left before their ends. To go on with them: %s %s%n", repeated.apply("resume"),
                runs.stream().map(RunId::value).collect(Collectors.joining(" ")));
        console.err().flush();
    }

    private <T> T await(RunId run, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CancellationException _) {
            throw Failure.interrupted();
        } catch (CompletionException e) {
            var cause = e.getCause();
            if (cause instanceof CancellationException) {
                throw Failure.interrupted();
            }
            if (cause instanceof StoreException store) {
                throw store;
            }
            if (cause instanceof MissingHereException missing) {
                throw Failure.ofEngine("The run stands still where it was. %s Then go on with it: %s %s"
                        .formatted(missing.sentence().english(), repeated.apply("resume"), run), e);
            }
            throw Failure.ofEngine("The run %s can't go on, by a fault of Flowloom: %s".formatted(run, cause), e);
        }
    }
}
