package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens stores.
public final class Stores {
    private Stores() {}

    /// The journal at a location; made where none is yet.
    ///
    /// @param durability of a store in a file; in memory nothing is durable, and PostgreSQL has its own way
    /// @throws StoreException when it can't be opened; nothing was changed then
    public static Journal open(StoreLocation location, Durability durability, EventCodec codec) {
        return switch (location) {
            case StoreLocation.InMemory() -> H2Store.inMemory(codec);
            case StoreLocation.InPostgres server -> PostgresStore.open(server, codec);
            case StoreLocation.OnDisk file -> H2Store.open(file.requireUsable(), durability, codec);
        };
    }

    /// The journal of a store that is there, to be read alone: of a store in a file nothing is changed, not even what it
    /// would tidy up. One of an older version can't be read so, and is brought to this version; in PostgreSQL, other processes may
    /// go on with it meanwhile.
    ///
    /// @throws StoreException when it can't be opened
    public static Journal look(StoreLocation location, EventCodec codec) {
        return switch (location) {
            case StoreLocation.InMemory() -> H2Store.inMemory(codec);
            case StoreLocation.InPostgres server -> PostgresStore.open(server, codec);
            case StoreLocation.OnDisk file -> {
                var looked = H2Look.look(file.requireUsable(), codec);
                yield looked == null ? H2Store.open(file, Durability.POWER_SAFE, codec) : looked;
            }
        };
    }

    /// Makes a store of a backup, as it was when that was made.
    ///
    /// @throws StoreException where it is no whole backup of such a store, where there is a store at that location, or where it
    ///         can't be written; nothing was changed then
    public static BackupSummary restore(Path backup, StoreLocation location) {
        return switch (location) {
            case StoreLocation.InMemory() -> throw new IllegalArgumentException("a store in memory is gone at once");
            case StoreLocation.InPostgres server -> PostgresRestore.restore(backup, server);
            case StoreLocation.OnDisk file -> H2Store.restore(backup, file.requireUsable());
        };
    }

    /// How much room a store's file takes, in bytes; 0 where there is none, or where the store is elsewhere.
    ///
    /// @throws StoreException when that can't be found out
    public static long size(StoreLocation location) {
        try {
            return location instanceof StoreLocation.OnDisk file && exists(file) ? Files.size(file.database()) : 0;
        } catch (IOException e) {
            throw StoreFailures.failed(null, e);
        }
    }

    /// Whether there is a store at a location.
    ///
    /// @throws StoreException when that can't be found out
    public static boolean exists(StoreLocation location) {
        return switch (location) {
            case StoreLocation.InMemory() -> false;
            case StoreLocation.InPostgres server -> PostgresStore.exists(server);
            case StoreLocation.OnDisk file -> Files.exists(file.database());
        };
    }
}
