package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/// Has the store to itself for as long as a group is written, so that those of several processes come one after the other:
/// each sees all that was written before, as if there were one writer. A commit is durable when PostgreSQL answers it, and
/// nobody sees it before.
///
/// Whether this process still has the runs that it had is looked at in the same turn: nobody can take them over before that is
/// over.
final class PostgresCommits implements Commits {
    private static final String TURN = "SELECT position FROM progress FOR UPDATE";
    private static final String THERE = "SELECT COUNT(*) FROM owner WHERE number = ?";
    private static final long NOBODY = -1;

    private final Connection connection;
    private final OwnedRuns owned;
    private final PreparedStatement begin;
    private final PreparedStatement check;
    private final PreparedStatement move;
    private long before;

    PostgresCommits(Connection connection, OwnedRuns owned) throws SQLException {
        this.connection = connection;
        this.owned = owned;
        // The second statement sees what was committed while the first one waited.
        begin = connection.prepareStatement(TURN + "; " + THERE);
        check = connection.prepareStatement(THERE);
        // Together, for one answer is waited for then.
        move = connection.prepareStatement("UPDATE progress SET position = ?; COMMIT");
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
        boolean isThere = read() > 0;
        if (number != null && !isThere) {
            owned.lose(number);
        }
        lookAtLaterLease(number);
        return before;
    }

    /// One that was begun while the turn was waited for.
    private void lookAtLaterLease(@Nullable Long before) throws SQLException {
        var number = owned.number();
        if (number != null && !number.equals(before)) {
            check.setLong(1, number);
            try (var rows = check.executeQuery()) {
                rows.next();
                if (rows.getLong(1) == 0) {
                    owned.lose(number);
                }
            }
        }
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
            move.execute();
        } else {
            connection.commit();
        }
    }

    @Override
    public void idle() {}

    @Override
    public long durable() {
        return Long.MAX_VALUE;
    }
}
