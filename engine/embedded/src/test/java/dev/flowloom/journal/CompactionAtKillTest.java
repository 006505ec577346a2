package dev.flowloom.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Looks at what a kill would leave of a file, at many moments while the room is given back that removed runs had: H2 moves what is
/// left, chunk by chunk, to where room has become free.
@Tag("crashes")
@Timeout(300)
final class CompactionAtKillTest {
    /// Of so many changes of the file one is looked at.
    private static final int OF = Integer.getInteger("flowloom.changes", 12);
    private static final int RUNS = 260;
    private static final int LEFT = 6;
    private static final int COMPACT = 2_500_000;

    @TempDir
    Path folder;

    private final List<String> broken = new ArrayList<>();
    private volatile boolean watching;
    private int looked;

    @Test
    void whatIsLeftIsWholeAtEachMoment() throws Exception {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("CompactionAtKillTest: -Dflowloom.seed=" + seed);
        var random = new Random(seed);
        var disk = WatchedDisk.watch(() -> {
            if (watching && random.nextInt(OF) == 0) {
                look();
            }
        });
        try (var journal = H2Store.open(disk, new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE,
                new TestCodec())) {
            for (int i = 0; i < RUNS; i++) {
                var _ = journal.append(Samples.start("r" + i));
                var _ = journal.append(Samples.large("r" + i, 3, 10_000));
                var _ = journal.append(Samples.end("r" + i, 5));
            }
            journal.append(Samples.start("going")).join();
            assertThat(journal.size()).isGreaterThan(2L * COMPACT);
            for (var found : journal.prunable(new Retention(null, LEFT), Instant.now(), 0, RUNS)) {
                var _ = journal.prune(found);
            }
            journal.append(Samples.more("going", 3)).join();
            watching = true;
            while (journal.size() > COMPACT) {
                Thread.sleep(20);
            }
            watching = false;
        } finally {
            WatchedDisk.watch(() -> {});
        }
        assertThat(broken).isEmpty();
        assertThat(looked).isGreaterThan(5);
    }

    private void look() {
        var copy = folder.resolve("copy.mv.db");
        try {
            Files.copy(folder.resolve("store.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        looked++;
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("copy")
                + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0", "flowloom", "");
                var sql = connection.createStatement();
                var rows = sql.executeQuery("SELECT COUNT(DISTINCT r.id), SUM(LENGTH(b.text)) FROM run r"
                        + " JOIN batch b ON b.run = r.number")) {
            rows.next();
            if (rows.getInt(1) != LEFT + 1) {
                broken.add("runs: " + rows.getInt(1));
            }
        } catch (SQLException e) {
            broken.add(e.toString());
        }
    }
}
