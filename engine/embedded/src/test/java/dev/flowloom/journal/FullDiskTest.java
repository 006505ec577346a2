package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

import dev.flowloom.journal.StoreException.Kind;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A disk that runs full under a store. All tests on [TestDisk] run one after the other, as there is one for all.
final class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void failsEveryAppendOfTheGroupAndAllThatFollow() {
        var location = new StoreLocation.OnDisk(folder.resolve("store"));
        var batches = new ArrayList<Batch>();
        var appends = new ArrayList<CompletableFuture<Appended>>();
        try (var journal = H2Store.open(TestDisk.reset(), location, Durability.POWER_SAFE, new TestCodec())) {
            for (int i = 0; i < 20; i++) {
                journal.append(Samples.start("run" + i)).join();
            }
            TestDisk.leaveRoom(100_000);
            for (int i = 0; i < 100; i++) {
                batches.add(Samples.start("more" + i));
                batches.add(Samples.large("more" + i, 3, 5_000));
            }
            batches.forEach(batch -> appends.add(journal.append(batch)));
            assertThat(appends.getLast()).failsWithin(Duration.ofSeconds(30)).withThrowableThat()
                    .havingCause().isInstanceOfSatisfying(StoreException.class, FullDiskTest::assertSaysWhatToDo);
            assertThatThrownBy(() -> journal.append(Samples.start("later")).join())
                    .hasCauseInstanceOf(StoreException.class);
            assertThatThrownBy(() -> journal.runs(1)).isInstanceOf(StoreException.class);
        }
        TestDisk.reset();
        try (var journal = H2Store.open(location, Durability.POWER_SAFE, new TestCodec())) {
            for (int i = 0; i < 20; i++) {
                assertThat(journal.read(new RunId("run" + i), 1)).hasSize(2);
            }
            for (int i = 0; i < batches.size(); i++) {
                if (!appends.get(i).isCompletedExceptionally()) {
                    var batch = batches.get(i);
                    assertThat(journal.read(batch.run(), batch.first()).stream().map(Recorded::event))
                            .as("batch %d", i).startsWith(batch.events().toArray(Event[]::new));
                }
            }
            assertThat(journal.append(Samples.more("run19", 3)).join()).isInstanceOf(Appended.Durable.class);
        }
    }

    @Test
    void isToldWhereAStoreIsToBeMadeOfABackupAndNothingIsLeft() throws IOException {
        var backup = folder.resolve("backup.zip");
        try (var journal = H2Store.inMemory(new TestCodec())) {
            for (int i = 0; i < 20; i++) {
                journal.append(Samples.start("run" + i)).join();
            }
            journal.backup(backup, Samples.AT);
        }
        var location = new StoreLocation.OnDisk(folder.resolve("made/store"));
        var disk = TestDisk.reset();
        TestDisk.leaveRoom(20_000);
        var refusal = catchThrowableOfType(StoreException.class, () -> H2Store.restore(disk, backup, location));
        TestDisk.reset();

        assertThat(refusal.kind()).isEqualTo(Kind.DISK_FULL);
        assertThat(refusal.message()).contains("There is no room", "nothing was made").doesNotContain("uns stopped",
                "resume");
        assertThat(folder.resolve("made")).isEmptyDirectory();
    }

    private static void assertSaysWhatToDo(StoreException failure) {
        assertThat(failure.kind()).isEqualTo(Kind.DISK_FULL);
        assertThat(failure.message()).contains("no room left on the disk").contains("Make room");
    }
}
