package dev.flowloom.journal;

/// Opens stores.
public final class Stores {
    private Stores() {}

    /// The journal at a location; made where none is yet.
    ///
    /// @param durability has no meaning for a store in memory
    /// @throws StoreException when it can't be opened; nothing was changed then
    public static Journal open(StoreLocation location, Durability durability, EventCodec codec) {
        return switch (location) {
            case StoreLocation.InMemory() -> H2Journal.inMemory(codec);
            case StoreLocation.OnDisk file -> H2Journal.open(file.requireUsable(), durability, codec);
        };
    }
}
