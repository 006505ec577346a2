package dev.flowloom.steps.sql;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

import static dev.flowloom.steps.Calls.call;
import static dev.flowloom.steps.Calls.failure;
import static dev.flowloom.steps.Calls.json;
import static dev.flowloom.steps.Calls.object;
import static org.assertj.core.api.Assertions.assertThat;

/// What PostgreSQL does otherwise than H2. Needs a database to itself, whose JDBC URL (user and password included) is
/// in the environment.
@Tag("postgres")
@EnabledIfEnvironmentVariable(
        named = PostgresTest.VARIABLE,
        matches = "jdbc:postgresql:.*",
        disabledReason = "no PostgreSQL: set " + PostgresTest.VARIABLE + " to a JDBC URL")
class PostgresTest {
    static final String VARIABLE = "FLOWLOOM_TEST_POSTGRES";

    private final SqlExecuteStep step = new SqlExecuteStep();

    @BeforeEach
    void fillTheShop() throws Exception {
        run("DROP TABLE IF EXISTS flowloom_once; DROP TABLE IF EXISTS stock; CREATE TABLE stock (item TEXT PRIMARY KEY, "
                + "available INT CHECK (available >= 0)); INSERT INTO stock VALUES ('tea', 10)", "");
    }

    @Test
    void valuesOfEveryKindBecomeJson() throws Exception {
        assertThat(run("""
                SELECT TRUE AS b, 1.50 AS d, 0.5::float8 AS f, NULL AS n, DATE '2026-01-02' AS dat,
                  TIME '03:04:05' AS t, TIMESTAMP '2026-01-02 03:04:05.6' AS ts,
                  TIMESTAMPTZ '2026-01-02 03:04:05+09:00' AS tz, '\\x0102'::bytea AS bytes,
                  '{"a": [1]}'::jsonb AS j, ARRAY[1, 2] AS l, 'x' AS "Mixed"
                """, "")).isEqualTo(json("""
                {"rows": [{"b": true, "d": 1.50, "f": 0.5, "n": null, "dat": "2026-01-02", "t": "03:04:05",
                  "ts": "2026-01-02T03:04:05.600", "tz": "2026-01-01T18:04:05Z", "bytes": "AQI=", "j": {"a": [1]},
                  "l": "{1,2}", "Mixed": "x"}], "updated": 0}
                """));
    }

    @Test
    void parametersMayBeCast() throws Exception {
        assertThat(run("SELECT :d::jsonb ?? 'a' AS has, :n::int AS n, :t::timestamptz < NOW() AS past",
                "'parameters': {'d': {'a': 1}, 'n': null, 't': '2026-01-02T03:04:05Z'}"))
                .isEqualTo(json("{'rows': [{'has': true, 'n': null, 'past': true}], 'updated': 0}"));
    }

    /// All of them together are more than most heaps of tests hold.
    @Test
    void ofLargeRowsOfAQueryFewAreHeldAtATime() throws Exception {
        var settings = settings("SELECT i, repeat('x', 8000000) AS x FROM generate_series(1, 200) AS s(i)", "");
        try (var reader = new SqlRows().open(settings)) {
            for (int i = 1; i <= 200; i++) {
                assertThat(reader.next()).isInstanceOfSatisfying(Json.Obj.class, row -> assertThat(row.get("x"))
                        .isInstanceOfSatisfying(Json.Str.class, x -> assertThat(x.value()).hasSize(8_000_000)));
            }
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void whatIsToBeDoneOnceIsDoneOnce() throws Exception {
        var settings = settings("UPDATE stock SET available = available - 1", "'once': true, 'expectUpdated': 1");
        assertThat(step.run(call(settings))).isEqualTo(step.run(call(settings)));
        assertThat(run("SELECT available FROM stock", ""))
                .isEqualTo(json("{'rows': [{'available': 9}], 'updated': 0}"));
    }

    @Test
    void failuresAreToldApart() {
        assertFailed("UPDATE stock SET available = -1", "", "sql.constraint", Severity.CRITICAL);
        assertFailed("SELEKT 1", "", "sql.syntax", Severity.CRITICAL);
        assertFailed("SELECT 1 / 0", "", "sql.failed", Severity.CRITICAL);
        assertFailed("SELECT pg_sleep(60)", "'timeout': 'PT0.3S'", "sql.timeout", Severity.RECOVERABLE);
        assertFailed("SET LOCAL statement_timeout = 100; SELECT pg_sleep(60)", "", "sql.timeout", Severity.RECOVERABLE);
        assertFailed("SELECT pg_terminate_backend(pg_backend_pid())", "", "sql.unreachable", Severity.RECOVERABLE);
        assertFailed("DO $$ BEGIN RAISE EXCEPTION ':a;' USING ERRCODE = '40001'; END $$", "", "sql.conflict",
                Severity.RECOVERABLE);
        assertFailed("UPDATE stock SET available = 1", "'expectUpdated': 2", "sql.unexpected-count", Severity.CRITICAL);
    }

    private void assertFailed(String sql, String more, String code, Severity severity) {
        var failure = failure(step, settings(sql, more));
        assertThat(failure.code()).as(failure.message()).isEqualTo(code);
        assertThat(failure.severity()).isEqualTo(severity);
    }

    private static Json.Obj settings(String sql, String more) {
        return object("{" + more + "}").with("url", Json.of(System.getenv().getOrDefault(VARIABLE, ""))).with("sql",
                Json.of(sql));
    }

    private Json run(String sql, String more) throws StepFailure, InterruptedException {
        return step.run(call(settings(sql, more)));
    }
}
