package dev.flowloom.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.flowloom.json.JsonText;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.OpenApproval;
import dev.flowloom.runtime.ThisUser;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Answers what a run asked, and goes on with it.
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the run completed", "1:the run failed or was cancelled",
                "2:there is no such run or question",
                "3:something that the run needs is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP})
abstract sealed class AnswerCommand implements Callable<Integer> {
    private final Console console;
    private final boolean approved;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, as \"approvals\" lists it.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NODE",
            description = "Which question, where the run asks several, as \"approvals\" lists it.")
    private @Nullable String node;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who answers, for the run's history. Without it, the name of the user who is logged in.")
    private String by = ThisUser.name();

    @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "What else there is to say.")
    private String comment = "";

    @Mixin
    private RunningOptions options = new RunningOptions();

    private AnswerCommand(Console console, boolean approved) {
        this.console = console;
        this.approved = approved;
    }

    /// `approve`
    @Command(
            name = "approve",
            description = "Says yes to what a run asks, goes on with it, and stays until it has ended. Ctrl+C leaves it, to be "
                    + "resumed. A run that the workbench goes on with is answered there; in PostgreSQL that program is told.",
            footerHeading = "%nExamples:%n",
            footer = {"  flowloom approve RUN", "  flowloom approve RUN NODE --by Kim --comment \"Fine.\""})
    static final class Approve extends AnswerCommand {
        Approve(Console console) {
            super(console, true);
        }
    }

    /// `reject`
    @Command(
            name = "reject",
            description = "Says no to what a run asks, goes on with it, and stays until it has ended. Ctrl+C leaves it, to be "
                    + "resumed. A run that the workbench goes on with is answered there; in PostgreSQL that program is told.",
            footerHeading = "%nExamples:%n",
            footer = {"  flowloom reject RUN --comment \"Too much.\""})
    static final class Reject extends AnswerCommand {
        Reject(Console console) {
            super(console, false);
        }
    }

    @Override
    public Integer call() {
        var id = RunIds.parse(run);
        try (var types = StepTypes.installed(); var engine = options.openExisting(types)) {
            var asked = chosen(engine, id);
            var whole = outermost(engine, id);
            var attendance = options.attend(console, engine, spec);
            long before = attendance.before(whole);
            if (!engine.answer(id, asked.visit(), by, approved, comment)) {
                throw refused(whole, asked, options.repeated(spec, "resume"));
            }
            engine.resume(whole);
            var paused = attendance.paused(whole, PausedRuns.of(engine));
            if (!paused.isEmpty()) {
                console.err().println("The answer is kept. " + paused);
                return ExitCode.COMPLETED;
            }
            var result = attendance.attend(whole, before);
            console.out().println(JsonText.pretty(result.json()));
            return result.exitCode();
        }
    }

    private static Failure refused(RunId whole, OpenApproval asked, String resume) {
        var due = asked.due();
        return Failure.wrongInput(due != null && asked.isOverdue(Instant.now())
                ? "The deadline for the answer passed at %s, so that it was not taken. The run goes on without one when it is resumed: %s %s"
                        .formatted(Timestamps.of(due), resume, whole)
                : "The question was given up or answered just now. Nothing was changed.", null);
    }

    /// The run that called it, or that called what called it.
    private static RunId outermost(Engine engine, RunId run) {
        var caller = engine.run(run).caller();
        return caller == null ? run : outermost(engine, caller);
    }

    private OpenApproval chosen(Engine engine, RunId id) {
        var open = engine.approvals(id);
        var meant = node == null
                ? open
                : open.stream().filter(asked -> QuestionName.isOf(asked, node)).toList();
        if (meant.isEmpty()) {
            throw Failure.wrongInput("The run %s asks nothing%s. \"approvals\" lists what runs ask.".formatted(id,
                    node == null ? "" : " at " + node), null);
        }
        if (meant.size() > 1) {
            throw Failure.wrongInput("The run %s asks more than one thing%s. Say which: %s.".formatted(id,
                    node == null ? "" : " at " + node, names(meant)), null);
        }
        return meant.getFirst();
    }

    private static String names(List<OpenApproval> open) {
        return open.stream().map(asked -> QuestionName.of(asked, open)).collect(Collectors.joining(", "));
    }
}
