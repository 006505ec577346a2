package dev.flowloom.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;

import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.NoSuchRunException;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `prune`: removes runs that are over.
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = "Removes runs that are over, and all that is known of them: those that the store's \"retention\" doesn't keep, or "
                + "that the options don't. What they called goes with them; those with open dead letters stay. The keys that they "
                + "were started with are free again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:there is no such store, or nothing says what is to be kept",
                "3:the history of a run could not be exported, and so that run was not removed, or Flowloom itself failed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom prune --dry-run               what the store's retention doesn't keep",
                "  flowloom prune --longest P30D --export ./old    keep their histories"})
final class PruneCommand implements Callable<Integer> {
    private static final int MOST_LISTED = 1_000;

    private final Console console;

    @Mixin
    private KeptRuns kept = new KeptRuns();

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description = "Writes each run's history into a file there before it is removed, as \"show RUN --json\" does.")
    private @Nullable Path folder;

    @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
    private boolean dryRun;

    private boolean isAnyDamaged;

    @Mixin
    private StoreOption store = new StoreOption();

    PruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        store.requireThere();
        var given = kept.retention(Retention.EVERYTHING);
        try (var types = StepTypes.installed();
                var engine = dryRun ? store.look(types) : store.openExisting(types)) {
            var keep = kept.isGiven() ? given : engine.upkeep().retention();
            if (keep.keepsEverything()) {
                throw Failure.wrongInput(
                        "The store keeps all runs. Say what is kept with --longest or --most, or, for good, by \"retention\".",
                        null);
            }
            if (dryRun) {
                var runs = engine.upkeep().prunable(keep, MOST_LISTED);
                runs.forEach(run -> console.out().println(run));
                console.err().printf("%s would be removed.%n",
                        runs.size() < MOST_LISTED ? runs(runs.size()) : "These and maybe more");
            } else {
                long pruned = engine.upkeep().prune(keep, run -> isExported(engine, run));
                console.err().printf("%s removed.%n", runs(pruned));
            }
            tellWhatStays(engine);
            return isAnyDamaged ? ExitCode.ENGINE_FAILED : ExitCode.COMPLETED;
        }
    }

    /// Whatever is to be kept: what failed in them has not been dealt with.
    private void tellWhatStays(Engine engine) {
        var letters = engine.deadLetters().list(false, MOST_LISTED);
        long stay = letters.stream().map(DeadLetter::run).distinct().filter(run -> isOver(engine, run)).count();
        if (stay > 0) {
            console.err().printf(
                    "Kept in any case, because they have open dead letters: %s%s. \"dead-letters\" lists these; once they "
                            + "are sent again or dropped, the runs can be removed.%n",
                    letters.size() < MOST_LISTED ? "" : "at least ", runs(stay));
        }
    }

    private static boolean isOver(Engine engine, RunId run) {
        try {
            return engine.run(run).isOver();
        } catch (NoSuchRunException _) {
            // It was removed just now.
            return false;
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            return false;
        }
    }

    private static String runs(long count) {
        return count == 1 ? "1 run" : "%,d runs".formatted(count);
    }

    /// False of a run whose history is damaged: it stays, for whoever wants to repair it.
    private boolean isExported(Engine engine, RunId run) {
        if (folder == null) {
            return true;
        }
        try {
            Files.createDirectories(folder);
            var writing = Files.createTempFile(folder, run + ".", ".new");
            try {
                export(engine, run, writing);
                Files.move(writing, folder.resolve(run + ".json"), StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(writing);
            }
            return true;
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            console.err().printf("%s The run was not removed.%n", e.what());
            isAnyDamaged = true;
            return false;
        } catch (IOException e) {
            throw Failure.ofEngine(
                    "The history of the run %s could not be written into %s (%s). Neither it nor those after it were removed."
                            .formatted(run, folder, e),
                    e);
        }
    }

    private static void export(Engine engine, RunId run, Path file) throws IOException {
        try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            ShowCommand.printJson(engine, run, out);
            if (out.checkError()) {
                throw new IOException("the disk is full, or doesn't answer");
            }
        }
    }
}
