package dev.flowloom.journal;

import java.nio.file.Files;

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
