package dev.flowloom.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.platform.Disks;
import org.h2.api.ErrorCode;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/// An open H2 database that has this version's tables. Nothing of a file is changed before it is known to be a store of
/// this version or an older one, whole up to what was acknowledged.
final class H2Database implements AutoCloseable {
    /// Room in the file is used again soon, so that the file stays bounded. What makes that safe is that each group is
    /// flushed, that H2 finds its last whole version after a kill, and, against power cuts, [OrderedFiles].
    private static final int RETENTION = 1_000;
    /// More than there are statements: H2 needn't parse one again each time that it is prepared.
    private static final int STATEMENTS_KEPT = 100;
    /// Bytes to which pages grow. Each commit writes the pages anew that it changed, and rows of a few hundred bytes change few
    /// of them. Half of H2's own choice; with a quarter of it closing gave back no room at all.
    private static final int PAGE_SIZE = 8_192;
    /// Percent of use up to which H2 compacts a file by itself while it is busy, and keeps everybody waiting meanwhile. By its own
    /// choice it would do so up to 90; at 70 it did hardly anything, and the file grew without end.
    private static final int FILLED_UNDER_LOAD = 80;
    private static final String SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;RETENTION_TIME=" + RETENTION
            + ";MAX_COMPACT_TIME=1000;PAGE_SIZE=" + PAGE_SIZE + ";AUTO_COMPACT_FILL_RATE="
            + FILLED_UNDER_LOAD + ";QUERY_CACHE_SIZE=" + STATEMENTS_KEPT;
    /// A file of this size isn't compacted, in bytes.
    private static final long SMALL = 4 << 20;
    /// An idle file in which so many percent are used isn't compacted.
    private static final int WELL_FILLED = 50;
    /// For how long at most room is given back on closing.
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final Duration COMPACTING = Duration.ofMillis(250);
    private static final String READ_ONLY = ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    private static final AtomicInteger IN_MEMORY = new AtomicInteger();

    private final @Nullable Path file;
    private final JdbcDataSource source;
    private final Connection keeper;
    /// What SQL can't ask of it.
    private final Database inside;

    private H2Database(@Nullable Path file, JdbcDataSource source, Connection keeper) throws SQLException {
        this.file = file;
        this.source = source;
        this.keeper = keeper;
        this.inside = ((SessionLocal) keeper.unwrap(JdbcConnection.class).getSession()).getDatabase();
    }

    static H2Database inMemory() throws SQLException {
        var source = source("mem:flowloom-" + IN_MEMORY.incrementAndGet() + ";DB_CLOSE_ON_EXIT=FALSE");
        var database = new H2Database(null, source, source.getConnection());
        database.migrate();
        return database;
    }

    /// Opens the database of a location; makes it where there is none.
    ///
    /// @param fileSystem of H2's file systems the one to use, such as `file:`; none where it is empty
    /// @param acknowledged up to where what was written must be there
    static H2Database open(String fileSystem, StoreLocation.OnDisk location, long acknowledged)
            throws SQLException, IOException {
        boolean isCurrent;
        if (Files.exists(location.database())) {
            isCurrent = inspect(fileSystem, location, acknowledged);
        } else {
            requireAcknowledged(location, acknowledged, 0);
            create(fileSystem, location, database -> {
                database.migrate();
                return database;
            });
            isCurrent = true;
        }
        var database = open(fileSystem, location);
        if (!isCurrent) {
            database.migrate();
        }
        return database;
    }

    private void migrate() {
        migrate(Schema.H2.version());
    }

    /// Brings its tables to a version.
    void migrate(int version) {
        try {
            Schema.H2.migrate(source, version);
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
    }

    private static H2Database open(String fileSystem, StoreLocation.OnDisk location) throws SQLException {
        var source = source(fileSystem + location.base() + SETTINGS);
        return new H2Database(location.database(), source, source.getConnection());
    }

    /// Opens it to be read alone: H2 writes nothing into its file then. Null where it is of an older version, whose tables
    /// can't be asked what this version's can.
    static @Nullable H2Database look(StoreLocation.OnDisk location, long acknowledged)
            throws SQLException, IOException {
        if (!inspect("", location, acknowledged)) {
            return null;
        }
        var source = source(location.base() + READ_ONLY);
        return new H2Database(location.database(), source, source.getConnection());
    }

    /// What is in a new database.
    interface Content<T, E extends Exception> {
        T fill(H2Database database) throws SQLException, IOException, E;
    }

    /// Makes a database under another name first: what has the right name is whole, wherever the making was cut off.
    static <T, E extends Exception> T create(String fileSystem, StoreLocation.OnDisk location, Content<T, E> content)
            throws SQLException, IOException, E {
        for (var left : location.leftByMaking()) {
            Files.deleteIfExists(left);
        }
        var making = location.making();
        try {
            var filled = fill(open(fileSystem, making), content);
            Disks.syncFile(making.database());
            Files.move(making.database(), location.database(), StandardCopyOption.ATOMIC_MOVE);
            Disks.sync(location.folder());
            return filled;
        } finally {
            Files.deleteIfExists(making.database());
        }
    }

    private static <T, E extends Exception> T fill(H2Database database, Content<T, E> content)
            throws SQLException, IOException, E {
        boolean isFilled = false;
        try {
            var filled = content.fill(database);
            isFilled = true;
            database.close();
            return filled;
        } finally {
            if (!isFilled) {
                database.abandon();
            }
        }
    }

    /// Looks at a database without changing it. False where it is of an older version.
    private static boolean inspect(String fileSystem, StoreLocation.OnDisk location, long acknowledged)
            throws SQLException, IOException {
        var file = location.database();
        if (Files.size(file) == 0) {
            throw StoreFailures.damaged(file + " is empty", null);
        }
        if (!looksLikeH2(file)) {
            throw StoreFailures.notAStore(file, null);
        }
        try (var connection = source(fileSystem + location.base() + READ_ONLY).getConnection()) {
            var state = Schema.H2.state(connection);
            switch (state) {
                case FOREIGN, NONE -> throw StoreFailures.notAStore(file, null);
                case NEWER -> throw StoreFailures.newer(file, null);
                case OLDER, CURRENT -> {
                    /* Every version has batches. */ }
            }
            requireAcknowledged(location, acknowledged, lastPosition(connection));
            return state == Schema.State.CURRENT;
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY) {
                // H2 found nothing in the file and wanted to begin anew.
                throw StoreFailures.damaged(file + " has lost its content", e);
            }
            throw e;
        }
    }

