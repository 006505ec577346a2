package dev.flowloom.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.flowloom.json.DefinitionHash;
import dev.flowloom.json.JsonText;
import dev.flowloom.library.FolderLibrary;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.Started;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `run`: runs a flow to its end.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a flow to its end. Progress goes to standard error, the result as JSON to standard output.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the flow completed", "1:it failed or was cancelled",
                "2:its definition or its input is wrong; nothing was run",
                "3:something that it needs is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom run flows/order-processing.flow.json --input flows/inputs/order.json",
                "  echo '{\"id\": 7}' | flowloom run my.flow.json --input - | jq .output",
                "  flowloom run my.flow.json --key 2026-01-01   at most once under this key",
                "  flowloom run my.flow.json --store ./mine     keep the run in ./mine"})
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The flow's definition.")
    private Path file = Path.of("");

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "JSON that the run is given; - is standard input. Without it, the run is given {}.")
    private @Nullable String input;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Started again under the same key, the flow is not run again: what came of it is told again.")
    private @Nullable String key;

    @Mixin
    private RunningOptions options = new RunningOptions();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (key != null && key.isBlank()) {
            throw Failure.wrongInput(
                    "The --key is empty, as from a variable of the shell that isn't set: whatever was started "
                            + "so would count as one run. Give what tells this run from others, or leave --key out.",
                    null);
        }
        try (var types = StepTypes.installed()) {
            var flow = FlowFile.toRun(file, types, console);
            var data = new InputFile(input).read(flow, console.in());
            try (var engine = options.openForNewRun(types)) {
                var started = start(engine, flow, data);
                var attendance = options.attend(console, engine, spec);
                long before = started.alreadyThere() ? resumed(attendance, engine, started.run()) : 0;
                var result = attendance.attend(started.run(), before);
                console.out().println(JsonText.pretty(result.json()));
                return result.exitCode();
            }
        }
    }

    /// Goes on with a run that is there already. Up to which of its events nothing is new.
    private static long resumed(Attendance attendance, Engine engine, RunId run) {
        long before = attendance.before(run);
        engine.resume(run);
        return before;
    }

    /// What the earlier start under the key had other than this one, as a sentence with a space before it.
    private static String difference(Engine engine, RunId run, Flow flow, Json data) {
        // What it keeps to by now: it may have been retried on a mended definition.
        boolean isOtherFlow = !engine.run(run).definition().equals(DefinitionHash.of(flow));
        boolean isOtherInput = !engine.started(run).input().equals(data);
        if (!isOtherFlow && !isOtherInput) {
            return "";
        }
        return " Beware: %s then. For another run give another --key.".formatted(isOtherFlow && isOtherInput
                ? "the flow and the input were others"
                : isOtherFlow ? "the flow was another" : "the input was another");
    }

    private Started start(Engine engine, Flow flow, Json data) {
        try {
            var started = engine.start(flow, FolderLibrary.beside(file), data, key);
            if (started.alreadyThere()) {
                console.err().println("It was started before under this key, and is not run again."
                        + difference(engine, started.run(), flow, data));
            }
            return started;
        } catch (IllegalArgumentException e) {
            throw Failure.wrongInput(String.valueOf(e.getMessage()), e);
        }
    }
}
