package dev.flowloom.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.run.RunId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Cuts the power while the room is given back that removed runs had.
@Tag("crashes")
final class CompactionAtPowerCutTest {
    private static final int CUTS = Integer.getInteger("flowloom.cuts", 4);
    private static final int RUNS = 400;
    /// Within it the store notices that it is idle, and compacts its file.
    private static final int LONGEST = 1_500;

    @TempDir
    Path folder;

    @Test
    void losesNothingThatIsLeft() throws Exception {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("CompactionAtPowerCutTest: -Dflowloom.seed=" + seed);
        var random = new Random(seed);
        var location = new StoreLocation.OnDisk(folder.resolve("store"));
        var left = new TreeSet<RunId>();
        for (int cut = 0; cut < CUTS; cut++) {
            var disk = TestDisk.reset();
            var journal = H2Store.open(disk, location, Durability.POWER_SAFE, new TestCodec());
            assertHas(journal, left);
            load(journal, "r" + cut + "-");
            for (var found : journal.prunable(new Retention(null, 5), Instant.now(), 0, 10 * RUNS)) {
                var _ = journal.prune(found);
            }
            journal.append(Samples.start("going-" + cut)).join();
            left.clear();
            journal.runs(10 * RUNS).forEach(run -> left.add(run.run()));
            Thread.sleep(random.nextInt(LONGEST));
            TestDisk.cutPower(random);
            closeWithoutPower(journal);
        }
        TestDisk.reset();
        try (var journal = H2Store.open(location, Durability.POWER_SAFE, new TestCodec())) {
            assertHas(journal, left);
        }
    }

    private static void load(Journal journal, String name) {
        for (int i = 0; i < RUNS; i++) {
            var _ = journal.append(Samples.start(name + i));
            var _ = journal.append(Samples.large(name + i, 3, 10_000));
            var _ = journal.append(Samples.end(name + i, 5));
        }
    }

    private static void assertHas(Journal journal, SortedSet<RunId> runs) {
        assertThat(journal.runs(10 * RUNS).stream().map(RunSummary::run)).containsExactlyInAnyOrderElementsOf(runs);
        for (var run : runs) {
            assertThat(journal.read(run, 1)).as(run.value()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private static void closeWithoutPower(Journal journal) {
        try {
            journal.close();
        } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.FAILED);
        }
    }
}
