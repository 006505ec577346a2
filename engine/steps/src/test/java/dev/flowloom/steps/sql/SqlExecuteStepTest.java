package dev.flowloom.steps.sql;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.flowloom.steps.Calls.call;
import static dev.flowloom.steps.Calls.failure;
import static dev.flowloom.steps.Calls.json;
import static dev.flowloom.steps.Calls.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/// The time-out is for a test that waits for what never comes.
@Timeout(60)
class SqlExecuteStepTest {
    private static final CountDownLatch UNDER_WAY = new CountDownLatch(1);
    private final SqlExecuteStep step = new SqlExecuteStep();
    private @TempDir Path folder = Path.of("");

    @BeforeEach
    void fillTheShop() throws Exception {
        run("CREATE TABLE stock (item VARCHAR(20) PRIMARY KEY, available INT, "
                + "CONSTRAINT not_negative CHECK (available >= 0)); INSERT INTO stock VALUES ('tea', 10), ('pot', 2)");
    }

    @Test
    void aQueryGivesRowsByName() throws Exception {
        assertThat(run("SELECT item, available AS \"howMany\" FROM stock ORDER BY item"))
                .isEqualTo(json("{'rows': [{'item': 'pot', 'howMany': 2}, {'item': 'tea', 'howMany': 10}], "
                        + "'updated': 0}"));
    }

    @Test
    void aColumnThatAnotherWouldHideIsRefused() {
        var failure = failed("UPDATE stock SET available = 5; SELECT 1 AS a, 2 AS \"a\"", "");
        assertThat(failure.code()).isEqualTo("sql.same-name");
        assertThat(failure.message()).contains("\"a\"").contains("AS");
        assertThat(stock()).isEqualTo("pot=2 tea=10");
    }

    @Test
    void parametersAreBoundAndNeverPasted() throws Exception {
        var evil = "'parameters': {'item': 'x\\u0027); DROP TABLE s', 'n': 1}";
        run("INSERT INTO stock VALUES (:item, :n)", evil);
        assertThat(run("SELECT COUNT(*) AS n FROM stock WHERE item = :item", evil))
                .isEqualTo(json("{'rows': [{'n': 1}], 'updated': 0}"));
    }

    @Test
    void changesAreCountedOverAllStatements() throws Exception {
        assertThat(run("UPDATE stock SET available = 1; UPDATE stock SET available = 3 WHERE item = 'tea'"))
                .isEqualTo(json("{'rows': [], 'updated': 3}"));
    }

