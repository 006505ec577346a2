package dev.flowloom.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.StoreException.Kind;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What can be wrong with a store when it is opened: each has its words, and nothing is changed.
final class OpeningTest {
    @TempDir
    Path folder;

    private StoreLocation.OnDisk location = new StoreLocation.OnDisk(Path.of("unset").toAbsolutePath());

    @BeforeEach
    void locate() {
        location = new StoreLocation.OnDisk(folder.resolve("store"));
    }

    private Journal open() {
        return Stores.open(location, Durability.KILL_SAFE, new TestCodec());
    }

    private void makeStore() {
        try (var journal = open()) {
            journal.append(Samples.start("a")).join();
            for (int i = 0; i < 200; i++) {
                journal.append(Samples.large("a", 3 + 2 * i, 1_000)).join();
            }
        }
    }

    private StoreException refusal() {
        var refusal = catchThrowableOfType(StoreException.class, () -> open().close());
        assertThat(refusal).as("it should not open").isNotNull();
        assertThat(refusal.remedy()).isNotBlank();
        return refusal;
    }

    private void sql(String user, String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + location.base(), user, "");
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void aStoreOfTheFirstVersionGetsWhatCameLater() throws Exception {
        makeStore();
        sql("flowloom", "DROP TABLE message");
        sql("flowloom", "DROP TABLE lock");
        sql("flowloom", "ALTER TABLE run DROP COLUMN caller");
        sql("flowloom", "DELETE FROM \"schema_history\" WHERE \"version\" > '1'");
        try (var journal = open()) {
            assertThat(journal.read(new RunId("a"), 1)).hasSize(402);
            journal.send(Samples.message("paid", "7", null)).join();
            assertThat(journal.messages(9)).hasSize(1);
            assertThat(journal.locks()).isEmpty();
            assertThat(journal.find(new RunId("a"))).extracting(RunSummary::caller).isNull();
        }
    }

    @Test
    void oneWhoseBeginningAloneIsLeftIsSaidToBeDamaged() throws Exception {
        for (int length : new int[]{100, 4_096, 5_000, 8_191}) {
            Files.deleteIfExists(location.database());
            Files.deleteIfExists(location.acknowledged());
            makeStore();
            try (var file = FileChannel.open(location.database(), StandardOpenOption.WRITE)) {
                file.truncate(length);
            }

            assertThat(refusal().kind()).as("%d bytes", length).isEqualTo(Kind.DAMAGED);
            assertThat(refusal().getMessage()).doesNotContain("nothing that was acknowledged is lost", "flowloom:");
        }
    }

