package dev.flowloom.bench.bare;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import dev.flowloom.bench.H2Url;
import dev.flowloom.bench.Setting;
import dev.flowloom.bench.Subject.Place;
import dev.flowloom.journal.OrderedFiles;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/// One thread that appends rows to one table. What was asked for while a group was being written is the next group.
final class BareWriter implements AutoCloseable {
    private static final int LARGEST_GROUP = 2_000;

    private record Row(long run, String text, CompletableFuture<@Nullable Void> done) {}

    private static final Row LAST = new Row(0, "", new CompletableFuture<>());

    private final BlockingQueue<Row> queue = new LinkedBlockingQueue<>();
    private final Connection connection;
    private final String flush;
    private final PreparedStatement insert;
    private final Thread thread;
    private long position;

    private BareWriter(Connection connection, String flush) throws SQLException {
        this.connection = connection;
        this.flush = flush;
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bare");
            statement.execute("CREATE TABLE bare (position BIGINT PRIMARY KEY, run BIGINT NOT NULL,"
                    + " text VARCHAR(1000000) NOT NULL)");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO bare (position, run, text) VALUES (?, ?, ?)");
        thread = Thread.ofPlatform().start(this::writeGroups);
    }

    /// As durable as Flowloom's store in that setting, by the same means.
    static BareWriter open(Place place) throws SQLException {
        return switch (place.setting()) {
            case H2_KILL_SAFE -> new BareWriter(h2("", place), "CHECKPOINT");
            case H2_POWER_SAFE -> new BareWriter(h2(inOrder(), place), "CHECKPOINT SYNC");
            case POSTGRESQL -> new BareWriter(DriverManager.getConnection(place.database()), "");
            case H2_KILL_SAFE_PER_RUN, MEMORY ->
                throw new IllegalArgumentException("no rows are written in " + place.setting().label());
        };
    }

    private static Connection h2(String fileSystem, Place place) throws SQLException {
        return DriverManager.getConnection(H2Url.of(fileSystem, place.folder()), "bench", "");
    }

    /// What has a power cut lose nothing where H2 uses room again.
    private static String inOrder() {
        var files = new OrderedFiles();
        FilePath.register(files);
        return files.getScheme() + ":";
    }

    CompletableFuture<@Nullable Void> append(long run, String text) {
        var row = new Row(run, text, new CompletableFuture<>());
        queue.add(row);
        return row.done;
    }

    private void writeGroups() {
        var group = new ArrayList<Row>();
        while (!group.contains(LAST)) {
            group.clear();
            try {
                group.add(queue.take());
                queue.drainTo(group, LARGEST_GROUP - 1);
                write(group);
                group.forEach(row -> row.done.complete(null));
            } catch (SQLException | InterruptedException e) {
                group.forEach(row -> row.done.completeExceptionally(e));
            }
        }
    }

    private void write(List<Row> group) throws SQLException {
        for (var row : group) {
            insert.setLong(1, ++position);
            insert.setLong(2, row.run);
            insert.setString(3, row.text);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        if (!flush.isEmpty()) {
            try (var statement = connection.createStatement()) {
                statement.execute(flush);
            }
        }
    }

    static long storeSize(Place place) throws SQLException, IOException {
        if (place.setting() != Setting.POSTGRESQL) {
            return place.size();
        }
        try (var connection = DriverManager.getConnection(place.database());
                var statement = connection.createStatement();
                var size = statement.executeQuery("SELECT pg_total_relation_size('bare')")) {
            size.next();
            return size.getLong(1);
        }
    }

    @Override
    public void close() throws Exception {
        queue.add(LAST);
        thread.join();
        connection.close();
    }
}
