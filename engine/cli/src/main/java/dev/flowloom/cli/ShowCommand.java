package dev.flowloom.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
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
        exitCodeList = {"0:it is shown, however the run ended", "2:there is no such run",
                "3:some of it is damaged: what is intact is shown; or Flowloom itself failed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom show RUN                               a line for each event",
                "  flowloom show RUN --json                        with all data, for programs",
                "  flowloom show RUN --definition                  the flow as the run has it"})
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run's id, as \"runs\" lists it.")
    private String run = "";

    @Option(
            names = "--json",
            description = "As JSON, with all data, and the definitions that the run kept to.")
    private boolean json;

    @Option(
            names = "--definition",
            description = "Instead of what happened, the definition of the flow that the run keeps to, as a file has it.")
    private boolean definition;

    @Mixin
    private StoreOption store = new StoreOption();

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var types = StepTypes.installed(); var engine = store.look(types)) {
            var id = RunIds.parse(run);
            if (definition) {
                console.out().print(DefinitionWriter.text(new Diagram(engine.flow(id), Layout.EMPTY)));
                return ExitCode.COMPLETED;
            }
            return json ? printJson(engine, id) : printLines(engine, id);
        }
    }

    private int printLines(Engine engine, RunId id) {
        var text = new EventText(ZoneId.systemDefault());
        var damage = IntactPart.read(engine, id, recorded -> console.out().println(text.line(recorded)));
        var owner = engine.owners().get(id);
        if (owner != null) {
            console.err().printf("It is gone on with by another process: %s.%n", Text.line(owner));
        }
        if (damage == null) {
            return ExitCode.COMPLETED;
        }
        console.err().println("That is what is intact of it. " + damage.message());
        return ExitCode.ENGINE_FAILED;
    }

    private int printJson(Engine engine, RunId id) {
        var out = console.out();
        var events = new EventsJson(out);
        events.begin(json(engine.run(id)));
        var damage = IntactPart.read(engine, id, events::add);
        events.end(engine, damage == null ? "" : damage.what());
        if (damage == null) {
            return ExitCode.COMPLETED;
        }
        console.err().println(damage.message());
        return ExitCode.ENGINE_FAILED;
    }

    /// All of a run that is not damaged.
    static void printJson(Engine engine, RunId run, PrintStream out) {
        var events = new EventsJson(out);
        events.begin(json(engine.run(run)));
        engine.history(run, part -> part.forEach(events::add));
        events.end(engine, "");
    }

    private static Json.Obj json(RunSummary run) {
        return Json.Obj.of("run", Json.of(run.run().value()))
                .with("flow", Json.of(run.flow()))
                .with("definition", Json.of(run.definition()))
                .with("status", Json.of(run.status().name().toLowerCase(Locale.ROOT)));
    }
}