    /// Whether one of the two headers of an H2 file is there.
    private static boolean looksLikeH2(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var start = new String(in.readNBytes(2 * 4096), StandardCharsets.ISO_8859_1);
            return start.startsWith("H:") || start.startsWith("H:", 4096);
        }
    }

    private static void requireAcknowledged(StoreLocation.OnDisk location, long acknowledged, long found) {
        if (found < acknowledged) {
            throw StoreFailures.eventsMissing(location.database(), location.acknowledged(), acknowledged, found);
        }
    }

    static long lastPosition(Connection connection) throws SQLException {
        return Math.max(Math.max(last(connection, "batch", "position"), last(connection, "message", "number")),
                Math.max(last(connection, "set_aside", "position"), last(connection, "pruned", "position")));
    }

    /// 0 where there is nothing, or where the store is older than that table.
    private static long last(Connection connection, String table, String column) throws SQLException {
        if (!Schema.hasTable(connection, table)) {
            return 0;
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COALESCE(MAX(%s), 0) FROM %s".formatted(column, table))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static JdbcDataSource source(String name) {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + name);
        source.setUser("flowloom");
        source.setPassword("");
        return source;
    }

    Connection connect() throws SQLException {
        return source.getConnection();
    }

    JdbcConnectionPool pool(int largest) {
        var pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(largest);
        return pool;
    }

    /// Null in memory.
    @Nullable
    Path file() {
        return file;
    }

    /// In bytes; 0 in memory.
    long size() {
        try {
            return file == null ? 0 : Files.size(file);
        } catch (IOException e) {
            throw StoreFailures.explain(file, e);
        }
    }

    /// Moves what is far behind in the file to where there is room before it, if that gives much of it back. What is moved
    /// is written anew first, and the room that it had is free only when that is in the file.
    ///
    /// @param longest about how long that may take; the rest is left for later
    /// @return whether there is more to do
    boolean compact(Duration longest) {
        if (file == null || !isWasteful()) {
            return false;
        }
        var store = inside.getStore().getMvStore();
        try {
            store.compactFile((int) longest.toMillis());
        } finally {
            // It leaves none.
            store.setRetentionTime(RETENTION);
        }
        return isWasteful();
    }

    private boolean isWasteful() {
        var pages = inside.getStore().getMvStore().getFileStore();
        return pages.size() > SMALL && Math.min(pages.getFillRate(), pages.getChunksFillRate()) < WELL_FILLED;
    }

    /// Closes it, and gives back room in the file for at most some seconds. It is closed also where that throws.
    ///
    /// H2 must not write in the background meanwhile: if such a write failed just then, H2 would turn in a circle for ever,
    /// and keep the process from ending.
    @Override
    public void close() throws SQLException {
        try {
            inside.getStore().getMvStore().setAutoCommitDelay(0);
            execute("CHECKPOINT");
            giveBackRoom();
            execute("SHUTDOWN");
        } catch (SQLException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    /// What H2 does about it by itself while it shuts down is over after a second, and where the file is forced to the disk has
    /// brought nothing by then.
    private void giveBackRoom() throws SQLException {
        long deadline = System.nanoTime() + CLOSING.toNanos();
        while (compact(COMPACTING) && System.nanoTime() - deadline < 0) {
            execute("CHECKPOINT");
        }
    }

    /// Closes it as it is. By SQL that fails where H2 could not write before, and the file then stays open.
    void abandon() {
        inside.shutdownImmediately();
    }

    private void execute(String command) throws SQLException {
        try (var statement = keeper.createStatement()) {
            statement.execute(command);
        }
    }
}
