package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import dev.flowloom.platform.Disks;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/// A store in H2: in a file with what says up to where it was acknowledged, or in memory.
final class H2Store implements Database {
    private final H2Database database;
    private final @Nullable Acknowledged acknowledged;
    private final @Nullable String flush;
    private final @Nullable String remark;
    private final @Nullable Commits reading;

    private H2Store(H2Database database, @Nullable Acknowledged acknowledged, @Nullable String flush,
            @Nullable String remark) {
        this(database, acknowledged, flush, remark, null);
    }

    /// @param reading where nothing is written, and so nothing becomes durable
    H2Store(H2Database database, @Nullable Acknowledged acknowledged, @Nullable String flush,
            @Nullable String remark, @Nullable Commits reading) {
        this.reading = reading;
        this.database = database;
        this.acknowledged = acknowledged;
        this.flush = flush;
        this.remark = remark;
    }

    static Journal inMemory(EventCodec codec) {
        try {
            return new DatabaseJournal(new H2Store(H2Database.inMemory(), null, null, null), codec,
                    DatabaseJournal.LONGEST_ANSWER);
        } catch (SQLException | IOException e) {
            throw StoreFailures.explain(null, e);
        }
    }

    static Journal open(StoreLocation.OnDisk location, Durability durability, EventCodec codec) {
        return open("", location, durability, codec, DatabaseJournal.LONGEST_ANSWER);
    }

    /// @param disk which of H2's file systems is the disk
    static Journal open(String disk, StoreLocation.OnDisk location, Durability durability, EventCodec codec) {
        return open(disk, location, durability, codec, DatabaseJournal.LONGEST_ANSWER);
    }

    static Journal open(String disk, StoreLocation.OnDisk location, Durability durability, EventCodec codec,
            Duration longestAnswer) {
        makeFolder(location);
        try {
            var acknowledged = openAcknowledged(location);
            try {
                return open(fileSystem(durability) + disk, location, flush(durability), acknowledged, codec,
                        longestAnswer);
            } catch (SQLException | IOException | RuntimeException e) {
                acknowledged.close();
                throw e;
            }
        } catch (IOException | SQLException | RuntimeException e) {
            throw StoreFailures.explainOpening(location.database(), e);
        }
    }

    /// What is to be said where nothing vouches for what is there; null where there is nothing to vouch for.
    static @Nullable String remark(StoreLocation.OnDisk location, H2Database database) throws SQLException {
        try (var connection = database.connect()) {
            return H2Database.lastPosition(connection) == 0
                    ? null
                    : StoreFailures.nothingVouches(location.acknowledged(), Schema.count(connection, "batch"));
        }
    }

    /// Makes the store of a backup; [Stores#restore] says more.
    static BackupSummary restore(Path backup, StoreLocation.OnDisk location) {
        return restore("", backup, location);
    }

    /// @param disk which of H2's file systems is the disk
    static BackupSummary restore(String disk, Path backup, StoreLocation.OnDisk location) {
        makeFolder(location);
        boolean isNew = !Files.exists(location.acknowledged());
        boolean isRestored = false;
        try (var acknowledged = openAcknowledged(location)) {
            if (Files.exists(location.database())) {
                throw BackupFailures.thereAlready(location.toString());
            }
            var fileSystem = fileSystem(Durability.POWER_SAFE) + disk;
            var restored = BackupFile.read(backup, read -> H2Database.create(fileSystem, location, made -> BackupFile
                    .load(backup, read, new H2Store(made, null, null, null), made::migrate)));
            acknowledged.set(restored.position());
            acknowledged.force();
            isRestored = true;
            return restored;
        } catch (IOException | SQLException | RuntimeException e) {
            throw BackupFailures.notRestored(location.toString(), StoreFailures.explain(location.database(), e));
        } finally {
            if (isNew && !isRestored) {
                BackupFile.delete(location.acknowledged());
            }
        }
    }

