package dev.flowloom.journal;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Json;
import dev.flowloom.run.Caller;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs that are over are removed, with all that is known of them.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
final class PruningTest {
    private static final Retention A_DAY = new Retention(Duration.ofDays(1), null);
    private static final Instant NOW = Samples.AT.plus(Duration.ofDays(10));

    @TempDir
    Path folder;
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Stores.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE,
                new TestCodec());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void run(String run, Duration ago) {
        var _ = journal.append(Samples.start(run, "orders", "key of " + run));
        end(run, ago);
    }

    private void end(String run, Duration ago) {
        journal.append(new Batch(new RunId(run), 3, NOW.minus(ago), List.of(new Event.RunCompleted(Json.of(1)))))
                .join();
    }

    private void called(String run, String caller) {
        var started = new Event.RunStarted(new RunId(run), "pay", "d1", 1, null, Json.of("in"), 42, Samples.AT,
                new Caller(new RunId(caller), new VisitId(1), 1), List.of());
        journal.append(new Batch(new RunId(run), 1, Samples.AT,
                List.of(started, Samples.more(run, 2).events().getFirst()))).join();
    }

    private List<List<RunId>> prunable(Retention keep) {
        return journal.prunable(keep, NOW, 0, 100).stream().map(Prunable::runs).toList();
    }

    private static List<RunId> runs(String... runs) {
        return List.of(runs).stream().map(RunId::new).toList();
    }

    /// A run that is to go by now.
    private Prunable found(String run) {
        return journal.prunable(new Retention(null, 0), NOW, 0, 100).stream()
                .filter(found -> found.root().equals(new RunId(run))).findFirst().orElseThrow();
    }

    private Appended prune(String run) {
        return journal.prune(found(run)).join();
    }

    @Test
    void thoseThatEndedLongerAgoAreToGo() {
        run("old", Duration.ofHours(25));
        run("young", Duration.ofHours(23));
        journal.append(Samples.start("going")).join();

        assertThat(prunable(A_DAY)).containsExactly(runs("old"));
        assertThat(prunable(Retention.EVERYTHING)).isEmpty();
        assertThat(prunable(new Retention(Duration.ofSeconds(Long.MAX_VALUE), null))).isEmpty();
    }

    @Test
    void thoseBeyondTheMostAreToGoTheFirstStartedFirst() {
        for (int i = 1; i <= 4; i++) {
            run("r" + i, Duration.ZERO);
            journal.append(Samples.start("going" + i)).join();
        }

        assertThat(prunable(new Retention(null, 2))).containsExactly(runs("r1"), runs("r2"));
        assertThat(prunable(new Retention(null, 4))).isEmpty();
        assertThat(prunable(new Retention(null, 0))).hasSize(4);
        assertThat(journal.prunable(new Retention(null, 0), NOW, 0, 3)).hasSize(3);
    }

    @Test
    void oneWithOpenDeadLettersIsKeptUntilTheyAreDealtWith() {
        var _ = journal.append(Samples.start("failed"));
        journal.append(Samples.one("failed", 3, Samples.FAILED)).join();
        assertThat(prunable(A_DAY)).isEmpty();

        var letter = journal.letters(null, false, 9).getFirst().number();
        journal.dropLetters(List.of(letter), new DeadLetter.Change(NOW, "me", "seen", null)).join();
        assertThat(prunable(A_DAY)).containsExactly(runs("failed"));
    }

    /// Only its status can't be read; where it stands isn't known without its events.
    @Test
    void oneWhoseStatusIsNoneStays() throws Exception {
        run("lost", Duration.ofDays(3));
        run("old", Duration.ofDays(2));
        journal.close();
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            sql.execute("UPDATE run SET status = 'LOST' WHERE id = 'lost'");
        }
        open();

        assertThat(prunable(new Retention(null, 0))).containsExactly(runs("old"));
        assertThat(prunable(A_DAY)).containsExactly(runs("old"));
    }

    @Test
    void oneThatAnotherCalledGoesWithIt() {
        var _ = journal.append(Samples.start("a_"));
        called("a_.1", "a_");
        called("a_.1.2", "a_.1");
        var _ = journal.append(Samples.start("ab"));
        called("ab.1", "ab");
        end("a_", Duration.ofDays(2));
        end("a_.1", Duration.ofDays(2));
        end("ab.1", Duration.ofDays(2));
        assertThat(prunable(A_DAY)).as("something that it called goes on").isEmpty();

        end("a_.1.2", Duration.ofDays(2));
        assertThat(prunable(A_DAY)).containsExactly(runs("a_", "a_.1", "a_.1.2"));
    }

    @Test
    void areGoneAtOnceAndTheirKeysAreFree() {
        run("old", Duration.ofDays(2));
        run("young", Duration.ZERO);

        assertThat(prune("old")).isInstanceOf(Appended.Durable.class);
        assertThat(journal.find(new RunId("old"))).isNull();
        assertThat(journal.read(new RunId("old"), 1)).isEmpty();
        assertThat(journal.findByKey("orders", "key of old")).isNull();
        assertThat(journal.read(new RunId("young"), 1)).hasSize(3);
        assertThat(journal.append(Samples.start("again", "orders", "key of old")).join())
                .isInstanceOf(Appended.Durable.class);
    }

    private void assertStays(Prunable found) {
        assertThat(journal.prune(found).join()).isInstanceOf(Appended.OutOfTurn.class);
        assertThat(found.runs()).allSatisfy(run -> assertThat(journal.find(run)).isNotNull());
    }

    @Test
    void oneThatIsRetriedBeforeItIsRemovedStays() {
        run("old", Duration.ofDays(2));
        var found = found("old");
        retry("old", 4);
        assertStays(found);

        journal.append(new Batch(new RunId("old"), 5, NOW, List.of(new Event.RunCompleted(Json.of(2))))).join();
        assertStays(found);
        assertThat(prune("old")).as("found anew").isInstanceOf(Appended.Durable.class);
    }

    @Test
    void oneThatFailedAgainBeforeItIsRemovedStaysWithItsDeadLetter() {
        run("old", Duration.ofDays(2));
        var found = found("old");
        retry("old", 4);
        journal.append(Samples.one("old", 5, Samples.FAILED)).join();

        assertStays(found);
        assertThat(journal.letters(null, false, 9)).hasSize(1);
    }

    @Test
    void oneThatCalledMoreThanWasAgreedToStays() {
        run("old", Duration.ofDays(2));
        var found = found("old");
        called("old.1", "old");
        assertStays(found);

        end("old.1", Duration.ofDays(2));
        assertStays(found);
        assertThat(prune("old")).as("found anew").isInstanceOf(Appended.Durable.class);
        assertThat(journal.find(new RunId("old.1"))).isNull();
    }

    @Test
    void whatIsGoneAlreadyIsRefused() {
        run("old", Duration.ofDays(2));
        var found = found("old");
        journal.prune(found).join();

        assertThat(journal.prune(found).join()).isInstanceOf(Appended.OutOfTurn.class);
    }

    private void retry(String run, long first) {
        journal.append(Samples.one(run, first, Samples.retried("d1"))).join();
    }

    @Test
    void takeTheIdsOfTheirMessagesWithThemAndNoOthers() throws Exception {
        journal.send(Samples.message("paid", "7", "m1")).join();
        journal.send(Samples.message("paid", "7", "m2")).join();
        var messages = journal.messages(2);
        receiving("old", messages.getFirst());
        receiving("young", messages.getLast());
        prune("old");
        awaitSwept();

        assertThat(journal.send(Samples.message("paid", "7", "m2")).join()).isInstanceOf(Appended.SentBefore.class);
        assertThat(journal.send(Samples.message("paid", "7", "m1")).join()).isInstanceOf(Appended.Durable.class);
    }

    private void receiving(String run, Message.Kept message) {
        var _ = journal.append(Samples.start(run));
        journal.append(Samples.received(run, 3, message.number())).join();
        journal.append(Samples.end(run, 4)).join();
    }

    @Test
    void leaveNoRowBehind() throws Exception {
        var _ = journal.append(Samples.start("old"));
        for (int i = 0; i < 5_000; i++) {
            var _ = journal.append(Samples.large("old", 3 + 2L * i, i == 7 ? 2_500_000 : 10));
        }
        journal.send(Samples.message("paid", "7", "m1")).join();
        long message = journal.messages(1).getFirst().number();
        var _ = journal.append(Samples.received("old", 10_003, message));
        journal.append(Samples.one("old", 10_004, Samples.FAILED)).join();
        var letter = journal.letters(null, false, 9).getFirst().number();
        journal.dropLetters(List.of(letter), new DeadLetter.Change(NOW, "me", "seen", null)).join();
        run("young", Duration.ZERO);

        prune("old");
        assertThat(awaitSwept()).isEqualTo(rows(2, 0, 0, 0, 1));
    }

    private static SortedMap<String, Long> rows(long batch, long parts, long letters, long messages, long run) {
        return new TreeMap<>(Map.of("batch", batch, "text_part", parts, "dead_letter", letters, "message",
                messages, "run", run));
    }

    /// How many rows are in each table when those of removed runs are gone.
    private SortedMap<String, Long> awaitSwept() throws Exception {
        while (count("pruned_run") > 0) {
            Thread.sleep(10);
        }
        var rows = new TreeMap<String, Long>();
        for (var table : List.of("batch", "text_part", "dead_letter", "message", "run")) {
            rows.put(table, count(table));
        }
        return rows;
    }

    private long count(String table) throws Exception {
        return ((DatabaseJournal) journal).count(table);
    }

    @Test
    void giveTheirRoomBackWhileTheStoreIsOpen() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            var _ = journal.append(Samples.start("r" + i));
            var _ = journal.append(Samples.large("r" + i, 3, 10_000));
            var _ = journal.append(Samples.end("r" + i, 5));
        }
        journal.append(Samples.start("going")).join();
        long full = journal.size();
        for (var found : journal.prunable(new Retention(null, 0), NOW, 0, 10_000)) {
            var _ = journal.prune(found);
        }
        awaitSwept();

        while (journal.size() > full / 4) {
            Thread.sleep(20);
        }
        assertThat(full).isGreaterThan(15_000_000);
        assertThat(journal.read(new RunId("going"), 1)).hasSize(2);
    }

    @Test
    void whatANewProcessFindsLeftIsRemovedThen() throws Exception {
        run("old", Duration.ofDays(2));
        run("young", Duration.ZERO);
        journal.close();
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            sql.execute("INSERT INTO pruned_run SELECT number FROM run WHERE id = 'old'");
            sql.execute("DELETE FROM run WHERE id = 'old'");
        }
        open();

        assertThat(awaitSwept()).isEqualTo(rows(2, 0, 0, 0, 1));
    }

    @Test
    void positionsGoOnBehindTheLatestThatWasRemoved() throws Exception {
        run("first", Duration.ofDays(2));
        run("last", Duration.ofDays(2));
        prune("first");
        prune("last");
        awaitSwept();
        journal.close();
        open();

        assertThat(journal.append(Samples.start("next")).join()).isEqualTo(new Appended.Durable(5));
    }

    @Test
    void howLongRunsAreKeptIsKept() {
        assertThat(journal.retention()).isEqualTo(Retention.EVERYTHING);
        for (var retention : List.of(new Retention(Duration.ofDays(30), 1_000), A_DAY, new Retention(null, 7),
                Retention.EVERYTHING)) {
            journal.keep(retention).join();
            journal.close();
            open();
            assertThat(journal.retention()).isEqualTo(retention);
        }
    }
}
