package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Where a run goes on, and whose it is, by the database.
///
/// @param run the position of its first row
/// @param next the sequence of its next event
/// @param checksum of its last row
/// @param owner null where it is nobody's, or one process has the store
record StoredHead(long run, long next, int checksum, @Nullable Long owner) {
    /// Those of some runs; of one that isn't there, or has no rows, there is none.
    static Map<RunId, StoredHead> of(Connection connection, Dialect dialect, Collection<RunId> runs)
            throws SQLException {
        var found = new HashMap<RunId, StoredHead>();
        try (var select = connection.prepareStatement("""
                SELECT r.id, b.run, b.first + b.size, b.checksum%s FROM run r JOIN batch b ON b.run = r.number
                WHERE r.id = ANY (?) AND b.first = (SELECT c.first FROM batch c WHERE c.run = r.number%s)"""
                .formatted(dialect.hasOwners() ? ", r.owner" : "", BatchTable.LAST))) {
            select.setArray(1, connection.createArrayOf("VARCHAR", runs.stream().map(RunId::value).toArray()));
            var rows = select.executeQuery();
            while (rows.next()) {
                found.put(new RunId(rows.getString(1)), new StoredHead(rows.getLong(2), rows.getLong(3), rows.getInt(4),
                        dialect.hasOwners() ? rows.getObject(5, Long.class) : null));
            }
        }
        return found;
    }
}
