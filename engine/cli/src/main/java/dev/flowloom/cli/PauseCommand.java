package dev.flowloom.cli;

import java.util.concurrent.Callable;

import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `pause`: has a run stand that no program goes on with, until it is unpaused or cancelled.
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Pauses a run that has not ended, as after a crash or Ctrl+C: neither \"resume\" nor the workbench goes "
                + "on with it before it is unpaused. A run that another program goes on with is paused there: by Pause in the "
                + "workbench; in PostgreSQL that program is asked to.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the run is paused", "2:there is no such run, or it is over already",
                "3:Flowloom itself failed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom pause RUN", "  flowloom pause RUN --reason \"The bank is closed.\""})
final class PauseCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangedRun changed = new ChangedRun("on the command line");

    @Mixin
    private RunningOptions options = new RunningOptions();

    PauseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var id = changed.id();
        try (var types = StepTypes.installed(); var engine = options.openExisting(types)) {
            var already = engine.run(id).isPaused();
            if (!engine.pause(id, ChangedRun.BY, changed.reason())) {
                throw Over.failure(engine, id);
            }
            console.err().printf("The run %s is paused%s. To go on with it: %s %s%n", id, already ? " already" : "",
                    options.repeated(spec, "unpause"), id);
            return ExitCode.COMPLETED;
        }
    }
}
