package dev.flowloom.journal;

final class MemoryJournalTest extends JournalContract {

    @Override
    Journal open() {
        return Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE, new TestCodec());
    }
}
