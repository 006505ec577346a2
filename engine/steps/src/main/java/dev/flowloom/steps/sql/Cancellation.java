package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/// What can be cancelled of a transaction from another thread: the connection and the statement under way.
final class Cancellation {
    private @Nullable Connection connection;
    private @Nullable Statement statement;
    private boolean cancelled;
    private boolean committing;

    synchronized void opened(Connection connection) throws SQLException {
        this.connection = connection;
        check();
    }

    /// To be told before a statement is executed, and so also between a cancel and the statement after it.
    synchronized void begins(Statement statement) throws SQLException {
        this.statement = statement;
        check();
    }

    /// To be told before a commit: nothing is committed that was given up.
    synchronized void commits() throws SQLException {
        check();
        committing = true;
    }

    /// Whether the database was told to commit.
    synchronized boolean isCommitting() {
        return committing;
    }

    private void check() throws SQLException {
        if (cancelled) {
            throw new SQLTimeoutException("the transaction was cancelled");
        }
    }

    /// Asks the database to end the statement under way. It may have ended by now, or have more important things to do.
    void cancel() {
        Statement running;
        synchronized (this) {
            cancelled = true;
            running = statement;
        }
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException _) {
                // Then it ends by itself, or with its connection.
            }
        }
    }

    /// Drops the connection, whatever is under way on it.
    void abort() {
        Connection dropped;
        synchronized (this) {
            dropped = connection;
        }
        if (dropped != null) {
            try {
                dropped.abort(Runnable::run);
            } catch (SQLException _) {
                // It is given up in any case.
            }
        }
    }
}
