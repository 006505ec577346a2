package dev.flowloom.journal;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/// What a database says, or can keep, otherwise than others do.
enum Dialect {
    H2 {
        @Override
        String insertNew(String insert) {
            return insert;
        }

        // H2 takes back the one statement, not the transaction.
        @Override
        boolean areThere(BatchUpdateException refused) {
            for (var failure = refused.getNextException(); failure != null; failure = failure.getNextException()) {
                if (failure.getErrorCode() != ErrorCode.DUPLICATE_KEY_1) {
                    return false;
                }
            }
            return true;
        }

        @Override
        List<String> reading() {
            return List.of("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT",
                    "SET LAZY_QUERY_EXECUTION 1");
        }

        @Override
        Instant kept(Instant time) {
            return time;
        }

        @Override
        String json(String text) {
            return text;
        }

        @Override
        String plain(String text) {
            return text;
        }
    },

    POSTGRESQL {
        // An error would take the whole group with it.
        @Override
        String insertNew(String insert) {
            return insert + " ON CONFLICT DO NOTHING";
        }

        @Override
        boolean areThere(BatchUpdateException refused) {
            return false;
        }

        @Override
        List<String> reading() {
            return List.of("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }

        @Override
        Instant kept(Instant time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        }

        @Override
        String json(String text) {
            return Unkeepable.escaped(text);
        }

        @Override
        String plain(String text) {
            return Unkeepable.replaced(text);
        }
    };

    /// Whether it is said of runs whose they are.
    boolean hasOwners() {
        return this == POSTGRESQL;
    }

    /// The statement with which [#isInserted] finds out whether such a row is there.
    abstract String insertNew(String insert);

    /// False where such a row is there already, and then nothing else is changed by it.
    boolean isInserted(PreparedStatement insert) throws SQLException {
        insert.addBatch();
        return areInserted(insert)[0];
    }

    /// As [#isInserted], of each row in a statement's batch.
    boolean[] areInserted(PreparedStatement inserts) throws SQLException {
        try {
            return isOne(inserts.executeBatch());
        } catch (BatchUpdateException e) {
            if (!areThere(e)) {
                throw Gathered.reason(e);
            }
            return isOne(e.getUpdateCounts());
        }
    }

    /// Whether what was refused of a batch was so only because such rows are there already.
    abstract boolean areThere(BatchUpdateException refused);

    private static boolean[] isOne(int[] counts) {
        var isOne = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            isOne[i] = counts[i] == 1;
        }
        return isOne;
    }

    /// What has a connection see all of its transaction's time what is there at its beginning, row by row, however many there
    /// are.
    abstract List<String> reading();

    /// A time as exactly as it is given back.
    abstract Instant kept(Instant time);

    /// JSON that means the same and is given back as it is.
    abstract String json(String text);

    /// @throws IllegalArgumentException where a text by which something is to be found again would not be kept as it is
    void requireKeepable(String what, @Nullable String text) {
        if (text != null && !plain(text).equals(text)) {
            throw new IllegalArgumentException(
                    "%s has a character that this store can't keep: U+0000, or half of a surrogate pair."
                            .formatted(what));
        }
    }

    /// A text for people as far as it can be kept.
    abstract String plain(String text);
}
