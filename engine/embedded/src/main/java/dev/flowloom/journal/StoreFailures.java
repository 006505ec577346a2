package dev.flowloom.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import dev.flowloom.journal.StoreException.Kind;
import dev.flowloom.platform.Disks;
import dev.flowloom.run.RunId;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/// Puts what can go wrong with a store into words.
final class StoreFailures {
    /// Less room than this on a disk counts as full: H2 writes some megabytes at a time.
    private static final long NO_ROOM = 8 << 20;

    private static final Pattern H2_ADDS = Pattern
            .compile("(?s)(; SQL statement:.*| \\[\\d+-\\d+]| \\[[\\d.]+/\\d+])$");

    private StoreFailures() {}

    static StoreException badLocation(String text, String why) {
        return new StoreException(Kind.BAD_LOCATION, "\"%s\" does not name a store: %s".formatted(text, why),
                "Give a path such as ./mine, or a URL such as jdbc:h2:./mine, jdbc:h2:mem: or jdbc:postgresql://host/database.");
    }

    static StoreException locked(Path file, String by, @Nullable Throwable cause) {
        return new StoreException(Kind.LOCKED,
                "The store is in use by %s: %s is locked.".formatted(by, file),
                "Close that program and try again.", cause);
    }

    static StoreException notWritable(Path file, @Nullable Throwable cause) {
        return new StoreException(Kind.NOT_WRITABLE, "The store can't be written: %s.".formatted(reason(file, cause)),
                "Make it and its folder writable for you and try again.", cause);
    }

    private static String reason(Path file, @Nullable Throwable cause) {
        return cause == null ? file + " is write-protected" : file + " (" + cause.getClass().getSimpleName() + ")";
    }

    static StoreException eventsMissing(Path database, Path mark, long acknowledged, long found) {
        return new StoreException(Kind.EVENTS_MISSING,
                "Events are missing from the store %s: batches up to %d were acknowledged, %d are there. Nothing was changed."
                        .formatted(database, acknowledged, found),
                "Put a backup of the store back, both files of it. To go on with what is there and lose the rest, delete %s."
                        .formatted(mark),
                null);
    }

    static StoreException notAStore(Path database, @Nullable Throwable cause) {
        return new StoreException(Kind.NOT_A_STORE,
                "%s is something else than a Flowloom store. Nothing was changed.".formatted(database),
                "Move that file away.", cause);
    }

    /// Something else has the name of what a store keeps beside its database.
    static StoreException notTheMark(Path file) {
        return new StoreException(Kind.NOT_A_STORE,
                "%s is something else than what a store keeps beside its database under that name. Nothing was changed."
                        .formatted(file),
                "Move that file away, or name another store.");
    }

    static StoreException markDamaged(Path mark) {
        return new StoreException(Kind.DAMAGED,
                "The file %s is damaged. It says up to where batches were acknowledged, so that it can't be said whether any are missing. Nothing was changed."
                        .formatted(mark),
                "Put a backup of the store back, both files of it. To go on with what is there, delete that file, and see to the disk.",
                null);
    }

    /// Said of a store that is used nevertheless.
    static String nothingVouches(Path mark, long batches) {
        return "Nothing vouches for the store: the file %s, which said up to where batches were acknowledged, was removed or emptied. There are %,d batches, and whether any are missing behind them can't be said. Compare with a backup if there is doubt."
                .formatted(mark, batches);
    }

    static StoreException linkToNothing(Path file, Path target) {
        return new StoreException(Kind.NOT_A_STORE,
                "%s is a link to %s, which isn't there. Nothing was changed.".formatted(file, target),
                "If it is on another disk, mount that. Otherwise remove the link, or name another store.");
    }

    static StoreException newer(Path database, @Nullable Throwable cause) {
        return new StoreException(Kind.NEWER,
                "The store %s was made by a newer version of Flowloom. Nothing was changed.".formatted(database),
                "Use that version or a newer one.", cause);
    }

    static StoreException damaged(String what, @Nullable Throwable cause) {
        return new StoreException(Kind.DAMAGED, "The store is damaged: %s.".formatted(what),
                "Keep a copy of its files and put a backup in their place.", cause);
    }

    /// Other runs of the store go on.
    static StoreException damagedRun(RunId run, String what, @Nullable Throwable cause) {
        return new StoreException(Kind.DAMAGED, "The store is damaged: %s.".formatted(what),
                "Where its first event is intact, the run can be restored from its last intact one: flowloom repair %s."
                        .formatted(run),
                cause);
    }

    /// Of a run whose events may be intact.
    static StoreException damagedEntry(RunId run, String flaw) {
        return damagedRun(run, "run %s is not listed as it was written: %s".formatted(run, flaw), null);
    }

    static StoreException damagedRetention(@Nullable Throwable cause) {
        return new StoreException(Kind.DAMAGED, "The store is damaged: how long it keeps runs is not what was written.",
                "Say it anew: \"retention --all\", and then how it is to be.", cause);
    }

    static StoreException diskFull(Path database, @Nullable Throwable cause) {
        return new StoreException(Kind.DISK_FULL,
                "There is no room left on the disk of %s. Runs stopped where they were.".formatted(database),
                "Make room, then open the store again and resume them: nothing that was acknowledged is lost.", cause);
    }

