package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Has the store to itself for as long as a group is written, so that those of several processes come one after the other:
/// each sees all that was written before, as if there were one writer. A commit is durable when PostgreSQL answers it, and
/// nobody sees it before.
final class PostgresCommits implements Commits {
    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement move;
    private long before;

    PostgresCommits(Connection connection) throws SQLException {
        this.connection = connection;
        begin = connection.prepareStatement("SELECT position FROM progress FOR UPDATE");
        move = connection.prepareStatement("UPDATE progress SET position = ?");
    }

    @Override
    public long begin() throws SQLException {
        try (var rows = begin.executeQuery()) {
            rows.next();
            before = rows.getLong(1);
            return before;
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
