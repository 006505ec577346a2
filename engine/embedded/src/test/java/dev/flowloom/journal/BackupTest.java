package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A store is written into a file, and made of it again.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
final class BackupTest {
    private static final Instant NOW = Samples.AT.plusSeconds(1_000);

    @TempDir
    Path folder;
    private Journal journal;

    @BeforeEach
    void open() {
        journal = open("store");
    }

    private Journal open(String name) {
        return Stores.open(location(name), Durability.KILL_SAFE, new TestCodec());
    }

    private StoreLocation.OnDisk location(String name) {
        return new StoreLocation.OnDisk(folder.resolve(name));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Path backup() {
        return folder.resolve("backup.zip");
    }

    /// Something in each table.
    private void fill() {
        journal.define("d1", "x".repeat(1_200_000)).join();
        var _ = journal.append(Samples.start("a", "orders", "k"));
        var _ = journal.append(Samples.large("a", 3, 1_200_000));
        var _ = journal.send(Samples.message("paid", "7", "m1"));
        var _ = journal.append(Samples.start("b"));
        journal.append(Samples.one("b", 3, Samples.FAILED)).join();
        journal.keep(new Retention(null, 100)).join();
    }

    @Test
    void hasAllThatTheStoreHas() {
        fill();
        var written = journal.backup(backup(), NOW);
        assertThat(written).extracting(BackupSummary::runs, BackupSummary::made).containsExactly(2L, NOW);

        assertThat(Stores.restore(backup(), location("other"))).isEqualTo(written);
        try (var other = open("other")) {
            assertThat(other.runs(9)).isEqualTo(journal.runs(9));
            for (var run : List.of("a", "b")) {
                assertThat(other.read(new RunId(run), 1)).isEqualTo(journal.read(new RunId(run), 1));
            }
            assertThat(other.messages(9)).isEqualTo(journal.messages(9));
            assertThat(other.letters(null, true, 9)).isEqualTo(journal.letters(null, true, 9)).hasSize(1);
            assertThat(other.definition("d1")).hasSize(1_200_000);
            assertThat(other.retention()).isEqualTo(new Retention(null, 100));
            assertThat(other.findByKey("orders", "k")).isEqualTo(new RunId("a"));
        }
    }

    @Test
    void whatIsMadeOfItGoesOnLikeTheStore() {
        fill();
        journal.backup(backup(), NOW);
        Stores.restore(backup(), location("other"));
        var next = journal.append(Samples.start("c")).join();
        journal.append(Samples.one("c", 3, Samples.FAILED)).join();

        try (var other = open("other")) {
            assertThat(other.append(Samples.start("c")).join()).isEqualTo(next);
            other.append(Samples.one("c", 3, Samples.FAILED)).join();
            assertThat(other.letters(null, true, 9)).isEqualTo(journal.letters(null, true, 9)).hasSize(2);
        }
        try (var again = open("other")) {
            assertThat(again.runs(9)).hasSize(3);
        }
    }

    @Test
    void isOfOneMomentWhileRunsGoOn() throws Exception {
        var over = new AtomicBoolean();
        var appended = new AtomicLong();
        var load = Thread.ofPlatform().start(() -> {
            for (long n = 0; !over.get(); n++) {
                journal.append(Samples.start("r" + n)).join();
                journal.append(Samples.end("r" + n, 3)).join();
                appended.set(n);
            }
        });
        for (int i = 0; i < 5; i++) {
            long before = appended.get();
            while (appended.get() < before + 20) {
                Thread.sleep(1);
            }
            var file = folder.resolve("backup-" + i);
            journal.backup(file, NOW);
            Stores.restore(file, location("other-" + i));
            try (var other = open("other-" + i)) {
                var runs = other.runs(Integer.MAX_VALUE);
                assertThat(runs).hasSizeGreaterThan((int) before);
                for (var run : runs) {
                    assertThat(other.read(run.run(), 1)).hasSize(run.isOver() ? 3 : 2);
                }
            }
        }
        over.set(true);
        load.join();
    }

    @Test
    void doesNotReplaceAFile() throws IOException {
        Files.writeString(backup(), "mine");

        assertThatThrownBy(() -> journal.backup(backup(), NOW)).isInstanceOf(StoreException.class)
                .hasMessageContaining("There is a file");
        assertThat(backup()).hasContent("mine");
        assertThatThrownBy(() -> journal.backup(folder.resolve("nowhere/backup"), NOW))
                .isInstanceOf(StoreException.class).hasMessageContaining("there is no such folder");
    }

    @Test
    void isNotMadeAStoreWhereThereIsOne() {
        fill();
        journal.backup(backup(), NOW);

        assertThatThrownBy(() -> Stores.restore(backup(), location("store"))).isInstanceOf(StoreException.class)
                .hasMessageContaining("in use");
        journal.close();
        assertThatThrownBy(() -> Stores.restore(backup(), location("store"))).isInstanceOf(StoreException.class)
                .hasMessageContaining("There is a store already");
        open();
        assertThat(journal.runs(9)).hasSize(2);
    }

    @Test
    void oneThatIsNotWholeIsToldAndMakesNothing() throws IOException {
        fill();
        journal.backup(backup(), NOW);
        var bytes = Files.readAllBytes(backup());
        for (double part : List.of(0.0, 0.3, 0.9, 0.999)) {
            Files.write(backup(), Arrays.copyOf(bytes, (int) (bytes.length * part)));
            assertRefused();
        }
        for (int i = 1; i < 6; i++) {
            var changed = bytes.clone();
            changed[bytes.length * i / 6] ^= 1;
            Files.write(backup(), changed);
            assertRefusedOrTheSame(i);
        }
        Files.delete(backup());
        assertRefused();
    }

    /// ZIP files have bits that say nothing.
    private void assertRefusedOrTheSame(int number) {
        try {
            Stores.restore(backup(), location("changed-" + number));
        } catch (StoreException _) {
            return;
        }
        try (var other = open("changed-" + number)) {
            assertThat(other.read(new RunId("a"), 1)).isEqualTo(journal.read(new RunId("a"), 1));
            assertThat(other.definition("d1")).isEqualTo(journal.definition("d1"));
            assertThat(other.letters(null, true, 9)).isEqualTo(journal.letters(null, true, 9));
        }
    }

    private void assertRefused() throws IOException {
        assertThatThrownBy(() -> Stores.restore(backup(), location("other"))).isInstanceOf(StoreException.class);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("other") && name.endsWith(".db"));
        }
    }

    @Test
    void oneWhoseRowsAreNotThoseThatItSaysIsRefused() throws IOException {
        fill();
        journal.backup(backup(), NOW);
        try (var zip = FileSystems.newFileSystem(backup())) {
            var lines = Files.readAllLines(zip.getPath("message.jsonl"));
            Files.writeString(zip.getPath("message.jsonl"), lines.getFirst());
        }
        assertRefused();
    }

    @Test
    void oneOfANewerVersionOrAnotherDatabaseIsRefused() throws IOException {
        fill();
        journal.backup(backup(), NOW);
        var whole = folder.resolve("whole");
        Files.copy(backup(), whole);
        for (var change : List.of(List.of("\"schema\": ", "\"schema\": 9"),
                List.of("\"flowloomBackup\": 1", "\"flowloomBackup\": 2"),
                List.of("H2", "POSTGRESQL"), List.of("\"position\"", "\"x\""))) {
            Files.copy(whole, backup(), StandardCopyOption.REPLACE_EXISTING);
            try (var zip = FileSystems.newFileSystem(backup())) {
                var manifest = Files.readString(zip.getPath("backup.json"));
                assertThat(manifest).contains(change.getFirst());
                Files.writeString(zip.getPath("backup.json"), manifest.replace(change.getFirst(), change.getLast()));
            }
            assertRefused();
        }
    }
}
