package dev.flowloom.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Opens stores in files to be read alone.
final class H2Look {
    private static final Commits READING = new Commits() {
        @Override
        public long begin() throws SQLException {
            throw new SQLException("the store is open to be read alone");
        }

        @Override
        public void commit(long last, List<Gathered> left) {}

        @Override
        public void idle() {}

        @Override
        public long durable() {
            return Long.MAX_VALUE;
        }
    };

    private H2Look() {}

    /// Null where it is of an older version. [Stores#look] says more.
    static @Nullable Journal look(StoreLocation.OnDisk location, EventCodec codec) {
        H2Store.requireNoOtherThing(location.database());
        try {
            var acknowledged = lookAtMark(location);
            try {
                return look(location, acknowledged, codec);
            } catch (SQLException | IOException | RuntimeException e) {
                if (acknowledged != null) {
                    acknowledged.close();
                }
                throw e;
            }
        } catch (IOException | SQLException | RuntimeException e) {
            throw StoreFailures.explainOpening(location.database(), e);
        }
    }

    private static @Nullable Acknowledged lookAtMark(StoreLocation.OnDisk location) throws IOException {
        try {
            return Acknowledged.look(location.acknowledged());
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private static @Nullable Journal look(StoreLocation.OnDisk location, @Nullable Acknowledged acknowledged,
            EventCodec codec) throws SQLException, IOException {
        boolean isSilent = acknowledged == null || acknowledged.isSilent();
        var database = H2Database.look(location, acknowledged == null ? 0 : acknowledged.position());
        if (database == null) {
            if (acknowledged != null) {
                acknowledged.close();
            }
            return null;
        }
        try {
            var remark = isSilent ? H2Store.remark(location, database) : null;
            return new DatabaseJournal(new H2Store(database, acknowledged, null, remark, READING), codec,
                    DatabaseJournal.LONGEST_ANSWER);
        } catch (SQLException | IOException | RuntimeException e) {
            database.abandon();
            throw e;
        }
    }
}
