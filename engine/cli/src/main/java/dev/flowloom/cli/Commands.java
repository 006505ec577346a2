package dev.flowloom.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

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
        line.setCommandName(program)
                .setUsageHelpWidth(Math.clamp(console.columns(), 80, 120))
                .setUsageHelpAutoWidth(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.color() ? Ansi.AUTO : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
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
        if (exception instanceof Failure failure) {
            console.err().println(failure.getMessage());
            return failure.exitCode();
        }
        console.err().printf("Flowloom has failed, and by a fault of its own: %s%n", exception);
        if (!root.verbose()) {
            console.err().println("The same command with --verbose shows where; please report that.");
        }
        return ExitCode.ENGINE_FAILED;
    }
}
