package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Writes what becomes of locks, in the transaction of the batches that they come with.
final class LockTable {
    private final Connection connection;
    private final Dialect dialect;

    LockTable(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /// The first lock that can't be taken so, because its token has been somebody's, or because it is another
    /// process's; null where all can.
    @Nullable
    String firstGone(RunId run, List<LockChange> changes) throws SQLException {
        for (var change : changes) {
            if (change instanceof LockChange.Take take
                    && (lastToken(take.name()) >= take.token() || (dialect.hasOwners() && isKept(run, take.name())))) {
                return take.name();
            }
        }
        return null;
    }

    /// Whether another run has it, and not only because its process died and nobody has looked after that.
    private boolean isKept(RunId run, String name) throws SQLException {
        if (!isHeld(run, name)) {
            return false;
        }
        Leases.endDeadHolder(connection, name);
        return isHeld(run, name);
    }

    /// Whether another run has it. One that somebody goes on with does so whatever its lease says.
    private boolean isHeld(RunId run, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM lock l WHERE l.name = ? AND l.run <> ?"
                + " AND (l.lease_end > clock_timestamp() OR l.visit IS NOT NULL AND EXISTS (SELECT 1 FROM run r WHERE r.id = l.run"
                + " AND r.owner IS NOT NULL AND r." + RunTable.IS_UNDER_WAY + "))")) {
            query.setString(1, name);
            query.setString(2, run.value());
            return query.executeQuery().next();
        }
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
                case LockChange.Leave(var name, var token) ->
                    update("UPDATE lock SET visit = NULL WHERE name = ? AND token = ?", name, token);
                case LockChange.Release release -> release(release);
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

    void release(LockChange.Release release) throws SQLException {
        update("UPDATE lock SET run = NULL, visit = NULL, lease_end = NULL WHERE name = ? AND token = ?",
                release.name(), release.token());
    }

    private void update(String sql, String name, long token) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
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
