package dev.flowloom.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What a journal in a file promises besides.
abstract class FileJournalContract extends LastingJournalContract {
    @TempDir
    Path folder;

    private final Durability durability;

    FileJournalContract(Durability durability) {
        this.durability = durability;
    }

    @Override
    Journal open() {
        return Stores.open(location(), durability, new TestCodec());
    }

    StoreLocation.OnDisk location() {
        return new StoreLocation.OnDisk(folder.resolve("a folder/store"));
    }

    @Test
    void givesRoomBackWhenItCloses() throws Exception {
        for (int i = 0; i < 300; i++) {
            journal.append(Samples.start("run" + i)).join();
        }
        long before = journal.size();
        journal.close();

        assertThat(Files.size(location().database())).isLessThan(before);
    }

    @Test
    void givesTheRoomOfWhatWasPrunedBackWhenItCloses() throws Exception {
        for (int i = 0; i < 150; i++) {
            var run = "run" + i;
            var _ = journal.append(Samples.start(run));
            var _ = journal.append(Samples.large(run, 3, 200_000));
            journal.append(Samples.end(run, 5)).join();
        }
        long before = journal.size();
        for (var found : journal.prunable(new Retention(null, 0), Samples.AT.plus(Duration.ofDays(1)), 0, 150)) {
            journal.prune(found).join();
        }
        // Their rows go later.
        for (int i = 0; i < 3_000 && ((DatabaseJournal) journal).count("batch") > 0; i++) {
            Thread.sleep(10);
        }
        journal.close();

        assertThat(Files.size(location().database())).isLessThan(before / 4);
    }

    @Test
    void leavesNoOtherFilesBehind() throws Exception {
        journal.append(Samples.start("a")).join();
        journal.close();

        try (var files = Files.list(folder.resolve("a folder"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("store.mv.db", "store.acknowledged");
        }
    }
}
