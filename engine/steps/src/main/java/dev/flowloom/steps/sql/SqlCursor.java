package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import dev.flowloom.model.Json;
import dev.flowloom.model.JsonSize;
import dev.flowloom.model.Severity;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// Reads a query's rows in a thread of its own that is never interrupted (see [ShieldedTransaction]) and reads a page ahead.
final class SqlCursor implements ItemReader {
    /// Of rows as they mostly are.
    private static final int PAGE = 500;
    /// Before it is known how large rows are.
    private static final int FIRST = 10;
    /// In characters of JSON.
    private static final long LARGEST = 1_000_000;

    /// What the thread hands over.
    private sealed interface Part {
        record Page(List<Json> rows) implements Part {}

        record End() implements Part {}

        record Broken(Throwable cause) implements Part {}
    }

    private final Cancellation cancellation = new Cancellation();
    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(1);
    private List<Json> page = List.of();
    private int next;
    private volatile boolean closed;

    private SqlCursor() {}

    static SqlCursor open(Login login, Work.Statement query, Json.Obj parameters) {
        var cursor = new SqlCursor();
        Thread.ofPlatform().daemon().name("sql-rows").start(() -> cursor.read(login, query, parameters));
        return cursor;
    }

    private void read(Login login, Work.Statement query, Json.Obj parameters) {
        try (var connection = login.open()) {
            cancellation.opened(connection);
            // PostgreSQL has a cursor in a transaction alone.
            connection.setAutoCommit(false);
            read(connection, query, parameters);
            hand(new Part.End());
        } catch (Throwable e) {
            // Also an error: whoever reads waits for a part.
            hand(new Part.Broken(e));
        }
    }

    private void read(Connection connection, Work.Statement query, Json.Obj parameters)
            throws SQLException, StepFailure {
        try (var statement = connection.prepareStatement(query.sql())) {
            statement.setFetchSize(FIRST);
            query.bind(statement, parameters);
            cancellation.begins(statement);
            handRows(statement);
        }
        connection.rollback();
    }

    private void handRows(PreparedStatement statement) throws SQLException, StepFailure {
        if (!statement.execute()) {
            throw new StepFailure("sql.no-query", Severity.CRITICAL,
                    "The SQL gives no rows. Write a query, and make changes with a step inside of the loop.");
        }
        try (var results = statement.getResultSet()) {
            var columns = SqlValues.columns(results.getMetaData());
            SqlValues.refuseSameNames(columns);
            var rows = new ArrayList<Json>();
            int most = FIRST;
            long size = 0;
            while (!closed && results.next()) {
                var row = SqlValues.row(results, columns);
                rows.add(row);
                size += JsonSize.of(row);
                if (rows.size() >= most || size >= LARGEST) {
                    most = page(size / rows.size());
                    results.setFetchSize(most);
                    hand(new Part.Page(List.copyOf(rows)));
                    rows.clear();
                    size = 0;
                }
            }
            hand(new Part.Page(List.copyOf(rows)));
        }
    }

    /// How many rows of about that size the database is asked for at once.
    static int page(long rowSize) {
        return Math.clamp(LARGEST / Math.max(1, rowSize), 1, PAGE);
    }

    /// Waits until there is room, unless nobody reads any more.
    private void hand(Part part) {
        while (!closed) {
            try {
                parts.put(part);
                return;
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the thread that reads", e);
            }
        }
    }

    @Override
    public @Nullable Json next() throws StepFailure, InterruptedException {
        while (next == page.size()) {
            switch (parts.take()) {
                case Part.Page(var rows) -> {
                    page = rows;
                    next = 0;
                }
                case Part.End end -> {
                    // Also for whoever asks again.
                    parts.add(end);
                    return null;
                }
                case Part.Broken(SQLException failure) -> throw SqlFailures.of(failure);
                case Part.Broken(StepFailure failure) -> throw failure;
                case Part.Broken(Error error) -> throw error;
                case Part.Broken(var bug) -> throw new IllegalStateException("reading rows failed", bug);
            }
        }
        return page.get(next++);
    }

    /// A query can't tell whether it would give the same rows again.
    @Override
    public @Nullable String version() {
        return null;
    }

    @Override
    public void close() {
        closed = true;
        cancellation.cancel();
        // Makes room for what the thread waits to hand over, so that it ends.
        parts.clear();
    }
}
