package dev.flowloom.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.StoreException;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.NoSuchRunException;
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
    private static final List<String> HEADINGS = List.of("RUN", "NODE", "SINCE", "UNTIL", "WHO", "QUESTION");

    private final Console console;
    private final Instant now = Instant.now();

    @Mixin
    private StoreOption store = new StoreOption();

    ApprovalsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var types = StepTypes.installed(); var engine = store.look(types)) {
            var open = open(engine);
            if (open.isEmpty()) {
                console.err().printf("No run in the store %s waits for an approval.%n", store.location());
            } else {
                Columns.print(HEADINGS, open.stream().map(asked -> cells(asked, QuestionName.of(asked, open))).toList(),
                        console.out());
                tellOfOverdue(open);
            }
            return ExitCode.COMPLETED;
        }
    }

    private List<OpenApproval> open(Engine engine) {
        var open = new ArrayList<OpenApproval>();
        for (var run : engine.unfinished()) {
            try {
                open.addAll(engine.approvals(run));
            } catch (NoSuchRunException _) {
                // It was removed just now.
            } catch (StoreException e) {
                e.throwUnlessDamaged();
                console.err().println(e.message());
            }
        }
        return open;
    }

    private void tellOfOverdue(List<OpenApproval> open) {
        if (open.stream().anyMatch(asked -> asked.isOverdue(now))) {
            console.err()
                    .println("Where the deadline has passed, no answer is taken any more: the run goes on when it is "
                            + "resumed, by \"resume\".");
        }
    }

    private String until(OpenApproval open) {
        var due = open.due();
        return due == null ? "" : Timestamps.of(due) + (open.isOverdue(now) ? " (passed)" : "");
    }

    private List<String> cells(OpenApproval open, String name) {
        return List.of(open.run().value(), name, Timestamps.of(open.since()), until(open), Text.line(open.who()),
                Text.line(open.question()));
    }
}
