package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Rows of a query, one after the other, and statements done for each of many rows.
@Timeout(60)
class SqlRowsTest {
    private static final String URL = "jdbc:h2:mem:sql-rows";
    private Connection keeper;

    @BeforeEach
    void fill() throws Exception {
        keeper = DriverManager.getConnection(URL);
        try (var statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE number AS SELECT x AS id, 'n' || x AS name FROM SYSTEM_RANGE(1, 2000)");
        }
    }

    @AfterEach
    void drop() throws Exception {
        try (var statement = keeper.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    private static Json.Obj query(String sql) {
        return Json.Obj.of("url", Json.of(URL)).with("sql", Json.of(sql));
    }

    private static List<Json> rest(ItemReader reader) throws Exception {
        var rows = new ArrayList<Json>();
        for (var row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static StepFailure failure(Json.Obj settings) {
        return catchThrowableOfType(StepFailure.class, () -> {
            try (var reader = new SqlRows().open(settings)) {
                rest(reader);
            }
        });
    }

    private static Json row(int id) {
        return Json.Obj.of("id", Json.of(id)).with("name", Json.of("n" + id));
    }

    @Test
    void allRowsComeInOrder() throws Exception {
        try (var reader = new SqlRows().open(query("SELECT id, name FROM number ORDER BY id"))) {
            var rows = rest(reader);
            assertThat(rows).hasSize(2000);
            assertThat(rows.getFirst()).isEqualTo(row(1));
            assertThat(rows.getLast()).isEqualTo(row(2000));
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void parametersAreBoundAndRowsSkipped() throws Exception {
        var settings = query("SELECT id, name FROM number WHERE id > :least ORDER BY id").with("parameters",
                Json.Obj.of("least", Json.of(1990)));
        try (var reader = new SqlRows().open(settings)) {
            reader.skip(8);
            assertThat(rest(reader)).containsExactly(row(1999), row(2000));
        }
    }

    @Test
    void ofLargeRowsFewAreFetchedAtOnce() throws Exception {
        assertThat(List.of(SqlCursor.page(1), SqlCursor.page(20_000), SqlCursor.page(10_000_000)))
                .containsExactly(500, 50, 1);

        try (var reader = new SqlRows().open(query("SELECT id, REPEAT('x', 700000) AS x FROM number WHERE id <= 30"))) {
            assertThat(rest(reader)).hasSize(30);
        }
    }

    @Test
    void aReaderThatIsClosedEarlyLetsGoOfItsConnection() throws Exception {
        try (var reader = new SqlRows().open(query("SELECT a.id FROM number a, number b WHERE b.id <= 100"))) {
            assertThat(reader.next()).isNotNull();
        }
        for (int tries = 0; sessions() > 1 && tries < 500; tries++) {
            Thread.sleep(10);
        }
        assertThat(sessions()).isEqualTo(1);
    }

    private int sessions() throws Exception {
        try (var statement = keeper.createStatement();
                var found = statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")) {
            found.next();
            return found.getInt(1);
        }
    }

    @Test
    void whatIsNoQueryIsRefusedAndChangesNothing() throws Exception {
        assertThat(failure(query("DELETE FROM number")).code()).isEqualTo("sql.no-query");
        try (var reader = new SqlRows().open(query("SELECT COUNT(*) AS n FROM number"))) {
            assertThat(reader.next()).isEqualTo(Json.Obj.of("n", Json.of(2000)));
        }
    }

    @Test
    void severalStatementsMissingParametersAndBadSqlAreToldApart() {
        assertThat(failure(query("SELECT 1; SELECT 2"))).hasMessageContaining("several statements");
        assertThat(failure(query("SELECT :x"))).hasMessageContaining(":x");
        assertThat(failure(query("SELEC 1")).code()).isEqualTo("sql.syntax");
        assertThat(failure(query("SELECT 1").with("url", Json.of("jdbc:none:x"))).code()).isEqualTo("sql.no-driver");
    }

    @Test
    void aStatementIsDoneForEachOfManyRowsInOneTransaction() throws Exception {
        var each = Json.Arr.of(row(1), row(2), row(3));
        var settings = query("UPDATE number SET name = :name || :more WHERE id = :id").with("parameters",
                Json.Obj.of("more", Json.of("!"))).with("each", each);

        assertThat(execute(settings)).isEqualTo(
                Json.Obj.of("rows", Json.Arr.of()).with("updated", Json.of(3)));
        try (var reader = new SqlRows().open(query("SELECT name FROM number WHERE id < 4 ORDER BY id"))) {
            assertThat(rest(reader)).extracting(row -> ((Json.Obj) row).get("name")).containsExactly(Json.of("n1!"),
                    Json.of("n2!"), Json.of("n3!"));
        }
    }

    @Test
    void oneOfManyThatIsRefusedUndoesAll() throws Exception {
        execute(query("ALTER TABLE number ADD CONSTRAINT small CHECK (id < 3000)"));
        var settings = query("INSERT INTO number (id) VALUES (:id)").with("each",
                Json.Arr.of(row(2500), row(3500), row(2600)));

        var failure = catchThrowableOfType(StepFailure.class, () -> execute(settings));
        assertThat(failure.code()).isEqualTo("sql.constraint");
        assertThat(failure.details().get("index")).isEqualTo(Json.of(1));
        assertThat(failure.message()).startsWith("For item 2 of \"each\"");
        try (var reader = new SqlRows().open(query("SELECT COUNT(*) AS n FROM number"))) {
            assertThat(reader.next()).isEqualTo(Json.Obj.of("n", Json.of(2000)));
        }
    }

    @Test
    void aRowThatLacksAParameterIsRefused() {
        var settings = query("DELETE FROM number WHERE id = :id").with("each",
                Json.Arr.of(row(1), Json.Obj.of("other", Json.of(1))));

        assertThat(catchThrowableOfType(StepFailure.class, () -> execute(settings))).hasMessageContaining(":id");
    }

    @Test
    void noRowsAreNothingToDo() throws Exception {
        assertThat(execute(query("DELETE FROM number WHERE id = :id").with("each", Json.Arr.of())))
                .isEqualTo(Json.Obj.of("rows", Json.Arr.of()).with("updated", Json.of(0)));
    }

    private static Json execute(Json.Obj settings) throws StepFailure, InterruptedException {
        return new SqlExecuteStep().run(new StepCall(settings, Json.NULL, 1, "r/n/1/1", "r/n/1"));
    }
}
