package dev.flowloom.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import dev.flowloom.run.RunId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Cuts the power under a store again and again: of what was not forced, anything may be missing.
@Tag("crashes")
final class PowerCutTest {
    private static final int CUTS = Integer.getInteger("flowloom.cuts", 4);
    private static final int WRITERS = 6;
    private static final long LONGEST_PAUSE = Duration.ofMillis(800).toNanos();
    /// So that reading them all again doesn't take long.
    private static final int RUNS = 150;

    @TempDir
    Path folder;

    private final SortedMap<String, Long> acknowledged = new ConcurrentSkipListMap<>();

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("PowerCutTest: -Dflowloom.seed=" + seed);
        var random = new Random(seed);
        var location = new StoreLocation.OnDisk(folder.resolve("store"));
        for (int cut = 0; cut < CUTS; cut++) {
            var disk = TestDisk.reset();
            var journal = H2Store.open(disk, location, Durability.POWER_SAFE, new TestCodec());
            check(journal);
            load(journal, cut, random);
        }
        TestDisk.reset();
        try (var journal = H2Store.open(location, Durability.POWER_SAFE, new TestCodec())) {
            check(journal);
            System.out.printf("PowerCutTest: %d cuts, %d runs, store %d KB%n", CUTS, acknowledged.size(),
                    journal.size() / 1024);
        }
    }

    private void load(Journal journal, int round, Random random) throws Exception {
        var writing = new ArrayList<Future<?>>();
        var until = Instant.now().plusMillis(100 + random.nextInt(2_500));
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                long seed = random.nextLong();
                var name = "run-" + round + "-" + i + "-";
                writing.add(writers.submit(() -> write(journal, name, new Random(seed))));
            }
            while (Instant.now().isBefore(until)) {
                Thread.sleep(5);
            }
            TestDisk.cutPower(random);
        }
        for (var each : writing) {
            each.get();
        }
        closeWithoutPower(journal);
    }

    private static void closeWithoutPower(Journal journal) {
        try {
            journal.close();
        } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.FAILED);
        }
    }

    private void write(Journal journal, String name, Random random) {
        long longestPause = LONGEST_PAUSE >> random.nextInt(12);
        try {
            for (int number = 0; number < RUNS; number++) {
                var run = name + number;
                journal.append(Samples.start(run)).join();
                acknowledged.put(run, 2L);
                for (long next = 3; next < 9; next++) {
                    journal.append(Samples.large(run, next++, 200)).join();
                    acknowledged.put(run, next);
                }
                journal.append(Samples.end(run, 9)).join();
                acknowledged.put(run, 9L);
                // H2 tidies up, unsynced, in the pauses of the load.
                LockSupport.parkNanos(random.nextLong(longestPause));
            }
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StoreException.class);
        }
    }

    private void check(Journal journal) {
        acknowledged.forEach((run, sequence) -> assertThat(journal.read(new RunId(run), 1)).as(run)
                .hasSizeGreaterThanOrEqualTo(sequence.intValue()));
    }
}
