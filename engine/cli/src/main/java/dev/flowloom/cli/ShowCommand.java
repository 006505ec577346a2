package dev.flowloom.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import dev.flowloom.journal.RunSummary;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `show`: the event log of a run.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows everything that has happened in a run: its event log.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is shown, however the run ended", "2:there is no such run", "3:Flowloom itself failed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom show RUN                               a line for each event",
                "  flowloom show RUN --json                        with all data, for programs"})
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run's id, as \"runs\" lists it.")
    private String run = "";

    @Option(names = "--json", description = "As JSON, with all data.")
    private boolean json;

    @Mixin
    private StoreOption store = new StoreOption();

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var types = StepTypes.installed(); var engine = store.openExisting(types)) {
            var id = RunIds.parse(run);
            if (json) {
                printJson(engine, id, console.out());
            } else {
                var text = new EventText(ZoneId.systemDefault());
                engine.history(id, part -> part.forEach(event -> console.out().println(text.line(event))));
            }
            return ExitCode.COMPLETED;
        }
    }

    /// As [JsonText#pretty] has one object with all events, which needn't be in memory.
    static void printJson(Engine engine, RunId run, PrintStream out) {
        var head = JsonText.pretty(json(engine.run(run)));
        out.print(head.substring(0, head.lastIndexOf("\n}")) + ",\n  \"events\": [");
        var separator = new AtomicReference<>("\n    ");
        engine.history(run, part -> part.forEach(
                event -> out
                        .print(separator.getAndSet(",\n    ") + JsonText.pretty(json(event)).replace("\n", "\n    "))));
        out.println("\n  ]\n}");
    }

    private static Json json(RunSummary run) {
        return Json.Obj.of("run", Json.of(run.run().value()))
                .with("flow", Json.of(run.flow()))
                .with("definition", Json.of(run.definition()))
                .with("status", Json.of(run.status().name().toLowerCase(Locale.ROOT)));
    }

    private static Json json(Recorded recorded) {
        return Json.Obj.of("sequence", Json.of(recorded.sequence()))
                .with("at", Json.of(recorded.at().toString()))
                .with("event", EventJson.json(recorded.event()));
    }
}
