package dev.flowloom.runtime;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Kills the engine's process again and again, and looks whether anything was lost, done twice, or ends differently.
///
/// H2 uses freed space again a second after it was freed; each process lives for longer than that often enough. With
/// `-Dflowloom.kills=500` it takes longer and proves more, with `-Dflowloom.minutes=3` every twentieth process lives for so
/// long, in which the file is written over many times; `-Dflowloom.seed=…` repeats the moments.
@Tag("crashes")
@Execution(ExecutionMode.CONCURRENT)
final class KillTest {
    private static final int KILLS = Integer.getInteger("flowloom.kills", 10);
    private static final int LONG_LIVED = 20;
    private static final int MINUTES = Integer.getInteger("flowloom.minutes", 0);
    /// On a machine that is busy with other things there are fewer kills, rather than a longer build.
    private static final Duration LONGEST = Duration.ofSeconds(KILLS * 2L).plusMinutes(KILLS * MINUTES / LONG_LIVED);
    private static final int FEWEST = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aKilledProcessLosesNothing(Durability durability) throws Exception {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("KillTest " + durability + ": -Dflowloom.seed=" + seed);
        var random = new Random(seed);
        var deadline = Instant.now().plus(LONGEST);
        int kills = 0;
        while (kills < KILLS && Instant.now().isBefore(deadline)) {
            killAtRandom(durability, random, kills % LONG_LIVED == LONG_LIVED / 2 ? MINUTES : 0);
            kills++;
        }
        finish(durability);

        assertThat(kills).isGreaterThanOrEqualTo(Math.min(KILLS, FEWEST));
        try (var journal = Stores.open(location(), durability, new EventJsonCodec())) {
            var runs = journal.runs(Integer.MAX_VALUE);
            System.out.printf("KillTest %s: %d kills, %d runs, %d batches acknowledged, store %d KB%n", durability,
                    kills,
                    runs.size(), CrashProof.acknowledged(folder).size(), journal.size() / 1024);
            CrashProof.assertNothingLost(journal, CrashProof.acknowledged(folder));
            CrashProof.assertEveryRunEndedAsItShould(journal, runs);
            CrashProof.assertEveryMessageWasReceivedOnce(journal, runs, 1);
        }
    }

    private StoreLocation.OnDisk location() {
        return new StoreLocation.OnDisk(folder.resolve("store"));
    }

    private Process start(Durability durability, String mode) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                CrashProgram.class.getName(), location().base().toString(),
                folder.resolve("acknowledged").toString(), durability.name(), mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private void finish(Durability durability) throws Exception {
        var process = start(durability, "finish");
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
    }

    /// Most of the time while it works, sometimes while it opens the store and goes on with what was there.
    private void killAtRandom(Durability durability, Random random, int minutes) throws Exception {
        var process = start(durability, "load");
        try (var out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int lines = random.nextInt(6) == 0 ? 0 : random.nextInt(60);
            for (int i = 0; i < lines; i++) {
                assertThat(out.readLine()).as("it ended by itself").isNotNull();
            }
            for (var end = Instant.now().plus(Duration.ofMinutes(minutes)); Instant.now().isBefore(end);) {
                assertThat(out.readLine()).as("it ended by itself").isNotNull();
            }
            int longest = lines == 0 ? 1_500 : 50;
            assertThat(process.waitFor(random.nextInt(longest), TimeUnit.MILLISECONDS)).as("it ended by itself")
                    .isFalse();
        } finally {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }
}
