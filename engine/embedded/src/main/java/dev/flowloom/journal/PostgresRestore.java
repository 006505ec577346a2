package dev.flowloom.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Makes a store in PostgreSQL of a backup, or nothing.
final class PostgresRestore {
    private static final List<String> MADE = List.of("progress", "definition", "run", "batch", "text_part", "message",
            "lock", "set_aside", "dead_letter", "pruned_run", "pruned", "retention", "owner", "request",
            "schema_history");

    private PostgresRestore() {}

    static BackupSummary restore(Path backup, StoreLocation.InPostgres location) {
        var store = PostgresStore.at(location);
        try {
            var before = found(store);
            requireNoStore(store, before);
            try {
                return BackupFile.read(backup, read -> BackupFile.load(backup, read, store, store::bringTo));
            } catch (SQLException | RuntimeException e) {
                removeMade(store, before);
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            throw BackupFailures.notRestored(location.toString(), store.explain(e));
        }
    }

    /// What there is of a store.
    ///
    /// @param last the position of what was written last
    private record Found(boolean hasSchema, Schema.State state, long last) {}

    private static Found found(PostgresStore store) throws SQLException {
        try (var connection = store.connect()) {
            var state = Schema.POSTGRESQL.state(connection);
            return new Found(PostgresStore.hasSchema(connection), state,
                    state == Schema.State.CURRENT ? store.lastPosition(connection) : 0);
        }
    }

    private static void requireNoStore(PostgresStore store, Found found) {
        switch (found.state()) {
            case NONE -> {
            }
            case FOREIGN -> throw PostgresFailures.notAStore(store.location());
            case OLDER, NEWER -> throw PostgresFailures.thereAlready(store.location());
            case CURRENT -> {
                if (found.last() > 0) {
                    throw PostgresFailures.thereAlready(store.location());
                }
            }
        }
    }

    /// Takes back what was made for a backup that could not be restored, unless somebody has written into it meanwhile.
    private static void removeMade(PostgresStore store, Found before) {
        if (before.state() != Schema.State.NONE) {
            return;
        }
        try (var connection = store.connect(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (Schema.hasTable(connection, "progress")) {
                store.takeTurn(connection);
            }
            for (var table : MADE) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
            if (!before.hasSchema() && PostgresStore.hasSchema(connection)) {
                statement.execute("DROP SCHEMA " + store.location().schema());
            }
            connection.commit();
        } catch (SQLException | StoreException _) {
            // What is told is why the backup could not be restored; empty tables may be left.
        }
    }
}
