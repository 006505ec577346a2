package dev.flowloom.cli;

import java.util.concurrent.Callable;

import dev.flowloom.doctor.RetentionText;
import dev.flowloom.journal.Retention;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `retention`: how long runs are kept.
@Command(
        name = "retention",
        mixinStandardHelpOptions = true,
        description = "Says how long a store keeps runs that are over, or how long it does. It is kept in the store: whatever goes on "
                + "with runs there removes now and then what is not to be kept, and \"prune\" does at once. Without options it is only shown; of two that are said, one can be changed alone.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is set or shown", "2:there is no such store, or the options contradict each other",
                "3:Flowloom itself failed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom retention                              how it is",
                "  flowloom retention --longest P90D --most 10000  90 days, and at most 10,000",
                "  flowloom retention --all                        for ever, as at the beginning"})
final class RetentionCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private KeptRuns kept = new KeptRuns();

    @Option(names = "--all", description = "All runs are kept for ever.")
    private boolean all;

    @Mixin
    private StoreOption store = new StoreOption();

    RetentionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (all && kept.isGiven()) {
            throw Failure.wrongInput("Give either --all or what is kept.", null);
        }
        boolean isSaid = all || kept.isGiven();
        if (isSaid) {
            store.requireThere();
        }
        kept.retention(Retention.EVERYTHING);
        try (var types = StepTypes.installed();
                var engine = isSaid ? store.openExisting(types) : store.look(types)) {
            if (isSaid) {
                engine.upkeep()
                        .keep(all ? Retention.EVERYTHING : kept.retention(engine.upkeep().retention()));
            }
            var retention = engine.upkeep().retention();
            console.out().println(RetentionText.of(retention));
            if (retention.keepsNothing()) {
                console.err()
                        .println("So each run is removed soon after its end, and what happened in it is gone with it.");
            }
            return ExitCode.COMPLETED;
        }
    }
}
