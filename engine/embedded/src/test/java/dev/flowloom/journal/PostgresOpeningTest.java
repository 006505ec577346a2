package dev.flowloom.journal;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

import dev.flowloom.journal.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What can be wrong with a store in PostgreSQL when it is opened: each has its words, and nothing is changed.
@NeedsPostgres
final class PostgresOpeningTest {
    private final TestPostgres postgres = new TestPostgres();

    @AfterEach
    void removeIt() throws Exception {
        postgres.close();
    }

    private Journal open() {
        return Stores.open(postgres.location(), Durability.POWER_SAFE, new TestCodec());
    }

    private static StoreException refusal(StoreLocation location) {
        var refusal = catchThrowableOfType(StoreException.class,
                () -> Stores.open(location, Durability.POWER_SAFE, new TestCodec()).close());
        assertThat(refusal).as("it should not open").isNotNull();
        assertThat(refusal.remedy()).isNotBlank();
        return refusal;
    }

    @Test
    void makesAStoreWhereNoneIs() {
        assertThat(Stores.exists(postgres.location())).isFalse();
        open().close();
        assertThat(Stores.exists(postgres.location())).isTrue();
    }

    @Test
    void makesOneStoreWhereSeveralOpenItAtOnce() {
        var opening = new ArrayList<CompletableFuture<Journal>>();
        for (int i = 0; i < 4; i++) {
            opening.add(CompletableFuture.supplyAsync(this::open));
        }
        var journals = opening.stream().map(CompletableFuture::join).toList();
        journals.getFirst().append(Samples.start("a")).join();

        assertThat(journals).allSatisfy(journal -> assertThat(journal.runs(9)).hasSize(1));
        journals.forEach(Journal::close);
    }

    @Test
    void usesASchemaThatIsThereAndEmpty() throws Exception {
        postgres.execute("CREATE SCHEMA " + postgres.schema());
        open().close();
        assertThat(Stores.exists(postgres.location())).isTrue();
    }

    @Test
    void isRefusedWhereTheSchemaHasOtherTables() throws Exception {
        postgres.execute("CREATE SCHEMA " + postgres.schema());
        postgres.execute("CREATE TABLE diary (entry TEXT)");

        assertThat(refusal(postgres.location())).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Kind.NOT_A_STORE);
            assertThat(refusal.message()).contains(postgres.schema(), "another schema");
        });
        postgres.execute("SELECT entry FROM diary");
    }

    @Test
    void isRefusedWhereANewerVersionMadeTheStore() throws Exception {
        open().close();
        postgres.execute("UPDATE schema_history SET version = '99'");

        assertThat(refusal(postgres.location()).kind()).isEqualTo(Kind.NEWER);
    }

    @Test
    void isRefusedWhereNobodyListens() {
        var refusal = refusal(StoreLocation.parse("jdbc:postgresql://127.0.0.1:1/db?user=me&password=secret"));

        assertThat(refusal.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refusal.message()).contains("jdbc:postgresql://127.0.0.1:1/db?user=me", "can't be reached")
                .doesNotContain("secret");
    }

    @Test
    void isRefusedWhereThereIsNoSuchDatabase() {
        var url = postgres.url().replaceFirst("/[^/?]*\\?", "/no_such_database?");

        assertThat(refusal(StoreLocation.parse(url)).kind()).isEqualTo(Kind.BAD_LOCATION);
    }

    @Test
    void isRefusedWhereTheUserMayNotWrite() throws Exception {
        var user = postgres.schema();
        postgres.execute("CREATE USER " + user);
        try {
            var url = postgres.url().replaceFirst("user=[^&]*", "user=" + user);
            assertThat(refusal(StoreLocation.parse(url))).satisfies(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.NOT_WRITABLE);
                assertThat(refusal.message()).contains("create and change tables in the schema " + postgres.schema());
            });
        } finally {
            postgres.execute("DROP USER " + user);
        }
    }

    @Test
    void isRefusedWhereTheUserIsUnknown() {
        var url = postgres.url().replaceFirst("user=[^&]*", "user=nobody_like_that");

        assertThat(refusal(StoreLocation.parse(url)).kind()).isEqualTo(Kind.REFUSED);
    }

    /// As far as PostgreSQL itself keeps it: that is up to who runs it.
    @Test
    void waitsForTheDiskAlsoWhereTheUrlSaysOtherwise() throws Exception {
        var location = (StoreLocation.InPostgres) StoreLocation
                .parse(postgres.url() + "&options=-c%20synchronous_commit=off");
        open().close();
        var store = PostgresStore.at(location);
        try (var writer = store.connect(); var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            store.commits(writer);
            var rows = statement.executeQuery("SHOW synchronous_commit");
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("on");
        }
    }
}
