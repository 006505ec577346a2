package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Writes what becomes of locks, in the transaction of the batches that they come with.
final class H2Locks {
    private final Connection connection;

    H2Locks(Connection connection) {
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
        try (var merge = connection.prepareStatement(
                "MERGE INTO lock (name, token, run, visit, lease_end) KEY (name) VALUES (?, ?, ?, ?, ?)")) {
            merge.setString(1, take.name());
            merge.setLong(2, take.token());
            merge.setString(3, batch.run().value());
            merge.setInt(4, take.visit().number());
            merge.setObject(5, take.until().atOffset(ZoneOffset.UTC));
            merge.executeUpdate();
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
