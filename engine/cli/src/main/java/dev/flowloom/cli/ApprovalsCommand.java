package dev.flowloom.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.runtime.OpenApproval;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `approvals`: lists what people are asked.
@Command(
        name = "approvals",
        mixinStandardHelpOptions = true,
        description = "Lists the questions that runs wait for an answer to. \"approve\" and \"reject\" answer them.",
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom approvals", "  flowloom approve RUN --by Kim --comment \"Fine.\""})
final class ApprovalsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> HEADINGS = List.of("RUN", "NODE", "SINCE", "UNTIL", "WHO", "QUESTION");

    private final Console console;

    @Mixin
    private StoreOption store = new StoreOption();

    ApprovalsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var types = StepTypes.installed(); var engine = store.openExisting(types)) {
            var open = engine.approvals();
            if (open.isEmpty()) {
                console.err().printf("No run in the store %s waits for an approval.%n", store.location());
            } else {
                Columns.print(HEADINGS, open.stream().map(ApprovalsCommand::cells).toList(), console.out());
            }
            return ExitCode.COMPLETED;
        }
    }

    private static List<String> cells(OpenApproval open) {
        return List.of(open.run().value(), open.node().value(), time(open.since()),
                open.due() == null ? "" : time(open.due()), Text.line(open.who()), Text.line(open.question()));
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
