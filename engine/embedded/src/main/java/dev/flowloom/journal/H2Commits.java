package dev.flowloom.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Commits, has H2 write, and then notes beside the database up to where batches are acknowledged. Nobody else writes, so
/// the last position is known without asking.
final class H2Commits implements Commits {
    /// How long at most whoever asks for something has to wait for a file that is being compacted.
    private static final Duration COMPACTING = Duration.ofMillis(50);
    private static final int MOST_NUDGES = 20;

    private final H2Database database;
    private final Connection connection;
    private final Statement flushing;
    private final @Nullable Acknowledged acknowledged;
    private final @Nullable String flush;
    /// How often something was written for nothing, since something was for a reason.
    private int nudges;
    private volatile long durable;

    /// @param flush what makes a transaction durable after its commit; null where nothing can
    H2Commits(H2Database database, Connection connection, @Nullable Acknowledged acknowledged, @Nullable String flush)
            throws SQLException, IOException {
        this.database = database;
        this.connection = connection;
        this.acknowledged = acknowledged;
        this.flush = flush;
        flushing = connection.createStatement();
        long last = H2Database.lastPosition(connection);
        acknowledge(last);
        durable = last;
    }

    @Override
    public long begin() {
        return durable;
    }

    @Override
    public void commit(long last, List<Gathered> left) throws SQLException, IOException {
        for (var rows : left) {
            rows.send();
        }
        connection.commit();
        flush();
        nudges = 0;
        acknowledge(last);
        durable = last;
    }

    /// H2 moves data about while it is idle. What it wrote is synced before it can use the room anew.
    @Override
    public void idle() throws SQLException {
        flush();
        if (nudges < MOST_NUDGES && database.compact(COMPACTING)) {
            // H2 doesn't move what was written last until something else is.
            nudges++;
            flushing.execute("INSERT INTO pruned_run (number) VALUES (0)");
            flushing.execute("DELETE FROM pruned_run WHERE number = 0");
            connection.commit();
            flush();
        }
    }

    private void flush() throws SQLException {
        if (flush != null) {
            flushing.execute(flush);
        }
    }

    private void acknowledge(long last) throws IOException {
        if (acknowledged != null) {
            acknowledged.set(last);
        }
    }

    @Override
    public long durable() {
        return durable;
    }
}
