package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Cuts the power while a run is being restored: it is restored, or as it was.
final class RestoreAtPowerCutTest {
    private static final RunId RUN = new RunId("a");
    private static final int ROWS = 40;
    private static final long LONGEST = Duration.ofMillis(60).toNanos();

    @TempDir
    Path folder;

    private StoreLocation.OnDisk location() {
        return new StoreLocation.OnDisk(folder.resolve("store"));
    }

    @RepeatedTest(6)
    void aRunIsRestoredWhollyOrNotAtAll() throws Exception {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("RestoreAtPowerCutTest: -Dflowloom.seed=" + seed);
        var random = new Random(seed);
        makeDamaged();
        boolean acknowledged = restoreUntilPowerIsCut(random);
        try (var journal = H2Store.open(location(), Durability.POWER_SAFE, new TestCodec())) {
            var examined = Objects.requireNonNull(journal.examine(RUN, Samples.UNHEARD));
            if (examined.damage() == null) {
                assertThat(examined.next()).isEqualTo(6);
            } else {
                assertThat(acknowledged).isFalse();
                assertThat(examined.next()).isEqualTo(5);
                assertThat(examined.aside()).hasSize(ROWS - 2);
                assertThat(journal.restore(examined, restored(examined)).join()).isInstanceOf(Appended.Durable.class);
            }
        }
        assertThat(setAside()).isEqualTo(ROWS - 2);
    }

    private static Batch restored(Examined examined) {
        return Samples.one("a", examined.next(), new Event.RunRestored("me", "why", "damage", examined.aside().size()));
    }

    private void makeDamaged() throws Exception {
        try (var journal = H2Store.open(location(), Durability.KILL_SAFE, new TestCodec())) {
            journal.append(Samples.start("a")).join();
            for (int i = 3; i < 3 + ROWS; i++) {
                journal.append(Samples.more("a", i)).join();
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            assertThat(sql.executeUpdate("UPDATE batch SET text = 'entered 3' WHERE first = 5")).isOne();
        }
    }

    /// Whether it was told that the run is restored.
    private boolean restoreUntilPowerIsCut(Random random) throws IOException {
        var journal = H2Store.open(TestDisk.reset(), location(), Durability.POWER_SAFE, new TestCodec());
        var examined = Objects.requireNonNull(journal.examine(RUN, Samples.UNHEARD));
        var restored = journal.restore(examined, restored(examined));
        LockSupport.parkNanos(random.nextLong(LONGEST));
        TestDisk.cutPower(random);
        boolean acknowledged = restored.handle((_, failure) -> failure == null).join();
        try {
            journal.close();
        } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.FAILED);
        }
        TestDisk.reset();
        return acknowledged;
    }

    private long setAside() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            var rows = sql.executeQuery("SELECT COUNT(*) FROM set_aside");
            rows.next();
            return rows.getLong(1);
        }
    }
}
