package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Finds rows of the list of runs that can't be what was written. No checksum vouches for them, and one such row must not keep
/// anybody from the others.
final class RunFlaws {
    private static final Instant AFTER_LAST_TIME = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int LONGEST_ID = 100;

    private RunFlaws() {}

    /// What is wrong with a row that has at least these columns: id, status, started, ended. Null where nothing is.
    static @Nullable String of(ResultSet row) throws SQLException {
        var id = row.getString("id");
        if (id.isBlank() || id.length() > LONGEST_ID) {
            return "its name is none";
        }
        var status = row.getString("status");
        if (Arrays.stream(RunSummary.Status.values()).noneMatch(known -> known.name().equals(status))) {
            return "its status is %s, which is none".formatted(status);
        }
        return !isTime(row, "started")
                ? "when it started is no time"
                : row.getString("ended") != null && !isTime(row, "ended") ? "when it ended is no time" : null;
    }

    static boolean isTime(ResultSet row, String column) throws SQLException {
        try {
            var time = row.getObject(column, OffsetDateTime.class);
            return time != null && !time.toInstant().isBefore(Instant.EPOCH)
                    && time.toInstant().isBefore(AFTER_LAST_TIME);
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("22")) {
                // It is beyond what Java can say.
                return false;
            }
            throw e;
        }
    }

    static List<RunFlaw> all(Connection connection) throws SQLException {
        var flaws = new ArrayList<RunFlaw>();
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT id, status, started, ended, CASE WHEN EXISTS"
                    + " (SELECT 1 FROM definition d WHERE d.hash = r.definition) THEN 1 ELSE 0 END AS defined"
                    + " FROM run r ORDER BY number");
            while (rows.next()) {
                var flaw = of(rows);
                if (flaw != null) {
                    flaws.add(new RunFlaw(rows.getString("id"), flaw));
                } else if (rows.getInt("defined") == 0) {
                    flaws.add(new RunFlaw(rows.getString("id"), "its definition is not in the store"));
                }
            }
        }
        return flaws;
    }

    /// How many runs that aren't in the list have batches, but for those that were removed and whose batches are yet to go.
    static long strays(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT COUNT(DISTINCT b.run) FROM batch b WHERE NOT EXISTS"
                    + " (SELECT 1 FROM run r WHERE r.number = b.run) AND NOT EXISTS"
                    + " (SELECT 1 FROM pruned_run p WHERE p.number = b.run)");
            rows.next();
            return rows.getLong(1);
        }
    }
}