    @Test
    void statementsAreDoneAllOrNone() {
        var failure = failed("UPDATE stock SET available = 5; UPDATE stock SET available = -1 WHERE item = 'pot'", "");
        assertThat(failure.code()).isEqualTo("sql.constraint");
        assertThat(failure.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(failure.message()).contains("NOT_NEGATIVE").doesNotContain("SQL statement");
        assertThat(stock()).isEqualTo("pot=2 tea=10");
    }

    @Test
    void anUnexpectedNumberOfChangesIsRolledBack() {
        var failure = failed("UPDATE stock SET available = available - 11 WHERE item = 'tea' AND available >= 11; "
                + "UPDATE stock SET available = 0 WHERE item = 'pot'", "'expectUpdated': 2");
        assertThat(failure.code()).isEqualTo("sql.unexpected-count");
        assertThat(failure.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(failure.details()).isEqualTo(json("{'expected': 2, 'updated': 1}"));
        assertThat(stock()).isEqualTo("pot=2 tea=10");
    }

    @Test
    void valuesOfEveryKindBecomeJson() throws Exception {
        assertThat(run("""
                SELECT TRUE AS b, CAST(1.50 AS DECIMAL(9,2)) AS d, CAST(0.5 AS DOUBLE PRECISION) AS f, NULL AS n,
                  DATE '2026-01-02' AS dat, TIME '03:04:05' AS t, TIMESTAMP '2026-01-02 03:04:05.6' AS ts,
                  TIMESTAMP WITH TIME ZONE '2026-01-02 03:04:05+09:00' AS tz, X'0102' AS bytes, CAST('x' AS CLOB) AS c,
                  JSON '{"a": [1]}' AS j, UUID '11111111-2222-3333-4444-555555555555' AS u, CAST(X'0102' AS BLOB) AS bl
                """)).isEqualTo(json("""
                {"rows": [{"b": true, "d": 1.50, "f": 0.5, "n": null, "dat": "2026-01-02", "t": "03:04:05",
                  "ts": "2026-01-02T03:04:05.600", "tz": "2026-01-02T03:04:05+09:00", "bytes": "AQI=", "c": "x",
                  "j": {"a": [1]}, "u": "11111111-2222-3333-4444-555555555555", "bl": "AQI="}], "updated": 0}
                """));
    }

    @Test
    void parametersOfEveryKindAreTaken() throws Exception {
        assertThat(run("SELECT CAST(:b AS BOOLEAN) AS b, CAST(:w AS BIGINT) AS w, CAST(:d AS DECIMAL(9,2)) AS d, "
                + "CAST(:n AS INT) AS n, CAST(:l AS VARCHAR) AS l",
                "'parameters': {'b': true, 'w': 123456789012, 'd': 1.5, 'n': null, 'l': [1, {}]}"))
                .isEqualTo(json("{'rows': [{'b': true, 'w': 123456789012, 'd': 1.50, 'n': null, 'l': '[1,{}]'}], "
                        + "'updated': 0}"));
    }

    @Test
    void tooManyRowsAreRefused() throws Exception {
        assertThat(run("SELECT X FROM SYSTEM_RANGE(1, 5)", "'maxRows': 5")).isNotNull();
        var failure = failed("SELECT X FROM SYSTEM_RANGE(1, 6)", "'maxRows': 5");
        assertThat(failure.code()).isEqualTo("sql.too-many-rows");
        assertThat(failure.message()).contains("more than 5 rows").contains("maxRows");
    }

    @Test
    void wrongSqlIsCritical() {
        assertFailed(failed("SELEKT 1", ""), "sql.syntax", Severity.CRITICAL);
        assertFailed(failed("SELECT * FROM nowhere", ""), "sql.syntax", Severity.CRITICAL);
        assertFailed(failed("SELECT 1 / 0", ""), "sql.failed", Severity.CRITICAL);
    }

    @Test
    void aDatabaseOutOfReachIsRecoverable() {
        assertFailed(failure(step, "{'url': 'jdbc:postgresql://127.0.0.1:1/x', 'sql': 'SELECT 1'}"),
                "sql.unreachable", Severity.RECOVERABLE);
    }

    @Test
    void aMissingDriverIsCriticalAndNamed() {
        var failure = failure(step, "{'url': 'jdbc:nosuch://u:secret@h/x', 'sql': 'SELECT 1'}");
        assertFailed(failure, "sql.no-driver", Severity.CRITICAL);
        assertThat(failure.message()).contains("jdbc:nosuch:").doesNotContain("secret");
    }

    @Test
    void settingsThatCannotBeAreNamed() {
        assertThat(failed("SELECT :a", "").message()).contains("\"parameters\"").contains(":a");
        assertThat(failed(" -- nothing", "").message()).contains("\"sql\"");
        assertThat(failed("SELECT 1", "'once': 'yes'").message()).contains("\"once\"");
        assertThat(failed("SELECT 1", "'password': 1").message()).contains("\"password\"");
    }

    @Test
    void aUserSignsInWithAPassword() throws Exception {
        run("CREATE USER clerk PASSWORD 'secret'; GRANT SELECT ON stock TO clerk");
        assertThat(run("SELECT CURRENT_USER AS me", "'user': 'CLERK', 'password': 'secret'"))
                .isEqualTo(json("{'rows': [{'me': 'CLERK'}], 'updated': 0}"));
        assertFailed(failed("SELECT 1", "'user': 'CLERK', 'password': 'wrong'"), "sql.denied", Severity.CRITICAL);
        assertFailed(failed("DELETE FROM stock", "'user': 'CLERK', 'password': 'secret'"), "sql.denied",
                Severity.CRITICAL);
    }

    @Test
    void theFileIsFreeAsSoonAsTheStepIsDone() throws Exception {
        try (var file = FileChannel.open(folder.resolve("shop.mv.db"), StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertFailed(failed("SELECT 1", ""), "sql.unreachable", Severity.RECOVERABLE);
        }
    }

    @Test
    void aLockHeldTooLongIsRecoverable() throws Exception {
        try (var connection = DriverManager.getConnection(url())) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("UPDATE stock SET available = 9 WHERE item = 'tea'");
            assertThat(failed("UPDATE stock SET available = 1 WHERE item = 'tea'", "").severity())
                    .isEqualTo(Severity.RECOVERABLE);
        }
    }

    @Test
    void aTimeOutEndsTheStatementAndChangesNothing() {
        var failure = failed("UPDATE stock SET available = 1; SELECT SUM(X * X) FROM SYSTEM_RANGE(1, 1000000000000)",
                "'timeout': 'PT0.2S'");
        assertFailed(failure, "sql.timeout", Severity.RECOVERABLE);
        assertThat(failure.message()).contains("nothing was changed");
        assertThat(stock()).isEqualTo("pot=2 tea=10");
    }

    @Test
    void anInterruptEndsTheStatementAndSparesTheDatabase() throws Exception {
        try (var other = DriverManager.getConnection(url())) {
            run("CREATE ALIAS under_way FOR \"" + EachRow.class.getName() + ".underWay\"");
            var endless = settings("UPDATE stock SET available = 1; "
                    + "SELECT SUM(under_way(X)) FROM SYSTEM_RANGE(1, 1000000000000)", "");
            var attempt = new FutureTask<>(() -> catchThrowable(() -> step.run(call(endless))));
            var thread = Thread.ofVirtual().start(attempt);
            UNDER_WAY.await();
            thread.interrupt();
            assertThat(attempt.get()).isInstanceOf(InterruptedException.class);
            assertThat(other.isValid(1)).isTrue();
        }
        assertThat(stock()).isEqualTo("pot=2 tea=10");
    }

    /// Called by H2 for each row.
    public static final class EachRow {
        private EachRow() {}

        public static long underWay(long x) {
            UNDER_WAY.countDown();
            return x;
        }
    }

    @Test
    void whatIsToBeDoneOnceIsDoneOnceForAllAttempts() throws Exception {
        var settings = settings("UPDATE stock SET available = available - 1 WHERE item = 'tea'",
                "'once': true, 'expectUpdated': 1");
        var first = step.run(new StepCall(settings, Json.NULL, 1, "r/n/1/1", "r/n/1"));
        var second = step.run(new StepCall(settings, Json.NULL, 2, "r/n/1/2", "r/n/1"));
        assertThat(second).isEqualTo(first);
        assertThat(stock()).isEqualTo("pot=2 tea=9");
        step.run(call(settings, "r/n/2"));
        assertThat(stock()).isEqualTo("pot=2 tea=8");
    }

    @Test
    void whatFailedIsNotRemembered() throws Exception {
        var settings = settings("UPDATE stock SET available = available - 3 WHERE item = 'pot'", "'once': true");
        assertFailed(failure(step, settings), "sql.constraint", Severity.CRITICAL);
        run("UPDATE stock SET available = 3 WHERE item = 'pot'");
        step.run(call(settings));
        assertThat(stock()).isEqualTo("pot=0 tea=10");
    }

    @Test
    void anAttemptThatOverlapsAnotherDoesItOnce() throws Exception {
        run("SELECT 1", "'once': true");
        try (var other = DriverManager.getConnection(url())) {
            other.setAutoCommit(false);
            var table = new OnceTable(other, "r/n/7");
            assertThat(table.claim()).isTrue();
            // Long enough for the other to commit, however busy the machine is.
            var settings = settings("UPDATE stock SET available = 0", "'once': true").with("url",
                    Json.of(url() + ";LOCK_TIMEOUT=60000"));
            var late = new FutureTask<>(() -> step.run(call(settings, "r/n/7")));
            var thread = Thread.ofVirtual().start(late);
            table.keep(Json.of("done by another"));
            other.commit();
            thread.join();
            assertThat(late.get()).isEqualTo(Json.of("done by another"));
        }
        assertThat(stock()).isEqualTo("pot=2 tea=10");
    }

    @Test
    void halfDoneWorkIsNotDoneAgain() throws Exception {
        run("SELECT 1", "'once': true");
        run("UPDATE flowloom_once SET result = NULL");
        assertFailed(failed("SELECT 1", "'once': true"), "sql.half-done", Severity.CRITICAL);
    }

    private String url() {
        return "jdbc:h2:" + folder.resolve("shop");
    }

    private Json.Obj settings(String sql, String more) {
        return object("{" + more + "}").with("url", Json.of(url())).with("sql", Json.of(sql));
    }

    private Json run(String sql) throws StepFailure, InterruptedException {
        return run(sql, "");
    }

    private Json run(String sql, String more) throws StepFailure, InterruptedException {
        return step.run(call(settings(sql, more)));
    }

    private StepFailure failed(String sql, String more) {
        return failure(step, settings(sql, more));
    }

    private static void assertFailed(StepFailure failure, String code, Severity severity) {
        assertThat(failure.code()).as(failure.message()).isEqualTo(code);
        assertThat(failure.severity()).isEqualTo(severity);
    }

    private String stock() {
        try (var connection = DriverManager.getConnection(url());
                var rows = connection.createStatement().executeQuery(
                        "SELECT LISTAGG(item || '=' || available, ' ') WITHIN GROUP (ORDER BY item) FROM stock")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
