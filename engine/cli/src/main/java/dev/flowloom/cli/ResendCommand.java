package dev.flowloom.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.library.FolderLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.DeadLetters;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `resend`: does again what failed for good, mended or as it was.
@Command(
        name = "resend",
        mixinStandardHelpOptions = true,
        description = "Sends dead letters again, which are items that a loop went on without: each loop does them, and nothing "
                + "else, in a run of its own, which sees what the other items saw. Stays until that is over. An item that "
                + "fails again is a dead letter again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they were done", "1:a run of them failed, or some became dead letters again",
                "2:one of them isn't there or isn't open, or --item is wrong",
                "3:something that they need is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom resend 12", "  flowloom resend 12 13 14 --reason \"The bank is up again.\"",
                "  flowloom dead-letters 12 > item.json      and when it is mended:",
                "  flowloom resend 12 --item @item.json",
                "  flowloom resend 12 13 --definition mended.flow.json  where it was wrong"})
final class ResendCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NUMBER", arity = "1..*", description = "Their numbers, as \"dead-letters\" lists them.")
    private List<Long> numbers = List.of();

    @Option(
            names = "--item",
            paramLabel = "JSON",
            description = "What takes the place of the one item: JSON, @FILE for a file with JSON, or @- for standard input.")
    private @Nullable String item;

    @Option(
            names = "--definition",
            paramLabel = "FILE",
            description = "A corrected definition of the flow, where that is what they failed by; without it they are done by the "
                    + "one that they failed in.")
    private @Nullable Path definition;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for the history (default: ${DEFAULT-VALUE}).")
    private String reason = "sent again on the command line";

    @Mixin
    private RunningOptions options = new RunningOptions();

    ResendCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var mended = mended();
        try (var types = StepTypes.installed(); var engine = options.openExisting(types)) {
            var runs = resend(engine, types, mended);
            int exitCode = ExitCode.COMPLETED;
            for (var run : runs) {
                var result = options.attend(console, engine, spec).attend(run);
                console.out().println(JsonText.pretty(result.json()));
                boolean failedAgain = !engine.deadLetters().of(run, false, 1).isEmpty();
                exitCode = Math.max(exitCode, failedAgain ? ExitCode.FLOW_FAILED : result.exitCode());
            }
            return exitCode;
        } catch (DeadLetters.NotOpenException e) {
            throw Failure.wrongInput(e.getMessage() + " \"dead-letters --all\" lists them.", e);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongInput(String.valueOf(e.getMessage()), e);
        }
    }

    private List<RunId> resend(Engine engine, StepTypes types, SortedMap<Long, Json> mended) {
        return definition == null
                ? engine.deadLetters().resend(numbers, mended, ChangedRun.BY, reason)
                : engine.deadLetters().resend(numbers, mended, FlowFile.toRun(definition, types, console),
                        FolderLibrary.beside(definition), ChangedRun.BY, reason);
    }

    private SortedMap<Long, Json> mended() {
        if (item != null && numbers.size() > 1) {
            throw Failure.wrongInput("--item takes the place of one item. Send the %d dead letters one by one."
                    .formatted(numbers.size()), null);
        }
        var mended = new TreeMap<Long, Json>();
        if (item != null) {
            mended.put(numbers.getFirst(), mended(item));
        }
        return mended;
    }

    private Json mended(String text) {
        try {
            return text.startsWith("@")
                    ? JsonText.parse(InputFile.bytes(text.substring(1), console.in(), "--item @FILE"))
                    : JsonText.parse(text);
        } catch (MalformedJson e) {
            throw Failure.wrongInput(Console.lines("--item", List.of(e.problem())), e);
        }
    }
}
