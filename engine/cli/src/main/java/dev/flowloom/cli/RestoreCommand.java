package dev.flowloom.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `restore`: makes a store of a backup.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Makes a store of a backup, as it was when that was made. What happened since is not in it: what runs did "
                + "since may be done a second time when they are gone on with. A store that is there is left alone. For one run "
                + "that is damaged see \"repair\".",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the store is there", "2:there is no such file, or its store can't be of that kind",
                "3:it is no whole backup, there is a store already, or Flowloom itself failed; nothing was changed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom restore flowloom-2026-11-28.zip --store ./restored"})
final class RestoreCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "What \"backup\" wrote.")
    private Path file = Path.of("");

    @Mixin
    private StoreOption store = new StoreOption();

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var location = store.location();
        if (location instanceof StoreLocation.InMemory) {
            throw Failure.wrongInput("A store in memory is gone at once. Give a path with --store.", null);
        }
        var backup = Stores.restore(file, location);
        console.err().printf("%s is the store of %s: %,d runs, %,d rows.%n", location, Timestamps.of(backup.made()),
                backup.runs(),
                backup.rows());
        return ExitCode.COMPLETED;
    }
}
