package dev.flowloom.journal;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.journal.StoreException.Kind;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// A disk gives back nothing of one page of a store's file: what is read is what was written, or the store is said to be
/// damaged, in words that aren't H2's.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
final class ZeroedPagesTest {
    private static final int PAGE = 4096;
    private static final int RUNS = 40;

    @TempDir
    Path folder;

    private StoreLocation.OnDisk location() {
        return new StoreLocation.OnDisk(folder.resolve("store"));
    }

    private Journal open() {
        return Stores.open(location(), Durability.KILL_SAFE, new TestCodec());
    }

    private static List<List<Recorded>> all(Journal journal) {
        var all = new ArrayList<List<Recorded>>();
        for (int i = 0; i < RUNS; i++) {
            all.add(journal.read(new RunId("r" + i), 1));
        }
        return all;
    }

    private List<List<Recorded>> fill() {
        try (var journal = open()) {
            for (int i = 0; i < RUNS; i++) {
                journal.append(Samples.start("r" + i)).join();
                journal.append(Samples.large("r" + i, 3, 3_000)).join();
            }
            return all(journal);
        }
    }

    @Test
    void areToldAsDamageOrDoNotMatter() throws Exception {
        var written = fill();
        var whole = folder.resolve("whole");
        var mark = folder.resolve("mark");
        Files.copy(location().database(), whole);
        Files.copy(location().acknowledged(), mark);
        int damaged = 0;
        for (long at = 2 * PAGE; at < Files.size(whole); at += PAGE) {
            Files.copy(whole, location().database(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(mark, location().acknowledged(), StandardCopyOption.REPLACE_EXISTING);
            try (var file = new RandomAccessFile(location().database().toFile(), "rw")) {
                file.seek(at);
                file.write(new byte[PAGE]);
            }
            damaged += assertDamagedOrWhole(written, at);
        }
        assertThat(damaged).isPositive();
    }

    private int assertDamagedOrWhole(List<List<Recorded>> written, long at) {
        try (var journal = open()) {
            assertThat(all(journal)).as("page at %d", at).isEqualTo(written);
            return 0;
        } catch (StoreException e) {
            assertThat(e.kind()).as(e.message()).isIn(Kind.DAMAGED, Kind.EVENTS_MISSING, Kind.NOT_A_STORE);
            assertThat(e.message()).doesNotContain("acknowledged is lost", "[2.4", "MVStore", "Chunk", "SELECT",
                    "Exception");
            return 1;
        }
    }
}
