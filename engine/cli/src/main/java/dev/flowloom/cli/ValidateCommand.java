package dev.flowloom.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `validate`: says everything that is wrong with definitions.
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with flows, each problem with its place and how to mend it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no flow has an error; there may be warnings", "2:at least one has"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom validate flows/order-processing.flow.json", "  flowloom validate flows/*.flow.json"})
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A flow's definition.")
    private List<Path> files = List.of();

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var types = StepTypes.installed()) {
            long wrong = files.stream().filter(file -> hasErrors(file, types)).count();
            console.err().printf("%s, %s.%n", count(files.size(), "flow"),
                    wrong == 0 ? "none with errors" : wrong + " with errors");
            return wrong == 0 ? ExitCode.COMPLETED : ExitCode.INPUT_WRONG;
        }
    }

    private boolean hasErrors(Path file, StepTypes types) {
        var flow = FlowFile.read(file, types);
        if (!flow.problems().isEmpty()) {
            console.out().println(Console.lines(file.toString(), flow.problems()));
        }
        return flow.hasErrors();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
