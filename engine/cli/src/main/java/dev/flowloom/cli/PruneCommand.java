package dev.flowloom.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
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
        footer = {"  flowloom prune --dry-run                        what the store's retention doesn't keep",
                "  flowloom prune --longest P30D --export ./old    with their histories as JSON before"})
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

    @Mixin
    private StoreOption store = new StoreOption();

    PruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        store.requireThere();
        var given = kept.retention();
        try (var types = StepTypes.installed(); var engine = store.openExisting(types)) {
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
                long pruned = engine.upkeep().prune(keep, run -> export(engine, run));
                console.err().printf("%s removed.%n", runs(pruned));
            }
            return ExitCode.COMPLETED;
        }
    }

    private static String runs(long count) {
        return count == 1 ? "1 run" : "%,d runs".formatted(count);
    }

    private void export(Engine engine, RunId run) {
        if (folder == null) {
            return;
        }
        var file = folder.resolve(run + ".json");
        try {
            Files.createDirectories(folder);
            try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
                ShowCommand.printJson(engine, run, out);
                if (out.checkError()) {
                    throw new IOException("the disk is full, or doesn't answer");
                }
            }
        } catch (IOException e) {
            throw Failure.ofEngine(
                    "The history of the run %s could not be written: %s. Neither it nor those after it were removed."
                            .formatted(run, FlowFile.reason(file, e)),
                    e);
        }
    }
}
