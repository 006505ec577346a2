package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Who has which run, in the database. Everything but [#prolong] is to be done in a transaction that has the store to itself.
///
/// @param milliseconds for how long a lease is given
record Leases(Connection connection, long milliseconds) {
    private static final String UNTIL = "clock_timestamp() + ? * INTERVAL '1 millisecond'";

    /// Ends the leases that ran out, those of them that meet a condition.
    private static final String END_DEAD = """
            WITH dead AS (DELETE FROM owner WHERE until < clock_timestamp()%s RETURNING number)
            UPDATE run SET owner = NULL FROM dead
            WHERE run.owner = dead.number AND run.status IN ('RUNNING', 'PAUSED')""";

    /// False where it has run out and others made use of that.
    boolean prolong(long number) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE owner SET until = " + UNTIL + " WHERE number = ?")) {
            update.setLong(1, milliseconds);
            update.setLong(2, number);
            return update.executeUpdate() == 1;
        }
    }

    long begin(String name) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO owner (name, until) VALUES (?, " + UNTIL + ") RETURNING number")) {
            insert.setString(1, name);
            insert.setLong(2, milliseconds);
            var rows = insert.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Those whose lease ran out have nothing any more.
    void endThoseOfTheDead() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(END_DEAD.formatted(""));
            statement.executeUpdate("DELETE FROM request WHERE at < CURRENT_TIMESTAMP - INTERVAL '1 day'");
        }
    }

    /// Where the process that goes on with a lock's holder is dead, it has nothing any more.
    static void endDeadHolder(Connection connection, String lock) throws SQLException {
        try (var update = connection.prepareStatement(END_DEAD.formatted(
                " AND number IN (SELECT r.owner FROM run r JOIN lock l ON l.run = r.id WHERE l.name = ?)"))) {
            update.setString(1, lock);
            update.executeUpdate();
        }
    }

    void end(long number) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE run SET owner = NULL WHERE owner = ? AND status IN ('RUNNING', 'PAUSED')");
                var delete = connection.prepareStatement("DELETE FROM owner WHERE number = ?")) {
            update.setLong(1, number);
            update.executeUpdate();
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    boolean claim(RunId run, long number) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE run SET owner = ? WHERE id = ? AND (owner IS NULL"
                + " OR owner = ? OR status NOT IN ('RUNNING', 'PAUSED'))")) {
            update.setLong(1, number);
            update.setString(2, run.value());
            update.setLong(3, number);
            return update.executeUpdate() == 1;
        }
    }

    void release(RunId run, long number) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE run SET owner = NULL WHERE id = ? AND owner = ?")) {
            update.setString(1, run.value());
            update.setLong(2, number);
            update.executeUpdate();
        }
    }

    /// Whether there may be something to claim; needs no turn.
    boolean isAnythingLeft() throws SQLException {
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM owner WHERE until < clock_timestamp())"
                    + " OR EXISTS (SELECT 1 FROM run WHERE owner IS NULL AND status IN ('RUNNING', 'PAUSED'))");
            rows.next();
            return rows.getBoolean(1);
        }
    }

    List<RunId> claimLeft(@Nullable Collection<RunId> only, Collection<RunId> not, long number) throws SQLException {
        try (var update = connection.prepareStatement("""
                WITH claimed AS (UPDATE run SET owner = ?
                    WHERE owner IS NULL AND status IN ('RUNNING', 'PAUSED')
                    AND (? OR id = ANY (?)) AND NOT id = ANY (?) RETURNING id, number)
                SELECT id FROM claimed ORDER BY number""")) {
            update.setLong(1, number);
            update.setBoolean(2, only == null);
            update.setArray(3, ids(only == null ? List.of() : only));
            update.setArray(4, ids(not));
            var claimed = new ArrayList<RunId>();
            var rows = update.executeQuery();
            while (rows.next()) {
                claimed.add(new RunId(rows.getString(1)));
            }
            return claimed;
        }
    }

    private java.sql.Array ids(Collection<RunId> runs) throws SQLException {
        return connection.createArrayOf("varchar", runs.stream().map(RunId::value).toArray());
    }
}
