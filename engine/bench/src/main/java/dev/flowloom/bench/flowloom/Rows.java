package dev.flowloom.bench.flowloom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.flowloom.bench.bare.Tables;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import org.jspecify.annotations.Nullable;

/// A source that reads rows, and a step type that changes and writes a batch of them, in one transaction.
final class Rows implements AutoCloseable {
    static final String READ = "bench.read";
    static final String LOAD = "bench.load";

    private final Tables tables;
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

    Rows(Path folder) {
        this.tables = new Tables(folder);
    }

    void fill(int rows) throws SQLException {
        tables.fill(rows);
    }

    void requireAll(int rows) throws SQLException {
        tables.requireAll(rows);
    }

    StepType loading() {
        return new Loading();
    }

    SourceType reading() {
        return new Reading();
    }

    private Connection take() throws SQLException {
        var connection = idle.poll();
        if (connection == null) {
            connection = tables.connect();
            connection.setAutoCommit(false);
        }
        return connection;
    }

    private static StepFailure failure(SQLException e) {
        return new StepFailure("bench.sql", Severity.CRITICAL, String.valueOf(e.getMessage()));
    }

    @Override
    public void close() throws SQLException {
        for (var connection : idle) {
            connection.close();
        }
    }

    private final class Loading implements StepType {
        @Override
        public StepDescription description() {
            return Steps.describe(LOAD);
        }

        @Override
        public Json run(StepCall call) throws StepFailure {
            try {
                var connection = take();
                load(connection, call.data());
                idle.add(connection);
                return Json.NULL;
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        private void load(Connection connection, Json data) throws SQLException {
            try (var load = Tables.load(connection)) {
                for (var row : data instanceof Json.Arr(var rows) ? rows : List.of(data)) {
                    var fields = (Json.Obj) row;
                    Tables.add(load, number(fields, "id"), text(fields, "name"),
                            number(fields, "price"));
                }
                load.executeBatch();
                connection.commit();
            }
        }

        private static long number(Json.Obj row, String field) {
            return row.get(field) instanceof Json.Num(var value) ? value.longValue() : 0;
        }

        private static String text(Json.Obj row, String field) {
            return row.get(field) instanceof Json.Str(var value) ? value : "";
        }
    }

    private final class Reading implements SourceType {
        @Override
        public StepDescription description() {
            return Steps.describe(READ);
        }

        @Override
        public ItemReader open(Json.Obj settings) throws StepFailure {
            try {
                return new Reader(tables.connect());
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    private static final class Reader implements ItemReader {
        private final Connection connection;
        private @Nullable ResultSet rows;
        private long next;

        Reader(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Json next() throws StepFailure {
            try {
                if (rows == null) {
                    rows = Tables.read(connection, next);
                }
                return rows.next()
                        ? Json.Obj.of("id", Json.of(rows.getLong(1))).with("name", Json.of(rows.getString(2)))
                                .with("price", Json.of(rows.getLong(3)))
                        : null;
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        @Override
        public void skip(long items) {
            next += items;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
