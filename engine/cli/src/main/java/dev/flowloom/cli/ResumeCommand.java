package dev.flowloom.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.flowloom.journal.StoreException;
import dev.flowloom.json.JsonText;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `resume`: finishes what a process left that ended before its runs did.
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Goes on with runs that have not ended, as after a crash or Ctrl+C, and stays until they have. "
                + "Each is told when it ends, the last one as it goes. "
                + "Those that are paused stay so: see \"unpause\". "
                + "Each result is a line of JSON on standard output.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all completed, or there were none", "1:at least one failed or was cancelled",
                "2:there is no such run, or one is paused, and stays so",
                "3:something that one needs is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP,
                " :Where several hold, 3 is told rather than 1, and 1 rather than 2."},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom resume                                 all that have not ended",
                "  flowloom resume RUN                             one of them"})
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "The runs to go on with; without one, all.")
    private List<String> runs = List.of();

    @Mixin
    private RunningOptions options = new RunningOptions();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var types = StepTypes.installed(); var engine = options.openExisting(types)) {
            var chosen = runs.isEmpty() ? unfinished(engine) : runs.stream().map(RunIds::parse).toList();
            if (chosen.isEmpty()) {
                console.err().println("There is nothing to resume: there is no run in this store that has not ended.");
            }
            var attendance = options.attend(console, engine, spec);
            var paused = PausedRuns.of(engine);
            var standing = chosen.stream().filter(run -> isPaused(attendance, run, paused)).toList();
            var others = chosen.stream().filter(run -> !standing.contains(run)).toList();
            var before = others.stream().collect(Collectors.toMap(run -> run, attendance::before, (one, _) -> one));
            var going = others.stream().filter(run -> goesOn(engine, run)).toList();
            int worst = attendance.asTheyEnd(going)
                    .mapToInt(run -> attend(attendance, run, before.getOrDefault(run, 0L), going))
                    .reduce(standing.isEmpty() ? ExitCode.COMPLETED : ExitCode.INPUT_WRONG, ExitCode::worse);
            return going.size() + standing.size() < chosen.size() ? ExitCode.ENGINE_FAILED : worst;
        }
    }

    /// Those that no other run called: what these called goes on with them. Of what is damaged, that is told later.
    private static List<RunId> unfinished(Engine engine) {
        return engine.unfinished().stream().filter(run -> !isCalled(engine, run)).toList();
    }

    private static boolean isCalled(Engine engine, RunId run) {
        try {
            return engine.run(run).caller() != null;
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            return false;
        }
    }

    private void tellOfDamage(RunId run, StoreException e) {
        e.throwUnlessDamaged();
        console.err().printf("The run %s can't be gone on with. %s%n", run, e.message());
    }

    /// Goes on with a run. One that is damaged doesn't keep others from it, and is told of.
    private boolean goesOn(Engine engine, RunId run) {
        try {
            engine.resume(run);
            return true;
        } catch (StoreException e) {
            tellOfDamage(run, e);
            return false;
        }
    }

    /// Whether it is paused, and if so, says so. Where this process has the store alone, nobody else can unpause it.
    private boolean isPaused(Attendance attendance, RunId run, PausedRuns all) {
        var paused = attendance.paused(run, all);
        if (!paused.isEmpty()) {
            console.err().println(paused);
        }
        return !paused.isEmpty();
    }

    /// The run's exit code. A run that can't go on does not keep others from it.
    private int attend(Attendance attendance, RunId run, long before, List<RunId> going) {
        try {
            var result = attendance.toItsEnd(run, before);
            attendance.tellOfCaller(run, going);
            console.out().println(JsonText.compact(result.json()));
            return result.exitCode();
        } catch (Failure e) {
            console.err().println(e.message());
            return e.exitCode();
        } catch (StoreException e) {
            tellOfDamage(run, e);
            return ExitCode.ENGINE_FAILED;
        }
    }
}
