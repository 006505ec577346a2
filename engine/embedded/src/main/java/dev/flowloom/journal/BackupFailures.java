package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.flowloom.journal.StoreException.Kind;
import dev.flowloom.platform.Disks;
import org.jspecify.annotations.Nullable;

/// Puts what can go wrong with backups into words.
final class BackupFailures {
    private BackupFailures() {}

    /// @param why without an end
    static StoreException noBackup(Path file, String why, @Nullable Throwable cause) {
        return new StoreException(Kind.NOT_A_STORE,
                "%s is not a backup of a store, or not a whole one: %s.".formatted(file, why),
                "Take another one: a backup is whole when \"flowloom backup\" has said so.", cause);
    }

    static StoreException newerBackup(Path file) {
        return new StoreException(Kind.NEWER, "The backup %s was made by a newer version of Flowloom.".formatted(file),
                "Use that version or a newer one.");
    }

    static StoreException backupOfAnother(Path file, String database) {
        return new StoreException(Kind.BAD_LOCATION,
                "The backup %s is one of a store in %s, and can't be kept in another kind of database as it is."
                        .formatted(file, database),
                "Restore it into a store of that kind.");
    }

    static StoreException thereAlready(String store) {
        return new StoreException(Kind.NOT_WRITABLE,
                "There is a store already: %s. Nothing was changed.".formatted(store),
                "Give another place with --store, or move that store's files away first.");
    }

    static StoreException backupThere(Path file) {
        return new StoreException(Kind.NOT_WRITABLE, "There is a file %s already. Nothing was changed.".formatted(file),
                "Give the backup another name.");
    }

    /// What is known of a store in use isn't so of one that is being made: no run is in it yet.
    static StoreException notRestored(String store, StoreException failure) {
        return switch (failure.kind()) {
            case DISK_FULL -> new StoreException(Kind.DISK_FULL,
                    "There is no room to restore the backup into the store %s; nothing was made.".formatted(store),
                    "Make room and try again, or give another place with --store.", failure);
            case FAILED -> new StoreException(Kind.FAILED,
                    "The backup could not be restored into the store %s; nothing was made: %s".formatted(store,
                            failure.what()),
                    "See to the disk, or give another place with --store, and try again.", failure);
            case BAD_LOCATION, LOCKED, DAMAGED, EVENTS_MISSING, NOT_WRITABLE, UNREACHABLE, REFUSED, NEWER,
                    NOT_A_STORE, CLOSED ->
                failure;
        };
    }

    static StoreException backupNotWritten(Path file, IOException cause) {
        return new StoreException(Disks.saysFull(cause) ? Kind.DISK_FULL : Kind.NOT_WRITABLE,
                "The backup %s could not be written: %s.".formatted(file,
                        cause instanceof NoSuchFileException ? "there is no such folder" : StoreFailures.reason(cause)),
                "Give another place, with room for it.", cause);
    }
}
