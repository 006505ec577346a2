package dev.flowloom.cli;

import java.util.concurrent.Callable;

import dev.flowloom.json.JsonText;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `unpause`: has a paused run go on.
@Command(
        name = "unpause",
        mixinStandardHelpOptions = true,
        description = "Goes on with a run that was paused, and stays until it has ended. What became due meanwhile is done at "
                + "once. Progress goes to standard error, the result as JSON to standard output.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the run completed", "1:it failed or was cancelled",
                "2:there is no such run, it isn't paused, or it is over already",
                "3:something that it needs is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom unpause RUN", "  flowloom unpause RUN --reason \"The bank is open.\""})
final class UnpauseCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangedRun changed = new ChangedRun("on the command line");

    @Mixin
    private RunningOptions options = new RunningOptions();

    UnpauseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var id = changed.id();
        try (var types = StepTypes.installed(); var engine = options.openExisting(types)) {
            requirePaused(engine, id);
            var attendance = options.attend(console, engine, spec);
            long before = attendance.before(id);
            if (!engine.unpause(id, ChangedRun.BY, changed.reason())) {
                throw Over.failure(engine, id);
            }
            var result = attendance.attend(id, before);
            attendance.tellOfCaller(id);
            console.out().println(JsonText.pretty(result.json()));
            return result.exitCode();
        }
    }

    private void requirePaused(Engine engine, RunId id) {
        var summary = engine.run(id);
        if (!summary.isOver() && !summary.isPaused()) {
            throw Failure.wrongInput("The run %s is not paused. To go on with it: %s %s".formatted(id,
                    options.repeated(spec, "resume"), id), null);
        }
    }
}
