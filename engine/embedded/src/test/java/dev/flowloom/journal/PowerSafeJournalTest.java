package dev.flowloom.journal;

final class PowerSafeJournalTest extends FileJournalContract {
    PowerSafeJournalTest() {
        super(Durability.POWER_SAFE);
    }
}
