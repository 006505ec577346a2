package dev.flowloom.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command that holds all others, and what they share.
@Command(
        name = "flowloom",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Draws, checks and runs workflows. Without a command, or with a file alone, it opens the workbench.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done; a flow that was run has completed", "1:the flow failed or was cancelled",
                "2:the definition, its input or the command line is wrong",
                "3:Flowloom itself could not do it: its store, its engine, its build",
                ExitCode.LEFT_IN_HELP},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom                                open the workbench",
                "  flowloom flows/order-processing.flow.json",
                "  flowloom run flows/order-processing.flow.json --input flows/inputs/order.json",
                "  flowloom validate flows/*.flow.json", "  flowloom help run"})
final class FlowloomCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Say more when something goes wrong: the place in the program.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }
}
