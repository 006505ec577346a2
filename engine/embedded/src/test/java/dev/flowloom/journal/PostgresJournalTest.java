package dev.flowloom.journal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Event;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@NeedsPostgres
final class PostgresJournalTest extends LastingJournalContract {
    private final TestPostgres postgres = new TestPostgres();

    @Override
    Journal open() {
        return Stores.open(postgres.location(), Durability.POWER_SAFE, new TestCodec());
    }

    @AfterEach
    void removeIt() throws Exception {
        closeIt();
        postgres.close();
    }

    @Test
    void tellsHowMuchRoomItTakes() {
        assertThat(journal.size()).isPositive();
    }

    @Test
    void leavesNoConnectionBehind() throws Exception {
        append(Samples.start("a"));
        journal.runs(1);
        assertThat(postgres.connections()).isPositive();
        journal.close();

        // A process of PostgreSQL that is told so takes its time to end.
        for (var end = Instant.now().plusSeconds(30); postgres.connections() > 0 && Instant.now().isBefore(end);) {
            Thread.sleep(20);
        }
        assertThat(postgres.connections()).isZero();
    }

    /// PostgreSQL ends those of programs that stand still, and tidies up nothing that they may still look at.
    @Test
    void leavesNoTransactionOpenWhileNothingIsWritten() throws Exception {
        assertThat(postgres.transactions()).isZero();
        append(Samples.start("a"));
        append(Samples.more("a", 3));
        journal.locks();
        assertThat(postgres.transactions()).isZero();
    }

    /// Of inserts that it rewrote the driver doesn't say which were made.
    @Test
    void anOptionThatRewritesInsertsChangesNothing() {
        journal.close();
        journal = Stores.open(StoreLocation.parse(postgres.url() + "&reWriteBatchedInserts=true"),
                Durability.POWER_SAFE, new TestCodec());
        var starts = IntStream.range(0, 50).mapToObj(i -> journal.append(Samples.start("run" + i))).toList();

        assertThat(starts).extracting(CompletableFuture::join).allMatch(Appended.Durable.class::isInstance);
        assertThat(journal.runs(100)).hasSize(50);
    }

    /// PostgreSQL keeps microseconds, and a row's checksum covers its time.
    @Test
    void givesTimesBackByTheMicrosecond() {
        var at = Instant.parse("2026-03-01T10:15:30.123456999Z");
        append(new Batch(new RunId("a"), 1, at, Samples.start("a").events()));

        assertThat(journal.read(new RunId("a"), 1)).allSatisfy(
                event -> assertThat(event.at()).isEqualTo(Instant.parse("2026-03-01T10:15:30.123456Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \u0000", "half \ud800", "other half \udc00", "\ud83d\udd77 and \ud83d"})
    void keepsJsonWithWhatItHasNoPlaceFor(String text) {
        var json = "\"" + text + "\"";
        journal.send(new Message("paid", "7", null, json, Samples.AT)).join();

        var kept = journal.messages(1).getFirst().message().data();
        assertThat(unescaped(kept)).isEqualTo(json);
    }

    private static String unescaped(String json) {
        var text = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            boolean isEscape = json.startsWith("\\u", i);
            text.append(isEscape ? (char) Integer.parseInt(json.substring(i + 2, i + 6), 16) : json.charAt(i));
            i += isEscape ? 5 : 0;
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k\u0000", "k\ud800"})
    void refusesKeysThatItHasNoPlaceFor(String key) {
        assertThatThrownBy(() -> journal.append(Samples.start("a", "orders", key)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("can't keep");
        assertThatThrownBy(() -> journal.send(Samples.message("paid", key, null)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("key of a message");
    }

    @Test
    void keepsDeadLettersWhoseErrorsItHasNoPlaceFor() {
        append(Samples.start("a"));
        var error = new RunError("code\u0000", "half \ud800", Severity.CRITICAL, new NodeId("a"), Json.Obj.EMPTY);
        append(Samples.one("a", 3, new Event.RunFailed(error, Event.Compensation.NONE)));

        var letter = journal.letters(null, false, 9).getFirst();
        assertThat(letter.code()).isEqualTo("code\ufffd");
        assertThat(letter.message()).isEqualTo("half \ufffd");
    }

    @Test
    void doesNotCutCharactersApart() {
        var data = "\"" + "\ud83d\udd77".repeat(LongTexts.PART) + "\"";
        journal.send(new Message("paid", "7", null, data, Samples.AT)).join();

        assertThat(journal.messages(1).getFirst().message().data()).isEqualTo(data);
    }

    @Test
    void severalJournalsOfOneStoreSeeTheSame() {
        try (var other = open()) {
            append(Samples.start("a", "orders", "k"));
            assertThat(other.read(new RunId("a"), 1)).hasSize(2);
            assertThat(other.append(Samples.start("b", "orders", "k")).join())
                    .isEqualTo(new Appended.KeyTaken(new RunId("a")));
            assertThat(other.append(Samples.start("b")).join()).isEqualTo(new Appended.Durable(2));
            assertThat(append(Samples.start("c"))).isEqualTo(new Appended.Durable(3));
            long message = ((Appended.Durable) other.send(Samples.message("paid", "7", null)).join()).position();
            append(Samples.received("c", 3, message));
            assertThat(other.messages(9)).isEmpty();
            assertThat(other.drop(message).join()).isEqualTo(new Appended.MessageGone(message));
            var lock = new LockChange.Take("card", 1, new VisitId(2), Samples.AT);
            var more = Samples.more("c", 4);
            append(new Batch(more.run(), 4, more.at(), more.events(), List.of(lock), List.of()));
            assertThat(other.locks()).hasSize(1);
        }
    }

    @Test
    void storesInOneDatabaseKeepApart() throws Exception {
        try (var second = new TestPostgres();
                var other = Stores.open(second.location(), Durability.POWER_SAFE, new TestCodec())) {
            append(Samples.start("a"));
            assertThat(other.runs(9)).isEmpty();
            assertThat(other.append(Samples.start("a")).join()).isEqualTo(new Appended.Durable(1));
        }
    }
}
