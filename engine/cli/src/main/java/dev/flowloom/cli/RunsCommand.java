package dev.flowloom.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.model.DurationText;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `runs`: lists the runs of a store.
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists the runs of a store, the latest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom runs", "  flowloom runs --limit 100 --store ./mine"})
final class RunsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> HEADINGS = List.of("RUN", "STATUS", "STARTED", "TOOK", "FLOW", "KEY",
            "CALLED BY");

    private final Console console;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private StoreOption store = new StoreOption();

    RunsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw Failure.wrongInput("--limit must be at least 1.", null);
        }
        try (var types = StepTypes.installed(); var engine = store.openExisting(types)) {
            var runs = engine.runs(limit);
            tellOfFlaws(engine);
            if (runs.isEmpty()) {
                console.err().printf("There is no run yet in the store %s.%n", store.location());
            } else {
                print(runs);
            }
            return ExitCode.COMPLETED;
        }
    }

    private void tellOfFlaws(Engine engine) {
        int flawed = engine.upkeep().flaws().size();
        if (flawed > 0) {
            console.err().printf("%s not listed as %s written, and may be missing below: \"doctor\" says more.%n",
                    flawed == 1 ? "1 run is" : "%,d runs are".formatted(flawed), flawed == 1 ? "it was" : "they were");
        }
    }

    private void print(List<RunSummary> runs) {
        boolean anyCalled = runs.stream().anyMatch(run -> run.caller() != null);
        Columns.print(anyCalled ? HEADINGS : HEADINGS.subList(0, HEADINGS.size() - 1),
                runs.stream().map(RunsCommand::cells).toList(), console.out());
    }

    private static List<String> cells(RunSummary run) {
        var ended = run.ended();
        return List.of(run.run().value(), run.status().name().toLowerCase(Locale.ROOT),
                TIME.format(run.started().atZone(ZoneId.systemDefault())),
                ended == null ? "" : DurationText.of(Duration.between(run.started(), ended)), Text.line(run.flow()),
                run.key() == null ? "" : Text.line(run.key()),
                run.caller() == null ? "" : run.caller().value());
    }
}
