package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
    /// How long who can't write any more has to notice that and to stop what it has under way, before others do it again.
    private static final String GRACE = "INTERVAL '1 second'";
    static final Strays NOBODY = new Strays(-1, List.of());
    private static final String UNTIL = "clock_timestamp() + ? * INTERVAL '1 millisecond'";

    /// Whether an owner can't write any more, and its lease is still to run for longer than others wait for that.
    private static final String IS_CUT_OFF = "until > clock_timestamp() + " + GRACE
            + " AND session IS NOT NULL AND NOT "
            + WriterSession.IS_HELD.formatted("session");

    /// Whether a run is nobody's, or an owner's that doesn't know it, and asked for: all or those of a list, and none of another one.
    private static final String IS_LEFT = """
            (owner IS NULL OR owner = ? AND NOT id = ANY (?))
            AND (? OR id = ANY (?)) AND NOT id = ANY (?) AND\s""" + RunTable.IS_UNDER_WAY;

    /// Ends the leases that ran out, those of them that meet a condition.
    private static final String END_DEAD = """
            WITH dead AS (DELETE FROM owner WHERE until < clock_timestamp()%s RETURNING number)
            UPDATE run SET owner = NULL FROM dead
            WHERE run.owner = dead.number AND run.""" + RunTable.IS_UNDER_WAY;

    /// An owner's runs but those that are known to be its own.
    record Strays(long owner, Collection<RunId> known) {}

    /// Prolongs a lease, once a third of it is over: nothing is written before.
    ///
    /// @return false where it has run out and others made use of that
    boolean prolong(long number) throws SQLException {
        // Two statements: the second one sees what was committed while the first one waited for the row.
        try (var update = connection.prepareStatement("""
                UPDATE owner SET until = %s WHERE number = ? AND until < %s;
                SELECT EXISTS (SELECT 1 FROM owner WHERE number = ?)""".formatted(UNTIL, UNTIL))) {
            update.setLong(1, milliseconds);
            update.setLong(2, number);
            update.setLong(3, milliseconds * 2 / 3);
            update.setLong(4, number);
            update.execute();
            update.getMoreResults();
            try (var rows = update.getResultSet()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    long begin(String name, WriterSession session) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO owner (name, until, session) VALUES (?, " + UNTIL + ", ?) RETURNING number")) {
            insert.setString(1, name);
            insert.setLong(2, milliseconds);
            insert.setLong(3, session.key());
            var rows = insert.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Those whose lease ran out have nothing any more, and those who can't write any more soon.
    void endThoseOfTheDead() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE owner SET until = clock_timestamp() + " + GRACE + " WHERE " + IS_CUT_OFF);
            statement.executeUpdate(END_DEAD.formatted(""));
        }
        Requests.forgetOld(connection);
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
                "UPDATE run SET owner = NULL WHERE owner = ? AND " + RunTable.IS_UNDER_WAY);
                var delete = connection.prepareStatement("DELETE FROM owner WHERE number = ?")) {
            update.setLong(1, number);
            update.executeUpdate();
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    boolean claim(RunId run, long number) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE run SET owner = ? WHERE id = ? AND (owner IS NULL"
                + " OR owner = ? OR NOT " + RunTable.IS_UNDER_WAY + ")")) {
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

    /// Whether there may be something to claim, now or soon; needs no turn.
    boolean isAnythingLeft(@Nullable Collection<RunId> only, Collection<RunId> not) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT EXISTS (SELECT 1 FROM owner WHERE until < clock_timestamp() OR %s)
                    OR EXISTS (SELECT 1 FROM run WHERE %s)""".formatted(IS_CUT_OFF, IS_LEFT))) {
            setLeft(select, 1, NOBODY, only, not);
            var rows = select.executeQuery();
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /// @param strays of which owner runs are claimed too that it doesn't know to be its own
    List<RunId> claimLeft(@Nullable Collection<RunId> only, Collection<RunId> not, long number, Strays strays)
            throws SQLException {
        try (var update = connection.prepareStatement("""
                WITH claimed AS (UPDATE run SET owner = ? WHERE %s RETURNING id, number)
                SELECT id FROM claimed ORDER BY number""".formatted(IS_LEFT))) {
            update.setLong(1, number);
            setLeft(update, 2, strays, only, not);
            var claimed = new ArrayList<RunId>();
            var rows = update.executeQuery();
            while (rows.next()) {
                claimed.add(new RunId(rows.getString(1)));
            }
            return claimed;
        }
    }

    private void setLeft(PreparedStatement statement, int from, Strays strays, @Nullable Collection<RunId> only,
            Collection<RunId> not) throws SQLException {
        statement.setLong(from, strays.owner);
        statement.setArray(from + 1, ids(strays.known));
        statement.setBoolean(from + 2, only == null);
        statement.setArray(from + 3, ids(only == null ? List.of() : only));
        statement.setArray(from + 4, ids(not));
    }

    private java.sql.Array ids(Collection<RunId> runs) throws SQLException {
        return connection.createArrayOf("varchar", runs.stream().map(RunId::value).toArray());
    }
}
