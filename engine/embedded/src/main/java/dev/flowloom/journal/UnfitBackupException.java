package dev.flowloom.journal;

/// What is read of a backup can't be what was written of a store. The message says why, without an end.
final class UnfitBackupException extends Exception {
    UnfitBackupException(String why) {
        super(why);
    }

    String why() {
        return StoreFailures.reason(this);
    }
}
