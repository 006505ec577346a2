package dev.flowloom.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Backups that nobody's store can have given: each is refused with a reason, and nothing is left of the attempt.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
final class CraftedBackupTest {
    private static final Instant NOW = Samples.AT.plusSeconds(1_000);
    private static final String MANIFEST = "backup.json";

    @TempDir
    Path folder;

    @BeforeEach
    void makeBackup() {
        try (var journal = Stores.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE,
                new TestCodec())) {
            journal.define("d1", "{}").join();
            journal.append(Samples.start("a", "orders", "k")).join();
            journal.append(Samples.end("a", 3)).join();
            journal.send(Samples.message("paid", "7", "m1")).join();
            journal.append(Samples.start("b")).join();
            journal.append(Samples.one("b", 3, Samples.FAILED)).join();
            journal.keep(new Retention(null, 100)).join();
            journal.backup(backup(), NOW);
        }
    }

    private Path backup() {
        return folder.resolve("backup.zip");
    }

    private void change(String entry, UnaryOperator<String> change) throws IOException {
        try (var zip = FileSystems.newFileSystem(backup())) {
            var before = Files.readString(zip.getPath(entry));
            var after = change.apply(before);
            assertThat(after).as("something is changed").isNotEqualTo(before);
            Files.writeString(zip.getPath(entry), after);
        }
    }

    private void remove(String entry) throws IOException {
        try (var zip = FileSystems.newFileSystem(backup())) {
            Files.delete(zip.getPath(entry));
        }
    }

    private void add(String entry, String text) throws IOException {
        try (var zip = FileSystems.newFileSystem(backup())) {
            Files.writeString(zip.getPath(entry), text);
        }
    }

    private StoreException refusal() throws IOException {
        var refusal = catchThrowableOfType(StoreException.class,
                () -> Stores.restore(backup(), new StoreLocation.OnDisk(folder.resolve("made/store"))));
        assertThat(refusal).as("it should not be taken").isNotNull();
        try (var files = Files.list(folder.resolve("made"))) {
            assertThat(files).as("what is left").isEmpty();
        }
        return refusal;
    }

    private void assertRefused(String reason) throws IOException {
        assertThat(refusal()).satisfies(refusal -> {
            assertThat(refusal.kind()).as(refusal.message()).isEqualTo(StoreException.Kind.NOT_A_STORE);
            assertThat(refusal.what()).contains("backup.zip is not a backup of a store, or not a whole one: ")
                    .contains(reason).doesNotContain("INSERT", "SELECT", "disk");
            assertThat(refusal.remedy()).contains("Take another one");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "batch", "definition", "text_part", "retention"})
    void aTableThatItCountsAndDoesNotHaveIsMissed(String table) throws IOException {
        remove(table + ".jsonl");

        assertRefused("the table %s is missing".formatted(table));
    }

    @Test
    void aTableThatItNeitherCountsNorHasIsMissed() throws IOException {
        remove("batch.jsonl");
        change(MANIFEST, text -> text.replaceFirst("\"batch\": \\d+,", ""));

        assertRefused("the table batch is missing");
    }

    @Test
    void aTableThatItDoesNotCountIsNotTaken() throws IOException {
        change(MANIFEST, text -> text.replaceFirst("\"batch\": \\d+,", ""));

        assertRefused("it doesn't say how many rows the table batch has");
    }

    @Test
    void whatNoBackupHasIsNotTaken() throws IOException {
        add("diary.jsonl", "[\"entry\"]\n");

        assertRefused("it has an entry diary.jsonl, which no backup has");
    }

    @Test
    void countsOfTablesThatThereAreNoneOfAreNotTaken() throws IOException {
        change(MANIFEST, text -> text.replace("\"batch\":", "\"diary\": 0, \"batch\":"));

        assertRefused("it counts rows of diary, which is no table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.jsonl", "backup.json"})
    void anEntryThatIsThereTwiceIsNotTaken(String entry) throws IOException {
        var twice = folder.resolve("twice.zip");
        try (var zip = new ZipFile(backup().toFile());
                var out = new ZipOutputStream(Files.newOutputStream(twice))) {
            for (var each : zip.stream().toList()) {
                copy(zip, each, each.getName(), out);
            }
            copy(zip, zip.getEntry(entry), "?".repeat(entry.length()), out);
        }
        var bytes = Files.readString(twice, StandardCharsets.ISO_8859_1);
        Files.writeString(backup(), bytes.replace("?".repeat(entry.length()), entry), StandardCharsets.ISO_8859_1);

        assertRefused("it has the entry %s twice".formatted(entry));
    }

    private static void copy(ZipFile zip, ZipEntry entry, String name, ZipOutputStream out) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        zip.getInputStream(entry).transferTo(out);
        out.closeEntry();
    }

    @Test
    void moreOrFewerRowsThanItSaysAreNotTaken() throws IOException {
        change(MANIFEST, text -> text.replaceFirst("\"run\": 2", "\"run\": 1"));
        assertRefused("the table run has more rows than the 1 that it says");

        change(MANIFEST, text -> text.replaceFirst("\"run\": 1", "\"run\": 3"));
        assertRefused("the table run has 2 rows, and it says that there are 3");
    }

    @Test
    void aRowThatIsTooShortOrTooLongIsNotTaken() throws IOException {
        change("retention.jsonl", text -> text.replace("[null,100]", "[null]"));
        assertRefused("row 1 of the table retention has 1 values, and there are 2 columns");

        change("retention.jsonl", text -> text.replace("[null]", "[null,100,7]"));
        assertRefused("row 1 of the table retention has 3 values, and there are 2 columns");
    }

    @Test
    void theColumnsAreThoseOfTheTable() throws IOException {
        change("retention.jsonl", text -> text.replace("\"most\"", "\"diary\""));
        assertRefused("the table retention has the columns longest_seconds, diary");

        change("retention.jsonl", text -> text.replace("\"diary\"", "\"longest_seconds\""));
        assertRefused("the table retention has the columns longest_seconds, longest_seconds");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                    "retention.jsonl|null,100|-5,100|longest_seconds of row 1 of the table retention is -5",
                    "retention.jsonl|null,100|null,-1|most of row 1 of the table retention is -1",
                    "retention.jsonl|null,100|null,99999999999|most of row 1 of the table retention is 99999999999",
                    "retention.jsonl|null,100|null,1.5|most of row 1 of the table retention is 1.5",
                    "retention.jsonl|null,100|null,true|most of row 1 of the table retention is true",
                    "run.jsonl|\"COMPLETED\"|\"LOST\"|status of row 1 of the table run is \"LOST\"",
                    "run.jsonl|\"COMPLETED\"|null|status of row 1 of the table run is null",
                    "run.jsonl|\"a\"|\" \"|id of row 1 of the table run is \" \"",
                    "message.jsonl|\"KEPT\"|\"BURNT\"|status of row 1 of the table message is \"BURNT\"",
                    "dead_letter.jsonl|\"OPEN\"|\"AJAR\"|status of row 1 of the table dead_letter is \"AJAR\""})
    void aValueThatNoStoreHasIsNotTaken(String entry, String before, String after, String reason) throws IOException {
        change(entry, text -> text.replaceFirst(before, after));

        assertRefused(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-0004-01-01T00:00Z", "+999999999-12-31T23:59:59Z", "1969-12-31T23:59Z", "+10000-01-01T00:00Z",
                    "yesterday", "2026-02-30T00:00Z"})
    void wildTimesAreNotTaken(String time) throws IOException {
        change("run.jsonl", text -> text.replaceFirst("\"20\\d\\d-[^\"]*\"", "\"" + time + "\""));

        assertRefused("started of row 1 of the table run is \"%s\"".formatted(time));
    }

    @Test
    void longTextsAreShortenedWhereTheyAreTold() throws IOException {
        change("run.jsonl",
                text -> text.replaceFirst("\"20\\d\\d-[^\"]*\"", "\"" + "x".repeat(5_000) + "\""));

        assertThat(refusal().what()).hasSizeLessThan(500).contains("x…\"");
    }

    @Test
    void textsThatAreLongerThanTheirColumnAreNotTaken() throws IOException {
        change("run.jsonl", text -> text.replace("\"orders\"", "\"" + "x".repeat(5_000) + "\""));

        assertRefused("flow of row 1 of the table run is a text of 5000 characters");
    }

    @Test
    void rowsThatExcludeEachOtherAreNotTaken() throws IOException {
        change("run.jsonl", text -> text.replace("\"b\"", "\"a\""));

        assertRefused("rows of the table run exclude each other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1", "9223372036854775807", "1e99"})
    void aMadeUpPositionIsNotTaken(String position) throws IOException {
        change(MANIFEST, text -> text.replaceFirst("\"position\": \\d+", "\"position\": " + position));

        refusal();
        assertRefused(position.equals("1e99") ? "says of itself" : "position");
    }

    @Test
    void twoRetentionsAreNotTaken() throws IOException {
        change("retention.jsonl", text -> text + "[7,7]\n");
        change(MANIFEST, text -> text.replace("\"retention\": 1", "\"retention\": 2"));

        assertRefused("there is more than one row in the table retention");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3"})
    void aVersionThatThereWasNotIsNotTaken(String schema) throws IOException {
        change(MANIFEST, text -> text.replaceFirst("\"schema\": \\d+", "\"schema\": " + schema));

        assertRefused("of a version that there was not");
    }

    @Test
    void whatIsNoJsonIsNotTaken() throws IOException {
        change("run.jsonl", text -> text.replace("]\n", "\n"));

        assertRefused("the table run");
    }

    @Test
    void ofAnotherDatabaseIsSaidBeforeItsVersion() throws IOException {
        change(MANIFEST, text -> text.replace("\"H2\"", "\"POSTGRESQL\"").replaceFirst("\"schema\": \\d+",
                "\"schema\": 99"));

        assertThat(refusal()).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(StoreException.Kind.BAD_LOCATION);
            assertThat(refusal.message()).contains("store in POSTGRESQL");
        });
    }

    @Test
    void linesWithoutEndAreNotReadToTheirEnd() throws IOException {
        var zeros = " ".repeat(1 << 20);
        try (var zip = new ZipFile(backup().toFile());
                var out = new ZipOutputStream(Files.newOutputStream(folder.resolve("bomb.zip")))) {
            for (var each : zip.stream().filter(entry -> !entry.getName().equals("run.jsonl")).toList()) {
                copy(zip, each, each.getName(), out);
            }
            out.putNextEntry(new ZipEntry("run.jsonl"));
            for (int i = 0; i < 200; i++) {
                out.write(zeros.getBytes(StandardCharsets.UTF_8));
            }
            out.closeEntry();
        }
        Files.delete(backup());
        Files.move(folder.resolve("bomb.zip"), backup());

        assertRefused("row 0 of the table run is longer than any that was written");
    }

    @Test
    void aLongManifestIsNotReadToItsEnd() throws IOException {
        change(MANIFEST, text -> text + " ".repeat(1 << 21));

        assertRefused("what it says of itself is too long");
    }

    @Test
    void whatIsNoFileIsNotRead() throws IOException {
        Files.delete(backup());
        Files.createDirectory(backup());
        assertRefused("it is no file");
    }

    @Test
    void whatIsWholeIsTaken() {
        var made = new ArrayList<BackupSummary>(List.of(
                Stores.restore(backup(), new StoreLocation.OnDisk(folder.resolve("made/store")))));
        assertThat(made.getFirst().runs()).isEqualTo(2);
    }
}