    @Test
    void isRefusedWhileAnotherProcessHasTheStore() throws Exception {
        makeStore();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var holder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), StoreHolder.class.getName(),
                location.base().toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("open");
            var refusal = refusal();
            assertThat(refusal.kind()).isEqualTo(Kind.LOCKED);
            assertThat(refusal.message()).contains("in use by another program", "Close that program and try again");
        } finally {
            holder.getOutputStream().close();
            assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        try (var journal = open()) {
            assertThat(journal.read(new RunId("a"), 1)).hasSize(402);
            assertThat(journal.find(new RunId("held"))).isNotNull();
        }
    }

    @Test
    void isRefusedWhileThisProcessHasTheStore() {
        try (var journal = open()) {
            journal.append(Samples.start("a")).join();
            assertThat(refusal().message()).contains("in use by this program");
            assertThat(journal.append(Samples.more("a", 3)).join()).isInstanceOf(Appended.Durable.class);
        }
    }

    @Test
    void isRefusedWhereTheFileIsNoDatabase() throws Exception {
        Files.writeString(location.database(), "my diary");

        assertRefusedUnchanged(Kind.NOT_A_STORE);
    }

    @Test
    void isRefusedWhereTheDatabaseIsSomebodyElses() throws Exception {
        sql("somebody", "CREATE TABLE diary (entry VARCHAR)");

        assertRefusedUnchanged(Kind.NOT_A_STORE);
    }

    @Test
    void isRefusedWhereTheDatabaseHasOtherTables() throws Exception {
        sql("flowloom", "CREATE TABLE diary (entry VARCHAR)");

        assertRefusedUnchanged(Kind.NOT_A_STORE);
    }

    @Test
    void isRefusedWhereANewerVersionMadeTheStore() throws Exception {
        makeStore();
        sql("flowloom", "UPDATE \"schema_history\" SET \"version\" = '99'");

        assertRefusedUnchanged(Kind.NEWER);
    }

    @Test
    void isRefusedWhereTheFileIsDamaged() throws Exception {
        makeStore();
        try (var file = new RandomAccessFile(location.database().toFile(), "rw")) {
            var rubbish = new byte[(int) file.length() - 8192];
            Arrays.fill(rubbish, (byte) 0x5a);
            file.seek(8192);
            file.write(rubbish);
        }

        assertRefusedUnchanged(Kind.DAMAGED);
    }

    @Test
    void isRefusedWhereTheFileIsCutShort() throws Exception {
        makeStore();
        try (var file = new RandomAccessFile(location.database().toFile(), "rw")) {
            file.setLength(8192 + 100);
        }

        assertRefusedUnchanged(Kind.DAMAGED);
    }

    @Test
    void isRefusedWhereNothingIsInTheFile() throws Exception {
        makeStore();
        Files.write(location.database(), new byte[0]);
        assertRefusedUnchanged(Kind.DAMAGED);
        assertThat(refusal()).hasMessageContaining("is empty");
    }

    @Test
    void isRefusedWhereTheDatabaseIsGone() throws Exception {
        makeStore();
        Files.delete(location.database());

        assertThat(refusal().kind()).isEqualTo(Kind.EVENTS_MISSING);
        assertThat(location.database()).doesNotExist();
    }

    @Test
    void isRefusedWhereAcknowledgedEventsAreMissing() throws Exception {
        try (var journal = open()) {
            journal.append(Samples.start("a")).join();
        }
        var older = folder.resolve("older");
        Files.copy(location.database(), older);
        try (var journal = open()) {
            journal.append(Samples.more("a", 3)).join();
        }
        Files.copy(older, location.database(), StandardCopyOption.REPLACE_EXISTING);

        var refusal = assertRefusedUnchanged(Kind.EVENTS_MISSING);
        assertThat(refusal.message()).contains("batches up to 2 were acknowledged, 1 are there");
        Files.delete(location.acknowledged());
        open().close();
    }

    @Test
    void isRefusedWhereAFileIsInTheWayOfTheFolder() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        location = new StoreLocation.OnDisk(folder.resolve("file/store"));

        assertThat(refusal().kind()).isEqualTo(Kind.NOT_WRITABLE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isRefusedWhereNothingCanBeWritten() {
        location = new StoreLocation.OnDisk(Path.of("/proc/store"));

        assertThat(refusal().kind()).isEqualTo(Kind.NOT_WRITABLE);
    }

    @Test
    void goesOnWithAStoreWhoseMakingWasCutOff() throws Exception {
        var left = location.making().database();
        Files.writeString(left, "H:2, and no more");
        Files.write(location.acknowledged(), new byte[7]);

        makeStore();
        try (var journal = open()) {
            assertThat(journal.runs(10)).hasSize(1);
        }
        assertThat(left).doesNotExist();
        assertNothingElseIn("store.mv.db", "store.acknowledged");
    }

    private void assertNothingElseIn(String... names) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void leavesAloneWhatHasANameLikeThatOfAStoreInTheMaking() throws Exception {
        for (var name : List.of("store.new.mv.db", "store.making-1.mv.db", "store.making-.mv.db")) {
            Files.writeString(folder.resolve(name), "mine");
        }
        makeStore();

        for (var name : List.of("store.new.mv.db", "store.making-1.mv.db", "store.making-.mv.db")) {
            assertThat(folder.resolve(name)).hasContent("mine");
        }
    }

    @Test
    void isRefusedWhereSomebodyElsesFileHasTheNameOfTheMark() throws Exception {
        for (var content : List.of("my diary", "my diary, in which there is more than a mark has")) {
            Files.writeString(location.acknowledged(), content);

            assertThat(refusal()).satisfies(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.NOT_A_STORE);
                assertThat(refusal.message()).contains("store.acknowledged", "Move that file away");
            });
            assertThat(location.acknowledged()).hasContent(content);
            assertNothingElseIn("store.acknowledged");
        }
    }

    @Test
    void isRefusedWhereAFolderOrALinkToNothingHasTheNameOfTheMark() throws Exception {
        Files.createDirectory(location.acknowledged());
        assertThat(refusal().kind()).isEqualTo(Kind.NOT_A_STORE);

        Files.delete(location.acknowledged());
        Files.createSymbolicLink(location.acknowledged(), folder.resolve("gone"));
        assertThat(refusal().kind()).isEqualTo(Kind.NOT_A_STORE);
        assertNothingElseIn("store.acknowledged");
    }

    @Test
    void isRefusedWhereTheDatabaseIsALinkToNothing() throws Exception {
        var elsewhere = folder.resolve("disk/store.mv.db");
        Files.createSymbolicLink(location.database(), elsewhere);

        var refusal = refusal();
        assertThat(refusal.kind()).isEqualTo(Kind.NOT_A_STORE);
        assertThat(refusal.message()).contains("store.mv.db is a link to " + elsewhere, "isn't there", "mount");
        assertThat(Files.readSymbolicLink(location.database())).isEqualTo(elsewhere);
        assertNothingElseIn("store.mv.db");
    }

    @Test
    void isRefusedWhereTheDatabaseIsAFolder() throws Exception {
        Files.createDirectory(location.database());

        assertThat(refusal().kind()).isEqualTo(Kind.NOT_A_STORE);
    }

    /// What vouches for the store can't: who goes on nevertheless says so by removing it.
    @Test
    void isRefusedWhereTheMarkIsDamaged() throws Exception {
        makeStore();
        var bytes = Files.readAllBytes(location.acknowledged());
        bytes[12] ^= 1;
        Files.write(location.acknowledged(), bytes);

        var refusal = assertRefusedUnchanged(Kind.DAMAGED);
        assertThat(refusal.message()).contains("store.acknowledged", "can't be said whether", "delete");
        assertThat(Files.readAllBytes(location.acknowledged())).isEqualTo(bytes);
        Files.delete(location.acknowledged());
        open().close();
    }

    @Test
    void saysThatNothingVouchesForAStoreWhoseMarkIsGoneOrEmpty() throws Exception {
        makeStore();
        try (var journal = open()) {
            assertThat(journal.remark()).isNull();
        }
        Files.delete(location.acknowledged());
        try (var journal = open()) {
            assertThat(journal.remark()).contains("store.acknowledged", "up to where", "201 batches", "backup");
        }
        Files.write(location.acknowledged(), new byte[20]);
        try (var journal = open()) {
            assertThat(journal.remark()).isNotNull();
        }
        try (var journal = open()) {
            assertThat(journal.remark()).isNull();
        }
    }

    @Test
    void saysNothingOfAMarkThatANewStoreHasNotYet() {
        try (var journal = open()) {
            assertThat(journal.remark()).isNull();
        }
    }

    private StoreException assertRefusedUnchanged(Kind kind) throws IOException {
        var before = Files.readAllBytes(location.database());
        var refusal = refusal();
        assertThat(refusal.kind()).as(refusal.message()).isEqualTo(kind);
        assertThat(Files.readAllBytes(location.database())).isEqualTo(before);
        return refusal;
    }
}
