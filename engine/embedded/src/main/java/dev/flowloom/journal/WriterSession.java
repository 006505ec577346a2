package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/// By what other processes see that one is there: an advisory lock of PostgreSQL's that belongs to the session in which it
/// writes. A killed process's sessions end at once, those of one that stands still go on. Whoever's has ended writes nothing
/// more, dead or not.
///
/// @param key of the lock
record WriterSession(long key) {
    /// A condition; what has the key is to be filled in.
    static final String IS_HELD = """
            EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
                AND database = (SELECT oid FROM pg_database WHERE datname = CURRENT_DATABASE())
                AND classid::BIGINT << 32 | objid::BIGINT = %s)""";

    static WriterSession begin(Connection writer) throws SQLException {
        var session = new WriterSession(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
        try (var lock = writer.prepareStatement("SELECT pg_advisory_lock(?)")) {
            lock.setLong(1, session.key);
            lock.execute();
        }
        return session;
    }

    /// Whether it goes on.
    ///
    /// @param other another connection to the same database
    boolean isHeld(Connection other) throws SQLException {
        try (var select = other.prepareStatement("SELECT " + IS_HELD.formatted("?"))) {
            select.setLong(1, key);
            var rows = select.executeQuery();
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
