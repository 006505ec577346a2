package dev.flowloom.journal;

import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/// Asks the database in threads of its own: H2 closes its file when a thread is interrupted while it reads.
final class JournalReaders implements AutoCloseable {
    private static final int THREADS = 4;

    private final Database database;
    private final JdbcConnectionPool connections;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS,
            Thread.ofPlatform().name("flowloom-journal-reader-", 1).daemon().factory());

    interface Query<T extends @Nullable Object> {
        T ask(Connection connection) throws Exception;
    }

    JournalReaders(Database database) {
        this.database = database;
        this.connections = database.pool(THREADS);
    }

    <T extends @Nullable Object> T ask(Query<T> query) {
        try {
            return CompletableFuture.supplyAsync(() -> answer(query), threads).join();
        } catch (RejectedExecutionException e) {
            throw StoreFailures.closed();
        } catch (CompletionException e) {
            throw database.explain(e.getCause() == null ? e : e.getCause());
        }
    }

    private <T extends @Nullable Object> T answer(Query<T> query) {
        try (var connection = connections.getConnection()) {
            return query.ask(connection);
        } catch (Exception e) {
            throw database.explain(e);
        }
    }

    @Override
    public void close() {
        threads.close();
        connections.dispose();
    }
}
