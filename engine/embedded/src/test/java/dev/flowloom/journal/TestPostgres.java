package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/// A schema to itself, for one test.
public final class TestPostgres implements AutoCloseable {
    /// Has the JDBC URL of a database (user and password included).
    public static final String VARIABLE = "FLOWLOOM_TEST_POSTGRES";

    private final String base;
    private final String schema = "test_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);

    public TestPostgres() {
        this(System.getenv(VARIABLE));
    }

    /// @param base the JDBC URL of a database
    public TestPostgres(String base) {
        this.base = base;
    }

    public StoreLocation.InPostgres location() {
        return (StoreLocation.InPostgres) StoreLocation.parse(url());
    }

    public String url() {
        return base + (base.contains("?") ? "&" : "?") + "schema=" + schema;
    }

    String schema() {
        return schema;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                base + (base.contains("?") ? "&" : "?") + "ApplicationName=test&currentSchema=" + schema);
    }

    void execute(String sql) throws SQLException {
        try (var connection = connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// How many Flowloom has open to the server, of those that this test's schema may be used by.
    long connections() throws SQLException {
        return count("");
    }

    /// How many of those are in the middle of a transaction.
    long transactions() throws SQLException {
        return count(" AND state <> 'idle'");
    }

    /// Ends all that Flowloom has open, as when the server is started anew.
    public void endConnections() throws SQLException {
        try (var connection = connect(); var statement = connection.createStatement()) {
            statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'flowloom " + schema + "'");
        }
    }

    private long count(String which) throws SQLException {
        try (var connection = connect(); var statement = connection.createStatement()) {
            var rows = statement
                    .executeQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'flowloom "
                            + schema + "'" + which);
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }
}
