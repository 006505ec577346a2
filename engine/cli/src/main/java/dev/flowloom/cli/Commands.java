package dev.flowloom.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.StoreException;
import dev.flowloom.runtime.NoSuchRunException;
import dev.flowloom.runtime.RunElsewhereException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Puts the commands together, and decides what their user is told when one can't do its work.
final class Commands {
    private final Console console;
    private final FlowloomCommand root = new FlowloomCommand();
    private final CommandLine line;

    Commands(Console console, String program) {
        this.console = console;
        line = new CommandLine(root);
        line.addSubcommand(new RunCommand(console))
                .addSubcommand(new ValidateCommand(console))
                .addSubcommand(new RunsCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new ResumeCommand(console))
                .addSubcommand(new CancelCommand(console))
                .addSubcommand(new RetryCommand(console))
                .addSubcommand(new JumpCommand(console))
                .addSubcommand(new PauseCommand(console))
                .addSubcommand(new UnpauseCommand(console))
                .addSubcommand(new RepairCommand(console))
                .addSubcommand(new SendCommand(console))
                .addSubcommand(new MessagesCommand(console))
                .addSubcommand(new DeadLettersCommand(console))
                .addSubcommand(new ResendCommand(console))
                .addSubcommand(new ApprovalsCommand(console))
                .addSubcommand(new AnswerCommand.Approve(console))
                .addSubcommand(new AnswerCommand.Reject(console))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(new BackupCommand(console))
                .addSubcommand(new RestoreCommand(console))
                .addSubcommand(new RetentionCommand(console))
                .addSubcommand(new PruneCommand(console))
                .addSubcommand(new CommandLine.HelpCommand())
                .setCommandName(program)
                .setUsageHelpWidth(Math.clamp(console.columns(), 80, 120))
                .setUsageHelpAutoWidth(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.color() ? Ansi.AUTO : Ansi.OFF))
                .registerConverter(long.class, WholeNumber::ofLong)
                .registerConverter(Long.class, WholeNumber::ofLong)
                .registerConverter(int.class, WholeNumber::ofInt)
                .registerConverter(Integer.class, WholeNumber::ofInt)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A key or a path may begin with @.
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler((exception, _, _) -> failed(exception));
    }

    /// Does what the arguments ask for.
    ///
    /// @return the [ExitCode]
    int execute(String... arguments) {
        return line.execute(arguments);
    }

    private int misused(ParameterException exception, String[] arguments) {
        console.err().println(exception.getMessage());
        var command = exception.getCommandLine();
        if (!UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
            console.err().printf("How to use it: %s --help%n", command.getCommandSpec().qualifiedName());
        }
        return ExitCode.INPUT_WRONG;
    }

    private int failed(Exception exception) {
        if (root.verbose()) {
            exception.printStackTrace(console.err());
        }
        return switch (exception) {
            case Failure failure -> say(failure.message(), failure.exitCode());
            case StoreException store -> say(store.message(),
                    store.kind() == StoreException.Kind.BAD_LOCATION ? ExitCode.INPUT_WRONG : ExitCode.ENGINE_FAILED);
            case NoSuchRunException missing ->
                say(missing.getMessage() + " \"runs\" lists those that are there.", ExitCode.INPUT_WRONG);
            case RunElsewhereException elsewhere -> say(elsewhere.sentence().english(), ExitCode.ENGINE_FAILED);
            default -> say("Flowloom has failed, and by a fault of its own: %s%nWith --verbose it shows where; please "
                    .formatted(exception) + "report that.", ExitCode.ENGINE_FAILED);
        };
    }

    private int say(String message, int exitCode) {
        if (!message.isEmpty()) {
            // Names of files, and what is in them, may be anything.
            message.lines().map(Text::line).forEach(console.err()::println);
        }
        return exitCode;
    }
}
