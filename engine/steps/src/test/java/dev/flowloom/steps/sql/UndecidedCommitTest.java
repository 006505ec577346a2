package dev.flowloom.steps.sql;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.flowloom.steps.Calls.failure;
import static dev.flowloom.steps.Calls.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What is said of a transaction that was cut off while it was committed.
@Execution(ExecutionMode.CONCURRENT)
class UndecidedCommitTest {
    private static final String URL = OddDriver.SCHEME + "jdbc:h2:mem:";

    private static StepFailure failed(OddDriver.Commit commit) throws SQLException {
        try (var _ = OddDriver.register(commit)) {
            return failure(new SqlExecuteStep(),
                    Json.Obj.of("url", Json.of(URL)).with("sql", Json.of("SELECT 1")));
        }
    }

    @Test
    void aDatabaseGivenUpWhileItCommitsMayHaveDoneIt() throws Exception {
        assertThat(givenUp((_, aborted) -> {
            await(aborted);
            throw new SQLException("aborted", "08003");
        })).contains("isn't known", "Look at the data", "\"once\"", "\"timeout\"")
                .doesNotContain("nothing was changed", "aborted");
    }

    @Test
    void aDatabaseThatGoesOnCommittingAfterItIsGivenUpMayDoItYet() throws Exception {
        var end = new CountDownLatch(1);
        try {
            assertThat(givenUp((_, _) -> await(end))).contains("isn't known").doesNotContain("nothing was changed");
        } finally {
            end.countDown();
        }
    }

    /// What is said where the time is over during a commit.
    private static String givenUp(OddDriver.Commit commit) throws SQLException {
        // So that it gets as far as the commit in time, on a busy machine too.
        DriverManager.getConnection("jdbc:h2:mem:").close();
        try (var _ = OddDriver.register(commit)) {
            var work = new Work(List.of(new Work.Statement("SELECT 1", List.of())), Json.Obj.EMPTY, null, null, 1,
                    null);
            var failure = catchThrowableOfType(StepFailure.class, () -> ShieldedTransaction.run(
                    new Login(URL, null, null), work, Duration.ofSeconds(3), Duration.ofMillis(200)));

            assertThat(failure.code()).isEqualTo("sql.timeout");
            assertThat(failure.severity()).isEqualTo(Severity.RECOVERABLE);
            return failure.message();
        }
    }

    private static void await(CountDownLatch latch) throws SQLException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    @Test
    void aConnectionLostInACommitLeavesOpenWhetherItWasDone() throws Exception {
        var failure = failed((real, _) -> {
            real.commit();
            throw new SQLException("the connection was reset", "08006");
        });

        assertThat(failure.code()).isEqualTo("sql.unreachable");
        assertThat(failure.severity()).isEqualTo(Severity.RECOVERABLE);
        assertThat(failure.message()).contains("the connection was reset", "isn't known");
        assertThat(failure.details()).isEqualTo(Json.Obj.of("sqlState", Json.of("08006")));
    }

    @Test
    void aConflictOfWhichTheDatabaseDoesNotKnowTheEndIsUndecidedToo() throws Exception {
        assertThat(failed((_, _) -> {
            throw new SQLException("completion unknown", "40003");
        }).message()).contains("isn't known");
    }

    @Test
    void aCommitThatIsRefusedChangedNothing() throws Exception {
        var failure = failed((_, _) -> {
            throw new SQLException("a deferred rule is broken", "23503");
        });

        assertThat(failure.code()).isEqualTo("sql.constraint");
        assertThat(failure.message()).doesNotContain("isn't known");
    }

    @Test
    void aBugOfTheDriverLeavesNothingDone() throws Exception {
        var database = "jdbc:h2:mem:bug";
        try (var kept = DriverManager.getConnection(database);
                var statement = kept.createStatement();
                var _ = OddDriver.register((_, _) -> {
                    throw new IllegalStateException("a bug");
                })) {
            statement.execute("CREATE TABLE t (n INT)");

            assertThatThrownBy(() -> run(new SqlExecuteStep(),
                    "{'url': '%s', 'sql': 'INSERT INTO t VALUES (1)'}".formatted(OddDriver.SCHEME + database)))
                    .hasRootCauseMessage("a bug");
            try (var rows = statement.executeQuery("SELECT n FROM t")) {
                assertThat(rows.next()).isFalse();
            }
        }
    }
}
