package dev.flowloom.journal;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.DriverManager;

import dev.flowloom.run.RunId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Rows that are not what was written are named, and never taken for events.
final class DamageTest {
    @TempDir
    Path folder;

    private Journal open() {
        return Stores.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE, new TestCodec());
    }

    @BeforeEach
    void makeThreeRuns() {
        try (var journal = open()) {
            journal.append(Samples.start("a")).join();
            journal.append(Samples.start("b")).join();
            journal.append(Samples.start("over")).join();
            journal.append(Samples.end("over", 3)).join();
            for (int i = 3; i <= 6; i++) {
                journal.append(Samples.more("a", i)).join();
                journal.append(Samples.more("b", i)).join();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    UPDATE batch SET text = 'entered 3' WHERE run = 1 AND first = 4                       | event 4 of run a
                    UPDATE batch SET text = CONCAT(text, ' ') WHERE run = 1 AND first = 1                       | event 1 of run a
                    UPDATE batch SET at = DATEADD(MILLISECOND, 1, at) WHERE run = 1 AND first = 5         | event 5 of run a
                    UPDATE batch SET size = 2 WHERE run = 1 AND first = 6                                 | event 6 of run a
                    UPDATE batch SET previous = previous + 1 WHERE run = 1 AND first = 4                  | event 4 of run a
                    DELETE FROM batch WHERE run = 1 AND first = 4                                         | event 4 of run a is missing
                    DELETE FROM batch WHERE run = 1 AND first = 1                                         | event 1 of run a is missing
                    UPDATE batch SET run = CASE run WHEN 1 THEN 2 ELSE 1 END, first = first + 100 WHERE first = 4 | event 4 of run a
                    """)
    void isNamed(String damage, String named) throws Exception {
        damage(damage);
        try (var journal = open()) {
            assertThatThrownBy(() -> journal.read(new RunId("a"), 1)).isInstanceOf(StoreException.class)
                    .hasMessageContaining("The store is damaged: " + named);
            assertThat(journal.append(Samples.start("c")).join()).isInstanceOf(Appended.Durable.class);
        }
    }

    private void damage(String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    DELETE FROM batch WHERE run = 3 AND first = 3 | event 3 of run over is missing
                    DELETE FROM batch WHERE run = 3               | event 1 of run over is missing
                    """)
    void isSeenAtTheEndOfARunThatIsOver(String damage, String named) throws Exception {
        damage(damage);
        try (var journal = open()) {
            for (long from = 1; from <= 4; from++) {
                long first = from;
                assertThatThrownBy(() -> journal.read(new RunId("over"), first)).isInstanceOf(StoreException.class)
                        .hasMessageContaining("The store is damaged: " + named);
            }
            assertThat(journal.read(new RunId("b"), 1)).hasSize(6);
        }
    }

    @Test
    void isSeenInAPartOfARun() throws Exception {
        damage("UPDATE batch SET text = 'entered 3' WHERE run = 1 AND first = 4");
        try (var journal = open()) {
            assertThatThrownBy(() -> journal.read(new RunId("a"), 4)).isInstanceOf(StoreException.class);
            assertThat(journal.read(new RunId("a"), 5)).hasSize(2);
            assertThat(journal.read(new RunId("b"), 1)).hasSize(6);
        }
    }

    /// The database says so in ways of its own, or goes back to an older state of the file.
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.4, 0.6, 0.8})
    void isToldOfPagesThatAreNotReadable(double where) throws Exception {
        try (var journal = open()) {
            for (int i = 0; i < 200; i++) {
                var run = "large-" + i;
                var _ = journal.append(Samples.start(run));
                var _ = journal.append(Samples.large(run, 3, 4_000));
            }
        }
        overwrite(where);
        assertThatThrownBy(() -> {
            try (var journal = open()) {
                for (var run : journal.runs(1_000)) {
                    journal.read(run.run(), 1);
                }
            }
        }).isInstanceOfSatisfying(StoreException.class,
                e -> assertThat(e.kind()).as(e.getMessage()).isIn(StoreException.Kind.DAMAGED,
                        StoreException.Kind.EVENTS_MISSING));
    }

    /// A tenth of the file, from a part of it on.
    private void overwrite(double where) throws Exception {
        try (var file = new RandomAccessFile(folder.resolve("store.mv.db").toFile(), "rw")) {
            file.seek((long) (file.length() * where));
            file.write(new byte[(int) (file.length() / 10)]);
        }
    }
}
