package dev.flowloom.journal;

import java.nio.file.Files;
import java.nio.file.Path;

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
    void leavesNoOtherFilesBehind() throws Exception {
        journal.append(Samples.start("a")).join();
        journal.close();

        try (var files = Files.list(folder.resolve("a folder"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("store.mv.db", "store.acknowledged");
        }
    }
}
