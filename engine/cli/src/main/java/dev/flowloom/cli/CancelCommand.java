package dev.flowloom.cli;

import java.util.Objects;
import java.util.concurrent.Callable;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Node;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cancel`: has a run stop that no program goes on with.
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Cancels a run that has not ended, as after a crash or Ctrl+C: undoes what it had done, and stays until "
                + "that is over. Progress goes to standard error, the result as JSON to standard output. A run that another "
                + "program goes on with is stopped there: by Stop in the workbench, or after Ctrl+C here; in PostgreSQL that "
                + "program is asked to. With --no-undo what it had done is left as it is.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the run ended cancelled", "1:it had failed, and ended so when all was undone",
                "2:there is no such run, or it is over already",
                "3:something that undoing it needs is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom cancel RUN",
                "  flowloom cancel RUN --reason \"The order was withdrawn.\"",
                "  flowloom cancel RUN --no-undo                   leave what it had done"})
final class CancelCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangedRun changed = new ChangedRun("cancelled on the command line");

    @Option(
            names = "--no-undo",
            description = "Undo nothing, nor go on undoing: end the run at once, and say what remains done.")
    private boolean terminate;

    @Mixin
    private RunningOptions options = new RunningOptions();

    CancelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var id = changed.id();
        try (var types = StepTypes.installed(); var engine = options.openExisting(types)) {
            var attendance = options.attend(console, engine, spec);
            long before = attendance.before(id);
            var stops = terminate
                    ? engine.terminate(id, ChangedRun.BY, changed.reason())
                    : engine.cancel(id, ChangedRun.BY, changed.reason());
            if (!stops) {
                throw Over.failure(engine, id);
            }
            var result = attendance.toItsEnd(id, before);
            tellWhatRemains(engine, id);
            attendance.tellOfCaller(id);
            console.out().println(JsonText.pretty(result.json()));
            return result.isCancelled() ? ExitCode.COMPLETED : ExitCode.FLOW_FAILED;
        }
    }

    private void tellWhatRemains(Engine engine, RunId run) {
        var graph = engine.flow(run).graph();
        var remains = engine.remains(run).stream().map(graph::node).filter(Objects::nonNull).map(Node::title).toList();
        if (!remains.isEmpty()) {
            console.err().println("Not undone, in the order in which it was done: " + String.join(", ", remains) + ".");
        }
    }
}
