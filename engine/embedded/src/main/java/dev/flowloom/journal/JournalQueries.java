package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What is asked of the tables. A query that is given `durable` sees the batches up to that position alone.
final class JournalQueries {
    private static final String RUN = "SELECT id, flow, definition, request_key, status, started, ended, caller FROM run ";
    private static final String ROW = "SELECT b.position, b.run, b.first, b.size, b.at, b.text, b.parts, b.previous,"
            + " b.checksum FROM batch b ";

    /// Of one run. That they are asked for in the order of the whole index keeps H2 from sorting all of a run's rows for each
    /// page.
    private static final String IN_ORDER = " ORDER BY b.run, b.first LIMIT ?";

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private JournalQueries() {}

    static @Nullable RunId findByKey(Connection connection, String flow, String key, long durable)
            throws SQLException {
        return first(select(connection, row -> new RunId(row.getString(1)),
                "SELECT id FROM run WHERE flow = ? AND request_key = ? AND number <= ?", flow, key, durable));
    }

    static @Nullable RunSummary find(Connection connection, RunId run, long durable) throws SQLException {
        return first(
                select(connection, row -> sound(run, row), RUN + "WHERE id = ? AND number <= ?", run.value(), durable));
    }

    static List<RunSummary> runs(Connection connection, int limit, long durable) throws SQLException {
        return soundOnes(connection, RUN + "WHERE number <= ? ORDER BY number DESC LIMIT ?", durable, limit);
    }

    static List<RunSummary> paused(Connection connection, long durable) throws SQLException {
        return soundOnes(connection, RUN + "WHERE status = ? AND number <= ? ORDER BY number",
                RunSummary.Status.PAUSED.name(), durable);
    }

    private static List<RunSummary> soundOnes(Connection connection, String sql, Object... arguments)
            throws SQLException {
        return select(connection, row -> Optional.ofNullable(RunFlaws.of(row) == null ? summary(row) : null), sql,
                arguments).stream().flatMap(Optional::stream).toList();
    }

    private static RunSummary sound(RunId run, ResultSet row) throws SQLException {
        var flaw = RunFlaws.of(row);
        if (flaw != null) {
            throw StoreFailures.damagedEntry(run, flaw);
        }
        return summary(row);
    }

    static List<RunId> unfinished(Connection connection, long durable) throws SQLException {
        return select(connection, row -> new RunId(row.getString(1)),
                "SELECT id FROM run WHERE " + RunTable.IS_UNDER_WAY + " AND number <= ? ORDER BY number", durable);
    }

    static List<LockChange.Kept> locks(Connection connection) throws SQLException {
        return select(connection, JournalQueries::lock,
                "SELECT name, token, run, visit, lease_end FROM lock ORDER BY name");
    }

    static LockChange.@Nullable Kept lock(Connection connection, String name) throws SQLException {
        return first(select(connection, JournalQueries::lock,
                "SELECT name, token, run, visit, lease_end FROM lock WHERE name = ?", name));
    }

    private static @Nullable VisitId visit(ResultSet row) throws SQLException {
        int number = row.getInt("visit");
        return row.wasNull() ? null : new VisitId(number);
    }

    private static LockChange.Kept lock(ResultSet row) throws SQLException {
        var run = row.getString("run");
        return new LockChange.Kept(row.getString("name"), row.getLong("token"), run == null
                ? null
                : new LockChange.Holder(new RunId(run), visit(row), instant(row, "lease_end")));
    }

    static @Nullable String definition(Connection connection, String hash) throws SQLException {
        return first(select(connection, row -> LongTexts.withRest(connection, definitionOwner(hash), row.getString(1),
                row.getInt(2)), "SELECT text, parts FROM definition WHERE hash = ?", hash));
    }

    /// A run with its next rows from the one on that holds this sequence, also those that are not durable yet; null where
    /// there is no such run.
    static @Nullable StoredRun stored(Connection connection, RunId run, long from, int most) throws SQLException {
        // Before its rows and after them: where it is over all the while, they end with its end.
        var before = brief(connection, run);
        if (before == null) {
            return null;
        }
        var rows = rows(connection, before.number(), from, most);
        return new StoredRun(before.number(), before.status(),
                before.status().isOver() && before.equals(brief(connection, run)), rows,
                rows.size() < most);
    }

    static @Nullable Brief brief(Connection connection, RunId run) throws SQLException {
        return first(select(connection,
                JournalQueries::brief, "SELECT number, id, definition, status, started, ended FROM run WHERE id = ?",
                run.value()));
    }

    private static Brief brief(ResultSet row) throws SQLException {
        var flaw = RunFlaws.of(row);
        if (flaw != null) {
            return new Brief(row.getLong("number"), row.getString("definition"), RunSummary.Status.RUNNING, null, flaw);
        }
        return new Brief(row.getLong("number"), row.getString("definition"),
                RunSummary.Status.valueOf(row.getString("status")),
                row.getObject("ended") == null ? null : instant(row, "ended"), null);
    }

    /// A run as the list of runs has it.
    ///
    /// @param flaw what is wrong with that; it is as if the run had not ended then
    record Brief(long number, String definition, RunSummary.Status status, @Nullable Instant ended,
            @Nullable String flaw) {}

    private static List<Row> rows(Connection connection, long run, long from, int most)
            throws SQLException {
        return select(connection, row -> row(connection, row), ROW + "WHERE b.run = ? AND b.first >="
                + " COALESCE((SELECT c.first FROM batch c WHERE c.run = ? AND c.first <= ?" + BatchTable.LAST + "), 1)"
                + IN_ORDER,
                run, run, from, most);
    }

    /// Some of a run's rows: those that come next after one, whatever it says of itself.
    static List<Row> rowsAfter(Connection connection, long run, long first) throws SQLException {
        return select(connection, row -> row(connection, row),
                ROW + "WHERE b.run = ? AND b.first > ?" + IN_ORDER, run, first, Journal.PAGE);
    }

    static @Nullable Row lastRow(Connection connection, RunId run, long durable) throws SQLException {
        return first(select(connection, row -> row(connection, row),
                ROW + "JOIN run r ON b.run = r.number WHERE r.id = ? AND b.first ="
                        + " (SELECT c.first FROM batch c WHERE c.run = r.number AND c.position <= ?" + BatchTable.LAST
                        + ")",
                run.value(), durable));
    }

    static String batchOwner(long position) {
        return "batch/" + position;
    }

    static String definitionOwner(String hash) {
        return "definition/" + hash;
    }

    private static Row row(Connection connection, ResultSet row) throws SQLException {
        long position = row.getLong("position");
        var text = LongTexts.withRest(connection, batchOwner(position), row.getString("text"), row.getInt("parts"));
        return new Row(position, row.getLong("run"), row.getLong("first"), row.getInt("size"), instant(row, "at"), text,
                row.getInt("previous"), row.getInt("checksum"));
    }

    private static RunSummary summary(ResultSet row) throws SQLException {
        boolean ended = row.getObject("ended") != null;
        var caller = row.getString("caller");
        return new RunSummary(new RunId(row.getString("id")), row.getString("flow"), row.getString("definition"),
                row.getString("request_key"), RunSummary.Status.valueOf(row.getString("status")),
                instant(row, "started"), ended ? instant(row, "ended") : null,
                caller == null ? null : new RunId(caller));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static <T> List<T> select(Connection connection, Reader<T> reader, String sql, Object... arguments)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            var found = new ArrayList<T>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    private static <T> @Nullable T first(List<T> found) {
        return found.isEmpty() ? null : found.getFirst();
    }
}
