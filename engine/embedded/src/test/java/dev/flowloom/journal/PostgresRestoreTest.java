package dev.flowloom.journal;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

import dev.flowloom.journal.StoreException.Kind;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A backup of a store in PostgreSQL is made a store again, or nothing is.
@NeedsPostgres
final class PostgresRestoreTest {
    private final TestPostgres from = new TestPostgres();
    private final TestPostgres to = new TestPostgres();

    @TempDir
    Path folder;

    @BeforeEach
    void makeBackup() {
        try (var journal = open(from)) {
            journal.append(Samples.start("a")).join();
            journal.backup(backup(), Instant.EPOCH.plusSeconds(1));
        }
    }

    @AfterEach
    void removeThem() throws SQLException {
        from.close();
        to.close();
    }

    private static Journal open(TestPostgres postgres) {
        return Stores.open(postgres.location(), Durability.POWER_SAFE, new TestCodec());
    }

    private Path backup() {
        return folder.resolve("backup.zip");
    }

    private StoreException refusal() {
        var refusal = catchThrowableOfType(StoreException.class, () -> Stores.restore(backup(), to.location()));
        assertThat(refusal).as("it should not be restored").isNotNull();
        return refusal;
    }

    @Test
    void itHasWhatTheStoreHad() {
        Stores.restore(backup(), to.location());
        try (var journal = open(to)) {
            assertThat(journal.read(new RunId("a"), 1)).hasSize(2);
            assertThat(journal.append(Samples.start("b")).join()).isEqualTo(new Appended.Durable(2));
        }
    }

    @Test
    void nothingIsLeftOfOneThatIsRefused() throws Exception {
        try (var zip = FileSystems.newFileSystem(backup())) {
            Files.writeString(zip.getPath("run.jsonl"),
                    Files.readString(zip.getPath("run.jsonl")).replace("RUNNING", "LOST"));
        }
        assertThat(refusal().message()).contains("status of row 1 of the table run is \"LOST\"");
        assertThat(tables()).isZero();

        to.execute("CREATE SCHEMA " + to.schema());
        refusal();
        assertThat(tables()).isZero();
        to.execute("CREATE TABLE schema_is_still_there (one INT)");
    }

    private long tables() throws SQLException {
        try (var connection = to.connect(); var statement = connection.createStatement()) {
            var rows = statement.executeQuery(
                    "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '" + to.schema() + "'");
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void whatIsThereIsLeftAlone() throws Exception {
        to.execute("CREATE SCHEMA " + to.schema());
        to.execute("CREATE TABLE diary (entry TEXT)");

        assertThat(refusal()).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Kind.NOT_A_STORE);
            assertThat(refusal.message()).contains("tables of something else", "another schema").doesNotContain("file");
        });
        assertThat(tables()).isEqualTo(1);
    }

    @Test
    void aStoreWithSomethingInItIsLeftAlone() {
        try (var journal = open(to)) {
            journal.append(Samples.start("mine")).join();
        }

        assertThat(refusal().message()).contains("There is a store already", "another schema").doesNotContain("file");
        try (var journal = open(to)) {
            assertThat(journal.runs(9)).hasSize(1);
        }
    }
}
