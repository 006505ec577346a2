package dev.flowloom.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/// An open database that has this version's tables. What H2 and PostgreSQL do each in its own way stands behind it, its
/// [Dialect] and its [Commits]; everything else of a journal is the same for both.
interface Database extends AutoCloseable {

    Dialect dialect();

    Connection connect() throws SQLException;

    JdbcConnectionPool pool(int largest);

    /// The version of its tables.
    int schema();

    /// Of what was written last.
    long lastPosition(Connection connection) throws SQLException;

    /// Has what is written next go on behind a position, as it does after what was there and is removed.
    void goOnBehind(Connection connection, long position) throws SQLException;

    /// Has a store to itself that is still empty, so that nobody else fills it meanwhile.
    default void takeTurn(Connection connection) throws SQLException {}

    /// How the writer's groups become durable.
    Commits commits(Connection writer) throws SQLException, IOException;

    Ownership ownership();

    /// What processes need that have it open at the same time; null where one has it alone.
    @Nullable
    PostgresSharing sharing(JournalReaders readers, GroupCommit<?, ?> writer);

    /// In bytes; 0 in memory.
    long size();

    /// What is to be told of it, though it can be used; null where nothing is.
    default @Nullable String remark() {
        return null;
    }

    /// What went wrong, in words.
    StoreException explain(Throwable failure);

    /// Ends its use where all that was written is as it should be.
    void shutDown() throws SQLException;

    /// Ends its use as it is, since something failed.
    void abandon();

    /// Lets others have it.
    @Override
    void close() throws IOException;
}