    /// Without what H2 adds for those who write its statements.
    static String reason(Throwable cause) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : H2_ADDS.matcher(message).replaceFirst("");
    }

    private static StoreException notAnswering(Path database, Throwable cause) {
        return new StoreException(Kind.FAILED,
                "The disk of %s doesn't answer, so the store could not be closed.".formatted(database),
                "End Flowloom, see to the disk, and start again; nothing that was acknowledged is lost.", cause);
    }

    static StoreException closed() {
        return new StoreException(Kind.CLOSED, "The store is closed.", "Open it again.");
    }

    static StoreException failed(@Nullable Path database, Throwable cause) {
        if (isOutOfMemory(cause)) {
            return new StoreException(Kind.FAILED, "The program ran out of memory while it used its store.",
                    "Nothing that was acknowledged is lost. Give the program more memory (-Xmx), or less at a time: smaller batches, fewer at once.",
                    cause);
        }
        return new StoreException(Kind.FAILED,
                "The store%s failed: %s.".formatted(database == null ? "" : " " + database, reason(cause)),
                (isOfTheDisk(cause)
                        ? "Open it again: nothing that was acknowledged is lost."
                        : "Open it again; \"doctor\" says whether what is there is whole.")
                        + " If it fails again, see to its disk.",
                cause);
    }

    /// What couldn't be written was not acknowledged either.
    private static boolean isOfTheDisk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    static boolean isOutOfMemory(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError
                    || (cause instanceof SQLException e && e.getErrorCode() == ErrorCode.OUT_OF_MEMORY)) {
                return true;
            }
        }
        return false;
    }

    /// In words, for a store in a file, or, where that is null, in memory.
    static StoreException explain(@Nullable Path database, Throwable failure) {
        if (failure instanceof StoreException known) {
            return known;
        }
        if (database == null) {
            return failed(null, failure);
        }
        if (isUnreadable(failure) || isOfWhatReads(failure)) {
            return unreadable(database, failure);
        }
        if (failure instanceof SQLException e) {
            return explain(database, e);
        }
        if (failure instanceof TimeoutException) {
            return notAnswering(database, failure);
        }
        if (isOutOfRoom(database, failure)) {
            return diskFull(database, failure);
        }
        return failure instanceof AccessDeniedException ? notWritable(database, failure) : failed(database, failure);
    }

    private static StoreException explain(Path database, SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> locked(database, "another program", e);
            case ErrorCode.WRONG_USER_OR_PASSWORD -> notAStore(database, e);
            case ErrorCode.FILE_VERSION_ERROR_1 -> newer(database, e);
            case ErrorCode.DATABASE_IS_READ_ONLY -> notWritable(database, e);
            // There is one writer, which waits for nobody: what it waits for is a transaction that only damaged pages speak of.
            case ErrorCode.LOCK_TIMEOUT_1 -> unreadable(database, e);
            default -> isOutOfRoom(database, e)
                    ? diskFull(database, e)
                    : e.getErrorCode() == ErrorCode.FILE_CORRUPTED_1
                            ? unreadable(database, e)
                            : failed(database, e);
        };
    }

    /// As [#explain(Path, Throwable)], while a store is opened.
    static StoreException explainOpening(Path database, Throwable failure) {
        for (Throwable cause = failure; cause != null && !(cause instanceof StoreException); cause = cause.getCause()) {
            // A file that ends before H2's own beginning does.
            if (cause instanceof EOFException || (cause instanceof SQLException e && isOfDamage(e))) {
                return unreadable(database, failure);
            }
        }
        return explain(database, failure);
    }

    /// A store keeps the statements that made its tables, and reads them when it is opened: where these are none, or make
    /// something else, H2 finds fault with SQL that was right when it was written.
    private static boolean isOfDamage(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.HEX_STRING_WRONG_1, ErrorCode.HEX_STRING_ODD_1,
                    ErrorCode.SYNTAX_ERROR_1, ErrorCode.SYNTAX_ERROR_2, ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1, ErrorCode.COLUMN_NOT_FOUND_1,
                    ErrorCode.INDEX_NOT_FOUND_1, ErrorCode.SCHEMA_NOT_FOUND_1, ErrorCode.USER_NOT_FOUND_1,
                    ErrorCode.UNKNOWN_DATA_TYPE_1, ErrorCode.DATA_CONVERSION_ERROR_1 ->
                true;
            default -> false;
        };
    }

    /// What H2 says of it is about its own inside.
    private static StoreException unreadable(Path database, Throwable failure) {
        return damaged("what is read of %s isn't what was written".formatted(database), failure);
    }

    /// H2 tells of pages that are not what was written by a general error that has this cause, or, where it fell over what
    /// it read, any that isn't of the disk.
    private static boolean isUnreadable(Throwable failure) {
        boolean isGeneral = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MVStoreException e) {
                return e.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
                        || e.getErrorCode() == DataUtils.ERROR_CHUNK_NOT_FOUND;
            }
            if (cause instanceof SQLException e && e.getErrorCode() == ErrorCode.GENERAL_ERROR_1) {
                isGeneral = true;
            }
        }
        return isGeneral && !isOfTheDisk(failure) && !isOutOfMemory(failure);
    }

    /// Where a page isn't what was written, what reads it falls over it in ways that nobody foresaw.
    private static boolean isOfWhatReads(Throwable failure) {
        return failure instanceof NullPointerException || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException || failure instanceof ArithmeticException
                || failure instanceof NegativeArraySizeException;
    }

    private static boolean isOutOfRoom(Path database, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException e) {
                return Disks.saysFull(e) || isFull(database);
            }
        }
        return false;
    }

    /// The message may be in any language.
    private static boolean isFull(Path database) {
        try {
            var folder = database.getParent();
            if (folder == null) {
                return false;
            }
            var disk = Files.getFileStore(folder);
            return disk.getTotalSpace() > 0 && disk.getUsableSpace() < NO_ROOM;
        } catch (IOException _) {
            return false;
        }
    }
}
