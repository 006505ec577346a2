package dev.flowloom.journal;

final class KillSafeJournalTest extends FileJournalContract {
    KillSafeJournalTest() {
        super(Durability.KILL_SAFE);
    }
}
