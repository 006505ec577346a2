package dev.flowloom.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.flowloom.doctor.DamagedRuns;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `backup`: writes all of a store into a file.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes all that a store has, as it is at one moment, into a new file, from which \"restore\" makes a store "
                + "again. While another program has the store open, it makes the backup: the workbench by File > Back up the "
                + "store.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the backup is whole, and durable",
                "1:the backup is whole, but runs of the store, and so of the backup, are damaged",
                "2:there is no such store",
                "3:it could not be written, and nothing of it is left"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom backup flowloom-2026-11-28.zip", "  flowloom backup /backups/mine.zip --store ./mine"})
final class BackupCommand implements Callable<Integer> {
    private static final int DAMAGED = 1;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The file; there must be none of that name.")
    private Path file = Path.of("");

    @Mixin
    private StoreOption store = new StoreOption();

    BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        store.requireThere();
        try (var types = StepTypes.installed(); var engine = store.look(types)) {
            var backup = engine.upkeep().backup(file);
            console.err().printf("%s is a backup of the store %s: %,d runs, %,d rows.%n", file, store.location(),
                    backup.runs(), backup.rows());
            return damage(DamagedRuns.in(engine));
        }
    }

    /// It is in the backup as well, which may be to take the place of one in which it isn't.
    private int damage(DamagedRuns damaged) {
        if (damaged.isEmpty()) {
            return ExitCode.COMPLETED;
        }
        console.err().printf(
                "%s damaged, and in the backup as damaged as in the store. Keep the backups from before; \"doctor\" says more.%n",
                damaged.size() == 1 ? "1 run is" : "%,d runs are".formatted(damaged.size()));
        return DAMAGED;
    }
}
