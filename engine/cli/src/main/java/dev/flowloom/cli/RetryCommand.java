package dev.flowloom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import dev.flowloom.json.JsonText;
import dev.flowloom.library.FolderLibrary;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `retry`: has a run that failed or was cancelled begin anew, with what stays valid of what it did.
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = "Has a run that failed or was cancelled begin anew, and stays until it has ended. What it had done, and "
                + "what was not undone, is not done again, where the flow says the same of it as before. Says first what is "
                + "kept and what is done again. Progress goes to standard error, the result as JSON to standard output.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the flow completed", "1:it failed again or was cancelled",
                "2:there is no such run, it can't be retried, or the definition is wrong; nothing was done",
                "3:something that it needs is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom retry RUN --dry-run                    only say what would be kept",
                "  flowloom retry RUN --definition mended.flow.json",
                "  flowloom retry RUN --redo fetchPrices --reason \"The prices were old.\""})
final class RetryCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangedRun changed = new ChangedRun("retried on the command line");

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who wants it, for the run's history. Without it, the name of the user who is logged in.")
    private String by = ChangedRun.BY;

    @Option(
            names = "--definition",
            paramLabel = "FILE",
            description = "A corrected definition of the flow, which the run keeps to from here on; without it, it keeps to "
                    + "the one that it has.")
    private @Nullable Path definition;

    @Option(
            names = "--redo",
            paramLabel = "NODE",
            description = "The id of a node that is to be done again whatever it gave; a container stands for all that it "
                    + "holds. May be given several times.")
    private List<String> redo = new ArrayList<>();

    @Option(names = "--dry-run", description = "Change nothing: only say what would be kept and what be done again.")
    private boolean dryRun;

    @Mixin
    private RunningOptions options = new RunningOptions();

    RetryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var id = changed.id();
        try (var types = StepTypes.installed(); var engine = options.openToTry(types, dryRun)) {
            // An engine asks nobody whether a flow has errors.
            engine.run(id);
            var flow = definition == null ? null : FlowFile.toRun(definition, types, console);
            var plan = RetryText.of(id, engine.planRetry(id, flow, library(), redo()),
                    (flow == null ? engine.flow(id) : flow).graph());
            plan.lines().forEach(console.err()::println);
            if (dryRun) {
                console.out().println(JsonText.pretty(plan.json()));
                return ExitCode.COMPLETED;
            }
            return retry(engine, id, flow);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongInput(String.valueOf(e.getMessage()), e);
        }
    }

    private int retry(Engine engine, RunId run, @Nullable Flow flow) {
        var attendance = options.attend(console, engine, spec);
        long before = attendance.before(run);
        if (!engine.retry(run, by, changed.reason(), flow, library(), redo())) {
            throw Over.overtaken(run);
        }
        var result = attendance.attend(run, before);
        console.out().println(JsonText.pretty(result.json()));
        return result.exitCode();
    }

    private FlowLibrary library() {
        return definition == null ? FlowLibrary.EMPTY : FolderLibrary.beside(definition);
    }

    private SortedSet<NodeId> redo() {
        var nodes = new TreeSet<NodeId>();
        for (var node : redo) {
            if (!NodeId.isValid(node)) {
                throw Failure.wrongInput(
                        "\"%s\" is no id of a node. Give the id that the definition has.".formatted(node),
                        null);
            }
            nodes.add(new NodeId(node));
        }
        return nodes;
    }
}
