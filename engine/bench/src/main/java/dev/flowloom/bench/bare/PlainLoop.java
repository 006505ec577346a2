package dev.flowloom.bench.bare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import org.jspecify.annotations.Nullable;

/// Moves rows by JDBC alone: one thread reads, five write. Keeps nothing of how far it is.
public final class PlainLoop implements Subject.Moving {
    private record Line(long id, String name, long price) {}

    private @Nullable Tables tables;

    @Override
    public void open(Place place, Shape shape) {
        tables = new Tables(place.folder());
    }

    @Override
    public void run() {
        throw new UnsupportedOperationException("only rows are moved");
    }

    @Override
    public void fill(int rows) throws SQLException {
        Objects.requireNonNull(tables).fill(rows);
    }

    @Override
    public void move(int rows, int batch) throws Exception {
        var at = Objects.requireNonNull(tables);
        var places = new Semaphore(Shape.ForEach.AT_ONCE);
        var connections = connections(at);
        var written = new ArrayList<Future<?>>();
        try (var writers = Executors.newFixedThreadPool(Shape.ForEach.AT_ONCE);
                var connection = at.connect();
                var source = Tables.read(connection, 0)) {
            for (var lines = next(source, batch); !lines.isEmpty(); lines = next(source, batch)) {
                var these = lines;
                places.acquire();
                written.add(writers.submit(() -> {
                    try {
                        load(connections, these);
                    } finally {
                        places.release();
                    }
                    return null;
                }));
            }
            for (var one : written) {
                one.get();
            }
        }
        at.requireAll(rows);
    }

    private static List<Line> next(ResultSet source, int batch) throws SQLException {
        var lines = new ArrayList<Line>();
        while (lines.size() < batch && source.next()) {
            lines.add(new Line(source.getLong(1), source.getString(2), source.getLong(3)));
        }
        return lines;
    }

    private static BlockingQueue<Connection> connections(Tables at) throws SQLException {
        var connections = new LinkedBlockingQueue<Connection>();
        for (int i = 0; i < Shape.ForEach.AT_ONCE; i++) {
            var connection = at.connect();
            connection.setAutoCommit(false);
            connections.add(connection);
        }
        return connections;
    }

    private static void load(BlockingQueue<Connection> connections, List<Line> lines) throws Exception {
        var connection = connections.take();
        try (var load = Tables.load(connection)) {
            for (var line : lines) {
                Tables.add(load, line.id, line.name, line.price);
            }
            load.executeBatch();
            connection.commit();
        } finally {
            connections.add(connection);
        }
    }

    @Override
    public long storeSize() {
        return 0;
    }

    @Override
    public void close() {}
}
