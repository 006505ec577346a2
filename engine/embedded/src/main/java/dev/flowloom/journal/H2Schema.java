package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/// The tables, and which version of them a database has.
final class H2Schema {
    /// The newest migration.
    static final int VERSION = 5;
    static final String MIGRATIONS = "dev/flowloom/journal/h2";

    private static final String HISTORY = "schema_history";
    private static final int FOREIGN = -1;

    /// What a database turns out to be.
    enum State { OLDER, CURRENT, NEWER, FOREIGN }

    private H2Schema() {}

    static State state(Connection connection) throws SQLException {
        int version = version(connection);
        if (version == FOREIGN) {
            return State.FOREIGN;
        }
        return version < VERSION ? State.OLDER : version == VERSION ? State.CURRENT : State.NEWER;
    }

    private static int version(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return FOREIGN;
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COALESCE(MAX(CAST(\"version\" AS INT)), 0) FROM \"" + HISTORY
                        + "\" WHERE \"success\"")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES"
                        + " WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = '" + HISTORY + "'")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .table(HISTORY)
                .locations("classpath:" + MIGRATIONS)
                .loggers(FlywaySilence.class.getName())
                .load()
                .migrate();
    }
}
