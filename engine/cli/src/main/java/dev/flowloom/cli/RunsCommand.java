package dev.flowloom.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.model.DurationText;
import dev.flowloom.run.RunId;
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
        try (var types = StepTypes.installed(); var engine = store.look(types)) {
            var runs = engine.runs(limit);
            tellOfFlaws(engine);
            if (runs.isEmpty()) {
                console.err().printf("There is no run yet in the store %s.%n", store.location());
            } else {
                print(runs, engine.owners());
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

    private void print(List<RunSummary> runs, Map<RunId, String> owners) {
        var columns = columns(owners).filter(column -> column.isOfAny(runs)).toList();
        Columns.print(columns.stream().map(Column::heading).toList(),
                runs.stream().map(run -> columns.stream().map(column -> column.cell(run)).toList()).toList(),
                console.out());
    }

    private static Stream<Column> columns(Map<RunId, String> owners) {
        return Stream.of(
                Column.always("RUN", run -> run.run().value()),
                Column.always("STATUS", run -> run.status().name().toLowerCase(Locale.ROOT)),
                Column.always("STARTED", run -> Timestamps.of(run.started())),
                Column.always("TOOK", RunsCommand::took),
                Column.always("FLOW", RunSummary::flow),
                Column.always("KEY", run -> run.key() == null ? "" : run.key()),
                Column.whereAny("CALLED BY", run -> run.caller() == null ? "" : run.caller().value()),
                Column.whereAny("GONE ON WITH BY", run -> owners.getOrDefault(run.run(), "")));
    }

    private static String took(RunSummary run) {
        var ended = run.ended();
        return ended == null ? "" : DurationText.of(Duration.between(run.started(), ended));
    }

    /// @param always also where none of the runs has anything in it
    private record Column(String heading, boolean always, Function<RunSummary, String> text) {
        static Column always(String heading, Function<RunSummary, String> text) {
            return new Column(heading, true, text);
        }

        static Column whereAny(String heading, Function<RunSummary, String> text) {
            return new Column(heading, false, text);
        }

        boolean isOfAny(List<RunSummary> runs) {
            return always || runs.stream().anyMatch(run -> !text.apply(run).isEmpty());
        }

        String cell(RunSummary run) {
            return Text.line(text.apply(run));
        }
    }
}
