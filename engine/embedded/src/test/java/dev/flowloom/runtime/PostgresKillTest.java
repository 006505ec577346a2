package dev.flowloom.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.NeedsPostgres;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.journal.TestCluster;
import dev.flowloom.journal.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// As [KillTest], with several processes on one store in PostgreSQL: some are killed, some stand still for longer than their
/// lease, and PostgreSQL itself is cut off.
@NeedsPostgres
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
final class PostgresKillTest {
    private static final int KILLS = Integer.getInteger("flowloom.kills", 25) / 4;
    private static final Duration LONGEST = Duration.ofSeconds(KILLS * 4L);
    private static final int LEASE = 6;

    @TempDir
    Path folder;

    private final List<Child> children = new ArrayList<>();
    private @Nullable TestPostgres postgres;
    private int lease = LEASE;

    /// A process that goes on with the store's runs, and what it said.
    private final class Child {
        private final Process process;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Child(String mode) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                    CrashProgram.class.getName(), url(), folder.resolve("acknowledged").toString(),
                    Durability.POWER_SAFE.name(), mode)
                    .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors").toFile())).start();
            Thread.ofVirtual().start(this::read);
            children.add(this);
        }

        private void read() {
            try (var out = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = out.readLine(); line != null; line = out.readLine()) {
                    lines.add(line);
                }
            } catch (IOException _) {
                // It was killed.
            }
        }

        void await(int some) throws InterruptedException {
            for (int i = 0; i < some; i++) {
                assertThat(lines.poll(60, TimeUnit.SECONDS))
                        .as(() -> "it says nothing, and is alive: %s. %s".formatted(process.isAlive(), errors()))
                        .isNotNull();
            }
        }

        void signal(String name) throws Exception {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start()
                    .waitFor()).isZero();
        }

        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    @AfterEach
    void clean() throws Exception {
        for (var child : children) {
            child.kill();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private String url() {
        return postgres() + "&lease=" + lease;
    }

    private String postgres() {
        if (postgres == null) {
            postgres = new TestPostgres();
        }
        return postgres.url();
    }

    private long count(String what) throws SQLException {
        try (var connection = Objects.requireNonNull(postgres).connect();
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT COUNT(*) FROM " + what);
            rows.next();
            return rows.getLong(1);
        }
    }

    private Random random(String test) {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("PostgresKillTest " + test + ": -Dflowloom.seed=" + seed);
        return new Random(seed);
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Has what is left done, and looks at what became of everything.
    private void prove(String how, int processes) throws Exception {
        var last = new Child("finish");
        assertThat(last.process.waitFor()).as(this::errors).isZero();
        try (var journal = Stores.open(StoreLocation.parse(url()), Durability.POWER_SAFE, new EventJsonCodec())) {
            var runs = journal.runs(Integer.MAX_VALUE);
            var acknowledged = CrashProof.acknowledged(folder);
            System.out.printf("PostgresKillTest: %s, %d runs, %d batches acknowledged, store %d KB%n", how, runs.size(),
                    acknowledged.size(), journal.size() / 1024);
            CrashProof.assertNothingLost(journal, acknowledged);
            CrashProof.assertEveryRunEndedAsItShould(journal, runs);
            CrashProof.assertEveryMessageWasReceivedOnce(journal, runs, processes);
        }
    }

    @Test
    void anotherProcessFinishesWhatAKilledOneLeft() throws Exception {
        var random = random("kill");
        var deadline = Instant.now().plus(LONGEST);
        var pair = new ArrayList<>(List.of(new Child("load"), new Child("load")));
        int kills = 0;
        while (kills < KILLS && Instant.now().isBefore(deadline)) {
            int which = random.nextInt(2);
            pair.get(which).await(random.nextInt(1, 20));
            pair.get(which).kill();
            kills++;
            pair.get(1 - which).await(2);
            pair.set(which, new Child("load"));
            if (kills % 25 == 0) {
                System.out.printf("PostgresKillTest: %d kills%n", kills);
            }
        }
        // Nobody asked for those of the killed one: who serves takes them over.
        pair.getFirst().kill();
        var left = Instant.now();
        while (count("run r WHERE r.status = 'RUNNING' AND NOT EXISTS"
                + " (SELECT 1 FROM owner o WHERE o.number = r.owner AND o.until > clock_timestamp())") > 0) {
            assertThat(Duration.between(left, Instant.now())).isLessThan(Duration.ofSeconds(LEASE * 3));
            Thread.sleep(50);
        }
        assertThat(pair.getLast().process.isAlive()).isTrue();
        pair.getLast().kill();

        prove(kills + " kills", 2);
    }

    @Test
    void whatAKilledOneLeftIsTakenOverLongBeforeItsLeaseEnds() throws Exception {
        lease = 600;
        var random = random("kill under a long lease");
        var killed = new Child("load");
        var going = new Child("load");
        killed.await(random.nextInt(1, 20));
        going.await(1);
        killed.kill();
        going.await(2);

        var left = Instant.now();
        while (count("owner") > 1) {
            assertThat(Duration.between(left, Instant.now())).isLessThan(Duration.ofMinutes(1));
            Thread.sleep(50);
        }
        going.kill();
        prove("a kill under a long lease", 2);
    }

    @Test
    void whoStoodStillForLongerThanItsLeaseWritesNothingMore() throws Exception {
        var random = random("stop");
        int stops = Math.max(2, KILLS / 6);
        var going = new Child("load");
        for (int i = 0; i < stops; i++) {
            var still = new Child("load");
            still.await(random.nextInt(2, 20));
            still.signal("STOP");
            Thread.sleep(Duration.ofSeconds(LEASE).plusMillis(random.nextInt(1_500)));
            assertThat(count("owner WHERE until > clock_timestamp()")).isEqualTo(1);
            still.signal("CONT");
            // Where it stood still in the middle of writing its store has failed, and it ended by that.
            while (still.process.isAlive() && !still.lines.contains("lost")) {
                Thread.sleep(20);
            }
            going.await(2);
            still.kill();
        }
        going.kill();

        prove(stops + " stops", 2);
    }

    @Test
    void nothingIsLostWherePostgresIsCutOff() throws Exception {
        assumeTrue(TestCluster.isPossible(), "no programs of PostgreSQL are here");
        var random = random("cut off");
        try (var cluster = new TestCluster()) {
            postgres = new TestPostgres(cluster.url());
            int cuts = Math.max(2, KILLS / 4);
            for (int i = 0; i < cuts; i++) {
                var one = new Child("load");
                var other = new Child("load");
                one.await(random.nextInt(1, 20));
                cluster.stop();
                for (var child : List.of(one, other)) {
                    assertThat(child.process.waitFor(60, TimeUnit.SECONDS)).as("it goes on without its store").isTrue();
                    assertThat(child.process.exitValue()).isNotZero();
                }
                assertThat(Files.readString(folder.resolve("errors"))).contains("can't be reached",
                        "nothing that was acknowledged is lost");
                cluster.start();
            }
            prove(cuts + " cuts", 2);
            postgres = null;
        }
    }
}
