package dev.flowloom.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.flowloom.journal.RunSummary.Status;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Damaged rows are set aside, and their run goes on from what is intact.
final class RestoreTest {
    private static final RunId A = new RunId("a");

    @TempDir
    Path folder;

    private Journal open() {
        return Stores.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE, new TestCodec());
    }

    private static Batch restored(Examined examined) {
        return Samples.one(examined.run().value(), examined.next(),
                new Event.RunRestored("me", "why", "damage", examined.aside().size()));
    }

    /// Examines, restores, and goes on.
    private static Examined restore(Journal journal, RunId run) {
        var examined = examine(journal, run);
        assertThat(journal.restore(examined, restored(examined)).join()).isInstanceOf(Appended.Durable.class);
        return examined;
    }

    private static Examined examine(Journal journal, RunId run) {
        return Objects.requireNonNull(journal.examine(run, Samples.UNHEARD));
    }

    private void damage(String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isPositive();
        }
    }

    private long count(String query) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            var rows = sql.executeQuery("SELECT COUNT(*) FROM " + query);
            rows.next();
            return rows.getLong(1);
        }
    }

    @BeforeEach
    void makeThreeRuns() {
        try (var journal = open()) {
            journal.append(Samples.start("a")).join();
            journal.append(Samples.start("b")).join();
            journal.append(Samples.start("over", "orders", "key")).join();
            for (int i = 3; i <= 6; i++) {
                journal.append(Samples.more("a", i)).join();
                journal.append(Samples.more("b", i)).join();
            }
            journal.append(Samples.end("over", 3)).join();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    UPDATE batch SET text = 'entered 3' WHERE run = 1 AND first = 4                       | 3 | 3 | 0
                    UPDATE batch SET text = 'nonsense' WHERE run = 1 AND first = 4                        | 3 | 3 | 1
                    UPDATE batch SET at = DATEADD(MILLISECOND, 1, at) WHERE run = 1 AND first = 5         | 4 | 2 | 0
                    UPDATE batch SET size = 2 WHERE run = 1 AND first = 6                                 | 5 | 1 | 0
                    UPDATE batch SET previous = previous + 1 WHERE run = 1 AND first = 3                  | 2 | 4 | 0
                    UPDATE batch SET checksum = checksum + 1 WHERE run = 1 AND first = 6                  | 5 | 1 | 0
                    DELETE FROM batch WHERE run = 1 AND first = 4                                         | 3 | 2 | 0
                    UPDATE batch SET run = CASE run WHEN 1 THEN 2 ELSE 1 END, first = first + 100 WHERE first = 4 | 3 | 3 | 0
                    """)
    void aRunGoesOnAfterItsLastIntactEvent(String damage, int intact, int aside, int unreadable) throws Exception {
        damage(damage);
        try (var journal = open()) {
            var before = examine(journal, A);
            assertThat(before.damage()).startsWith("The store is damaged: event " + (intact + 1) + " of run a ");
            assertThat(before.next()).isEqualTo(intact + 1);
            assertThat(before.aside()).hasSize(aside);
            assertThat(before.unreadable()).isEqualTo(unreadable);
            restore(journal, A);
            assertThat(journal.read(A, 1)).hasSize(intact + 1).last()
                    .satisfies(last -> assertThat(last.event()).isInstanceOf(Event.RunRestored.class));
            assertThat(journal.append(Samples.more("a", intact + 2)).join()).isInstanceOf(Appended.Durable.class);
        }
        try (var journal = open()) {
            assertThat(journal.read(A, 1)).hasSize(intact + 2);
            assertThat(examine(journal, A).damage()).isNull();
            assertThat(journal.unfinished()).containsExactly(A, new RunId("b"));
        }
        assertThat(count("set_aside WHERE run = 1")).isEqualTo(aside);
    }

    @Test
    void bytesThatWereFlippedInTheFileAreFoundAndSetAside() throws Exception {
        try (var journal = open()) {
            journal.append(Samples.one("a", 7, new Event.RunPaused("me", "flip-this-word"))).join();
            journal.append(Samples.more("b", 7)).join();
        }
        flip(folder.resolve("store.mv.db"), "flip-this-word");
        try (var journal = open()) {
            assertThat(examine(journal, A).damage()).contains("event 7 of run a");
            assertThat(restore(journal, A).next()).isEqualTo(7);
            assertThat(journal.read(new RunId("b"), 1)).hasSize(7);
        }
    }

    /// In each copy of the text that the file has.
    private static void flip(Path file, String text) throws IOException {
        var bytes = Files.readAllBytes(file);
        var content = new String(bytes, StandardCharsets.ISO_8859_1);
        int found = 0;
        for (int at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + 1)) {
            bytes[at] ^= 1;
            found++;
        }
        assertThat(found).isPositive();
        Files.write(file, bytes);
    }

    @Test
    void aHistoryLongerThanWhatIsReadAtOnceIsHeardOfInOrderUpToTheDamageAndAfterIt() throws Exception {
        try (var journal = open()) {
            for (int first = 7; first < 2_007; first++) {
                var _ = journal.append(Samples.more("a", first));
            }
        }
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = 1 AND first = 1500");
        damage("UPDATE batch SET text = 'nothing' WHERE run = 1 AND first = 1600");
        var intact = new ArrayList<Event>();
        var doubtful = new ArrayList<Event>();
        try (var journal = open()) {
            var examined = Objects.requireNonNull(journal.examine(A, new Findings() {
                @Override
                public void intact(Event event) {
                    intact.add(event);
                }

                @Override
                public void doubtful(Event event) {
                    doubtful.add(event);
                }
            }));
            assertThat(examined.next()).isEqualTo(1500);
            assertThat(examined.aside()).hasSize(507);
            assertThat(examined.unreadable()).isOne();
            assertThat(intact).hasSize(1499).first().isInstanceOf(Event.RunStarted.class);
            assertThat(doubtful).hasSizeBetween(505, 506);
            restore(journal, A);
            assertThat(journal.read(A, 1500)).hasSize(1);
        }
    }

    @Test
    void otherRunsStayAsTheyAre() throws Exception {
        damage("UPDATE batch SET text = 'entered 3' WHERE run = 1 AND first = 4");
        try (var journal = open()) {
            var others = List.of(journal.read(new RunId("b"), 1), journal.read(new RunId("over"), 1));
            restore(journal, A);
            assertThat(List.of(journal.read(new RunId("b"), 1), journal.read(new RunId("over"), 1))).isEqualTo(others);
        }
    }

    @Test
    void aRunWhoseEndIsMissingIsUnderWayAgain() throws Exception {
        damage("UPDATE batch SET text = 'entered 9' WHERE run = 3 AND first = 3");
        try (var journal = open()) {
            var run = new RunId("over");
            assertThat(examine(journal, run).intactStatus()).isEqualTo(Status.RUNNING);
            restore(journal, run);
            var summary = Objects.requireNonNull(journal.find(run));
            assertThat(summary.status()).isEqualTo(Status.RUNNING);
            assertThat(summary.ended()).isNull();
            assertThat(journal.findByKey("orders", "key")).isEqualTo(run);
        }
    }

    @ParameterizedTest
    @CsvSource({"a, 1, COMPLETED, RUNNING, event 7 of run a is missing", "a, 1, PAUSED, RUNNING, listed as PAUSED",
            "over, 3, RUNNING, COMPLETED, listed as RUNNING", "over, 3, FAILED, COMPLETED, listed as FAILED"})
    void aRunIsListedAsItsEventsHaveIt(String name, long number, Status wrong, Status right, String named)
            throws Exception {
        damage("UPDATE run SET status = '%s' WHERE number = %d".formatted(wrong, number));
        try (var journal = open()) {
            var run = new RunId(name);
            var examined = examine(journal, run);
            assertThat(examined.damage()).contains(named);
            assertThat(examined.aside()).isEmpty();
            assertThat(journal.restore(examined, right == Status.COMPLETED ? null : restored(examined)).join())
                    .isInstanceOf(Appended.Durable.class);
            assertThat(Objects.requireNonNull(journal.find(run)).status()).isEqualTo(right);
            assertThat(examine(journal, run).damage()).isNull();
        }
    }

    @Test
    void ofARunWhoseFirstEventIsDamagedNothingIsIntact() throws Exception {
        damage("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = 1 AND first = 1");
        try (var journal = open()) {
            assertThat(examine(journal, A).isIntact()).isFalse();
            assertThat(examine(journal, A).aside()).hasSize(5);
        }
    }

    @Test
    void aMessageThatWasReceivedByWhatIsDamagedIsKeptAgain() throws Exception {
        long kept;
        try (var journal = open()) {
            journal.send(Samples.message("paid", "7", "m1")).join();
            journal.send(Samples.message("paid", "7", "m2")).join();
            kept = journal.messages(10).getFirst().number();
            journal.append(Samples.received("a", 7, kept)).join();
            journal.append(Samples.received("a", 8, journal.messages(10).getFirst().number())).join();
            journal.append(Samples.more("b", 7)).join();
        }
        damage("UPDATE batch SET text = 'received 99' WHERE run = 1 AND first = 8");
        try (var journal = open()) {
            assertThat(journal.messages(10)).isEmpty();
            restore(journal, A);
            assertThat(journal.messages(10)).extracting(message -> message.message().id()).containsExactly("m2");
        }
    }

    /// What was acknowledged is counted over what is aside as well.
    @Test
    void aStoreOpensWhoseLastRowsWereSetAside() throws Exception {
        damage("UPDATE run SET status = 'FAILED' WHERE number = 3");
        damage("INSERT INTO batch SELECT position + 1, run, first + 1, size, at, text, parts, previous, checksum"
                + " FROM batch WHERE run = 3 AND first = 3");
        try (var journal = open()) {
            var examined = examine(journal, new RunId("over"));
            assertThat(examined.aside()).hasSize(1);
            journal.restore(examined, null).join();
        }
        try (var journal = open()) {
            assertThat(journal.read(new RunId("over"), 1)).hasSize(3);
        }
    }

    @Test
    void aRunThatWentOnSinceItWasExaminedIsLeftAlone() {
        try (var journal = open()) {
            var examined = examine(journal, A);
            journal.append(Samples.more("a", 7)).join();
            assertThat(journal.restore(examined, restored(examined)).join()).isEqualTo(new Appended.OutOfTurn(8));
            assertThat(journal.read(A, 1)).hasSize(7);
        }
    }
}