    private static Acknowledged openAcknowledged(StoreLocation.OnDisk location) {
        try {
            return Acknowledged.open(location.acknowledged());
        } catch (IOException e) {
            throw StoreFailures.notWritable(location.acknowledged(), e);
        }
    }

    private static Journal open(String fileSystem, StoreLocation.OnDisk location, String flush,
            Acknowledged acknowledged, EventCodec codec, Duration longestAnswer) throws SQLException, IOException {
        boolean isSilent = acknowledged.isSilent();
        var database = H2Database.open(fileSystem, location, acknowledged.position());
        try {
            var remark = isSilent ? vouch(location, database, acknowledged) : null;
            return new DatabaseJournal(new H2Store(database, acknowledged, flush, remark), codec, longestAnswer);
        } catch (SQLException | IOException | RuntimeException e) {
            database.abandon();
            throw e;
        }
    }

    /// From here on something vouches for what is there, also after a power cut.
    ///
    /// @return what is to be said of it
    private static @Nullable String vouch(StoreLocation.OnDisk location, H2Database database,
            Acknowledged acknowledged) throws SQLException, IOException {
        var remark = remark(location, database);
        try (var connection = database.connect()) {
            acknowledged.set(H2Database.lastPosition(connection));
            acknowledged.force();
            Disks.sync(location.folder());
        }
        return remark;
    }

    private static String fileSystem(Durability durability) {
        return switch (durability) {
            case POWER_SAFE -> OrderedFiles.register();
            case KILL_SAFE -> "";
        };
    }

    private static String flush(Durability durability) {
        return switch (durability) {
            case POWER_SAFE -> "CHECKPOINT SYNC";
            case KILL_SAFE -> "CHECKPOINT";
        };
    }

    private static void makeFolder(StoreLocation.OnDisk location) {
        var folder = location.folder();
        var file = location.database();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw StoreFailures.notWritable(folder, e);
        }
        requireNoOtherThing(file);
        if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
            throw StoreFailures.notWritable(file, null);
        }
    }

    /// A link that leads nowhere would be replaced by a new store, and to open a pipe may wait for ever.
    static void requireNoOtherThing(Path file) {
        try {
            if (Files.isSymbolicLink(file) && !Files.exists(file)) {
                throw StoreFailures.linkToNothing(file, Files.readSymbolicLink(file));
            }
        } catch (IOException e) {
            throw StoreFailures.notWritable(file, e);
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            throw StoreFailures.notAStore(file, null);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    @Override
    public Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    public JdbcConnectionPool pool(int largest) {
        return database.pool(largest);
    }

    @Override
    public int schema() {
        return Schema.H2.version();
    }

    @Override
    public long lastPosition(Connection connection) throws SQLException {
        return H2Database.lastPosition(connection);
    }

    @Override
    public void goOnBehind(Connection connection, long position) throws SQLException {
        Pruning.goOnBehind(connection, position);
    }

    @Override
    public Commits commits(Connection writer) throws SQLException, IOException {
        return reading != null ? reading : new H2Commits(database, writer, acknowledged, flush);
    }

    @Override
    public Ownership ownership() {
        return Ownership.SOLE;
    }

    @Override
    public @Nullable PostgresSharing sharing(JournalReaders readers, GroupCommit<?, ?> writer) {
        return null;
    }

    @Override
    public long size() {
        return database.size();
    }

    @Override
    public @Nullable String remark() {
        return remark;
    }

    @Override
    public StoreException explain(Throwable failure) {
        return StoreFailures.explain(database.file(), failure);
    }

    @Override
    public void shutDown() throws SQLException {
        if (reading != null) {
            database.abandon();
        } else {
            database.close();
        }
    }

    /// After a write has failed, H2 holds what must not get into the file.
    @Override
    public void abandon() {
        database.abandon();
    }

    @Override
    public void close() throws IOException {
        if (acknowledged != null) {
            acknowledged.close();
        }
    }
}
