package dev.flowloom.steps.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;

/// Says what went wrong with a statement, under which code, and whether it may go away. Databases tell it by the
/// SQLSTATE, whose first two characters are a class.
final class SqlFailures {
    /// H2: used by another process, broken, closed, being closed. PostgreSQL: shutting down, starting up, crashed,
    /// too many connections.
    private static final Set<String> UNREACHABLE = Set.of("90020", "90067", "90098", "90121", "57P01", "57P02", "57P03",
            "53300");
    /// Cancelled, or waited too long for a lock (H2, PostgreSQL).
    private static final Set<String> TIMEOUT = Set.of("57014", "HYT00", "HYT01");
    /// PostgreSQL: a lock that was not to be waited for. H2: changed by another meanwhile.
    private static final Set<String> CONFLICT = Set.of("55P03", "90131");
    /// PostgreSQL and H2: no right to do it.
    private static final Set<String> DENIED = Set.of("42501", "90096");

    private static final String UNDECIDED = "so it isn't known whether the changes were made. Look at the data; with "
            + "\"once\", another attempt doesn't make them twice.";

    private SqlFailures() {}

    static StepFailure of(SQLException e) {
        var kind = Kind.of(state(e));
        return new StepFailure(kind.code, kind.severity, kind.sentence.formatted(message(e)),
                Json.Obj.of("sqlState", Json.of(state(e))));
    }

    /// @param index which of those that a statement was to be done for; the first is 0
    static StepFailure ofEach(SQLException e, int index) {
        var failure = of(e);
        return new StepFailure(failure.code(), failure.severity(),
                "For item %,d of \"each\": %s".formatted(index + 1, failure.message()),
                failure.details().with("index", Json.of(index)));
    }

    static StepFailure timeout(Duration timeout) {
        return new StepFailure("sql.timeout", Severity.RECOVERABLE, ("The database was not done within %s; nothing "
                + "was changed. If it needs longer, raise the setting \"timeout\".").formatted(timeout));
    }

    /// The time is over, and the database was told to commit before.
    static StepFailure undecided(Duration timeout) {
        return new StepFailure("sql.timeout", Severity.RECOVERABLE,
                ("The database was not done within %s, and was given up "
                        + "while it committed, %s If it needs longer, raise the setting \"timeout\".")
                        .formatted(timeout, UNDECIDED));
    }

    /// The database failed while it committed.
    static StepFailure undecided(SQLException e) {
        var kind = Kind.of(state(e));
        return new StepFailure(kind.code, kind.severity,
                "The database failed while it committed, %s It says: %s".formatted(UNDECIDED, message(e)),
                Json.Obj.of("sqlState", Json.of(state(e))));
    }

    /// Whether an error of a commit says that nothing was committed: a conflict, a rule that is broken, a transaction that
    /// had failed before. 40003 stands among the conflicts and says that it isn't known.
    static boolean isRefusal(SQLException e) {
        var state = state(e);
        return (state.startsWith("40") && !state.equals("40003")) || state.startsWith("23") || state.startsWith("25");
    }

    static StepFailure unexpectedCount(int expected, long updated) {
        return new StepFailure("sql.unexpected-count", Severity.CRITICAL, ("The statements would have changed %d %s "
                + "instead of %d, so nothing was changed. The data is not as the step expects.").formatted(updated,
                        updated == 1 ? "row" : "rows", expected),
                Json.Obj.of("expected", Json.of(expected)).with("updated", Json.of(updated)));
    }

    static boolean isConstraint(SQLException e) {
        return state(e).startsWith("23");
    }

    /// H2 has three states for it.
    static boolean isMissingTable(SQLException e) {
        return Set.of("42S02", "42S03", "42S04", "42P01").contains(state(e));
    }

    static boolean isExistingTable(SQLException e) {
        return Set.of("42S01", "42P07").contains(state(e));
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /// H2 goes on with the whole statement, which the flow shows already.
    private static String message(SQLException e) {
        var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        var statement = message.indexOf("; SQL statement:");
        return statement < 0 ? message : message.substring(0, statement);
    }

    /// The kinds of failure that are told apart.
    private enum Kind {
        UNREACHABLE("sql.unreachable", Severity.RECOVERABLE,
                "The database can't be reached: %s. Check the setting \"url\" and that the database is up and free."),
        CONSTRAINT(
                "sql.constraint", Severity.CRITICAL,
                "The database refused the change, because it breaks one of its rules: %s"),
        CONFLICT(
                "sql.conflict", Severity.RECOVERABLE,
                "Somebody else changed the same data at the same time, so nothing was changed: %s"),
        TIMEOUT(
                "sql.timeout", Severity.RECOVERABLE,
                "The database took too long, so nothing was changed: %s"),
        DENIED("sql.denied",
                Severity.CRITICAL,
                "The database does not let this user do it: %s. Check user, password and rights."),
        SYNTAX(
                "sql.syntax", Severity.CRITICAL,
                "The database does not understand the SQL: %s"),
        FAILED(
                "sql.failed", Severity.CRITICAL,
                "The database could not do it, so nothing was changed: %s");

        private final String code;
        private final Severity severity;
        private final String sentence;

        Kind(String code, Severity severity, String sentence) {
            this.code = code;
            this.severity = severity;
            this.sentence = sentence;
        }

        static Kind of(String state) {
            if (state.startsWith("08") || SqlFailures.UNREACHABLE.contains(state)) {
                return UNREACHABLE;
            }
            if (state.startsWith("28") || SqlFailures.DENIED.contains(state)) {
                return DENIED;
            }
            if (SqlFailures.TIMEOUT.contains(state)) {
                return TIMEOUT;
            }
            if (state.startsWith("40") || SqlFailures.CONFLICT.contains(state)) {
                return CONFLICT;
            }
            return state.startsWith("23") ? CONSTRAINT : state.startsWith("42") ? SYNTAX : FAILED;
        }
    }
}
