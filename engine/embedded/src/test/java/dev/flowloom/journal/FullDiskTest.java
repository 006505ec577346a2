package dev.flowloom.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

import dev.flowloom.journal.StoreException.Kind;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A disk that runs full under a store.
final class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void failsEveryAppendOfTheGroupAndAllThatFollow() {
        var location = new StoreLocation.OnDisk(folder.resolve("store"));
        int acknowledged = 0;
        try (var journal = H2Store.open(TestDisk.reset(), location, Durability.POWER_SAFE, new TestCodec())) {
            for (; acknowledged < 20; acknowledged++) {
                journal.append(Samples.start("run" + acknowledged)).join();
            }
            TestDisk.leaveRoom(100_000);
            var appends = new ArrayList<CompletableFuture<Appended>>();
            for (int i = 0; i < 100; i++) {
                appends.add(journal.append(Samples.start("more" + i)));
                appends.add(journal.append(Samples.large("more" + i, 3, 5_000)));
            }
            assertThat(appends.getLast()).failsWithin(java.time.Duration.ofSeconds(30)).withThrowableThat()
                    .havingCause().isInstanceOfSatisfying(StoreException.class, FullDiskTest::assertSaysWhatToDo);
            assertThatThrownBy(() -> journal.append(Samples.start("later")).join())
                    .hasCauseInstanceOf(StoreException.class);
            assertThatThrownBy(() -> journal.runs(1)).isInstanceOf(StoreException.class);
            acknowledged += (int) appends.stream().filter(append -> !append.isCompletedExceptionally()).count();
        }
        TestDisk.reset();
        try (var journal = H2Store.open(location, Durability.POWER_SAFE, new TestCodec())) {
            assertThat(journal.runs(1_000).size() * 2).isGreaterThanOrEqualTo(acknowledged);
            assertThat(journal.read(new RunId("run19"), 1)).hasSize(2);
            assertThat(journal.append(Samples.more("run19", 3)).join()).isInstanceOf(Appended.Durable.class);
        }
    }

    private static void assertSaysWhatToDo(StoreException failure) {
        assertThat(failure.kind()).isEqualTo(Kind.DISK_FULL);
        assertThat(failure.message()).contains("no room left on the disk").contains("Make room");
    }
}
