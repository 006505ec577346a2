package dev.flowloom.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.flowloom.journal.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A store that is closed when its disk fails: that ends, and the store can be opened again, also in this process.
final class ClosingTest {
    @TempDir
    Path folder;

    private StoreLocation.OnDisk location = new StoreLocation.OnDisk(Path.of("unset").toAbsolutePath());

    @BeforeEach
    void locate() {
        location = new StoreLocation.OnDisk(folder.resolve("store"));
    }

    @AfterEach
    void mendTheDisk() {
        TestDisk.reset();
    }

    private Journal openJournal(Duration longestAnswer) {
        return H2Store.open(TestDisk.SCHEME + ":", location, Durability.POWER_SAFE, new TestCodec(), longestAnswer);
    }

    private H2Database openDatabase() throws Exception {
        return H2Database.open(TestDisk.SCHEME + ":", location, 0);
    }

    /// Has H2 write by itself, and the disk not answer.
    private static void writeInTheBackground(H2Database database) throws Exception {
        TestDisk.hang();
        try (var connection = database.connect(); var insert = connection.createStatement()) {
            insert.execute("INSERT INTO definition (hash, text, parts) VALUES ('d', '{}', 1)");
        }
        TestDisk.awaitWrite();
    }

    private static void cutPower() throws Exception {
        TestDisk.cutPower(new Random(1));
        TestDisk.answer();
    }

    private static void close(H2Database database) {
        try {
            database.close();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void endsWhereAWriteInTheBackgroundFailsMeanwhile() throws Exception {
        TestDisk.reset();
        var database = openDatabase();
        writeInTheBackground(database);
        var closing = CompletableFuture.runAsync(() -> close(database),
                task -> Thread.ofPlatform().daemon().start(task));
        Thread.sleep(500);
        cutPower();

        assertThat(closing).failsWithin(Duration.ofSeconds(30)).withThrowableThat()
                .withCauseInstanceOf(SQLException.class);
        TestDisk.reset();
        openDatabase().close();
    }

    @Test
    void leavesNothingOpenWhereAWriteInTheBackgroundFailedBefore() throws Exception {
        TestDisk.reset();
        var database = openDatabase();
        try (var _ = database.connect()) {
            writeInTheBackground(database);
            cutPower();
            Thread.sleep(500);
            database.abandon();
        } catch (SQLException _) {
            // The connection has lost its database.
        }
        TestDisk.reset();
        openDatabase().close();
    }

    @Test
    void saysNoMoreThanTheLastAppendWhereThatFailed() {
        TestDisk.reset();
        var journal = openJournal(Duration.ofMinutes(1));
        TestDisk.leaveRoom(0);
        var append = journal.append(Samples.start("a"));
        journal.close();

        assertThat(append).failsWithin(Duration.ZERO).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DISK_FULL));
    }

    @Test
    void givesUpADiskThatDoesNotAnswer() throws Exception {
        TestDisk.reset();
        var journal = openJournal(Duration.ofMillis(300));
        TestDisk.hang();
        var append = journal.append(Samples.start("a"));
        TestDisk.awaitWrite();

        assertThatThrownBy(journal::close).isInstanceOf(StoreException.class)
                .hasMessageContaining("doesn't answer").hasMessageContaining("see to the disk");
        assertThat(append).isCompletedExceptionally();
        assertThatThrownBy(() -> openJournal(Duration.ofMinutes(1))).isInstanceOfSatisfying(StoreException.class,
                e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED));
        TestDisk.answer();
        openWithin(Duration.ofSeconds(30)).close();
    }

    private Journal openWithin(Duration longest) throws Exception {
        for (var deadline = Instant.now().plus(longest);; Thread.sleep(20)) {
            try {
                return openJournal(Duration.ofMinutes(1));
            } catch (StoreException e) {
                if (e.kind() != Kind.LOCKED || Instant.now().isAfter(deadline)) {
                    throw e;
                }
            }
        }
    }
}
