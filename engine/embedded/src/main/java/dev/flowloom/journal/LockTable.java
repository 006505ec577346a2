package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Writes what becomes of locks, in the transaction of the batches that they come with.
final class LockTable {
    private final Connection connection;

    LockTable(Connection connection) {
        this.connection = connection;
    }

    /// The first lock that can't be taken so, because its token has been somebody's; null where all can.
    @Nullable
    String firstGone(List<LockChange> changes) throws SQLException {
        for (var change : changes) {
            if (change instanceof LockChange.Take take && lastToken(take.name()) >= take.token()) {
                return take.name();
            }
        }
        return null;
    }

    private long lastToken(String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT token FROM lock WHERE name = ?")) {
            query.setString(1, name);
            var rows = query.executeQuery();
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    void change(Batch batch) throws SQLException {
        for (var change : batch.locks()) {
            switch (change) {
                case LockChange.Take take -> take(batch, take);
                case LockChange.Release(var name, var token) -> release(name, token);
            }
        }
    }

    private void take(Batch batch, LockChange.Take take) throws SQLException {
        if (!isTaken("UPDATE lock SET token = ?, run = ?, visit = ?, lease_end = ? WHERE name = ?", batch, take)) {
            isTaken("INSERT INTO lock (token, run, visit, lease_end, name) VALUES (?, ?, ?, ?, ?)", batch, take);
        }
    }

    private boolean isTaken(String sql, Batch batch, LockChange.Take take) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, take.token());
            statement.setString(2, batch.run().value());
            statement.setInt(3, take.visit().number());
            statement.setObject(4, take.until().atOffset(ZoneOffset.UTC));
            statement.setString(5, take.name());
            return statement.executeUpdate() == 1;
        }
    }

    private void release(String name, long token) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE lock SET run = NULL, visit = NULL, lease_end = NULL WHERE name = ? AND token = ?")) {
            update.setString(1, name);
            update.setLong(2, token);
            update.executeUpdate();
        }
    }

    void renew(String name, long token, Instant until) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE lock SET lease_end = ? WHERE name = ? AND token = ? AND run IS NOT NULL")) {
            update.setObject(1, until.atOffset(ZoneOffset.UTC));
            update.setString(2, name);
            update.setLong(3, token);
            update.executeUpdate();
        }
    }
}
