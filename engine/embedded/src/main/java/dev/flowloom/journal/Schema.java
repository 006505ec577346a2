package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/// The tables, and which version of them a database has. Where both databases have what a version brought, it has the same
/// number in both.
enum Schema {
    H2("dev/flowloom/journal/h2", 11),
    POSTGRESQL("dev/flowloom/journal/postgresql", 11);

    private static final String HISTORY = "schema_history";
    private static final int FOREIGN = -1;

    /// What a database turns out to be.
    enum State { NONE, OLDER, CURRENT, NEWER, FOREIGN }

    private final String migrations;
    private final int version;

    /// @param version the newest migration
    Schema(String migrations, int version) {
        this.migrations = migrations;
        this.version = version;
    }

    /// The newest.
    int version() {
        return version;
    }

    State state(Connection connection) throws SQLException {
        int found = version(connection);
        if (found == FOREIGN) {
            return tables(connection, "") == 0 ? State.NONE : State.FOREIGN;
        }
        return found < version ? State.OLDER : found == version ? State.CURRENT : State.NEWER;
    }

    private static int version(Connection connection) throws SQLException {
        if (!hasTable(connection, HISTORY)) {
            return FOREIGN;
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COALESCE(MAX(CAST(\"version\" AS INT)), 0) FROM \"" + HISTORY
                        + "\" WHERE \"success\"")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /// H2 writes names in capital letters, and PostgreSQL in small ones.
    static boolean hasTable(Connection connection, String name) throws SQLException {
        return tables(connection, " AND LOWER(TABLE_NAME) = '" + name + "'") > 0;
    }

    private static int tables(Connection connection, String which) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA" + which)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static long count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// @param upTo which version; an older one for what comes from that
    void migrate(DataSource database, int upTo) {
        Flyway.configure()
                .dataSource(database)
                .table(HISTORY)
                .locations("classpath:" + migrations)
                .target(String.valueOf(upTo))
                .loggers(FlywaySilence.class.getName())
                .load()
                .migrate();
    }
}
