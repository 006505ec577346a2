package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Has the store to itself for as long as a group is written, so that those of several processes come one after the other:
/// each sees all that was written before, as if there were one writer. A commit is durable when PostgreSQL answers it, and
/// nobody sees it before.
///
/// Whether this process still has the runs that it had is looked at in the same turn: nobody can take them over before that is
/// over.
final class PostgresCommits implements Commits {
    private static final String TURN = "SELECT position FROM progress FOR UPDATE";
    private static final long NOBODY = -1;

    private final Connection connection;
    private final OwnedRuns owned;
    private final PreparedStatement begin;
    private final PreparedStatement move;
    private long before;

    PostgresCommits(Connection connection, OwnedRuns owned) throws SQLException {
        this.connection = connection;
        this.owned = owned;
        // The second statement sees what was committed while the first one waited.
        begin = connection.prepareStatement(TURN + "; SELECT COUNT(*) FROM owner WHERE number = ?");
        move = connection.prepareStatement("UPDATE progress SET position = ?");
    }

    /// Waits until nobody else writes, and keeps others from it until the transaction ends.
    static void takeTurn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(TURN);
        }
    }

    @Override
    public long begin() throws SQLException {
        var number = owned.number();
        begin.setLong(1, number == null ? NOBODY : number);
        begin.execute();
        before = read();
        begin.getMoreResults();
        if (number != null && read() == 0) {
            owned.lose(number);
        }
        return before;
    }

    private long read() throws SQLException {
        try (var rows = begin.getResultSet()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void commit(long last) throws SQLException {
        if (last != before) {
            move.setLong(1, last);
            move.executeUpdate();
        }
        connection.commit();
    }

    @Override
    public void idle() {}

    @Override
    public long durable() {
        return Long.MAX_VALUE;
    }
}
