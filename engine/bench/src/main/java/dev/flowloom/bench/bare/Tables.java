package dev.flowloom.bench.bare;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The rows that are moved: a table to read, and one to write. In an H2 database of its own, so that the store of an engine
/// holds its own data alone.
public final class Tables {
    private final String url;

    public Tables(Path folder) {
        // What was committed outlives a kill, whoever commits it.
        this.url = "jdbc:h2:" + folder.resolve("rows").toAbsolutePath() + ";WRITE_DELAY=0";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "bench", "");
    }

    public void fill(int rows) throws SQLException {
        try (var connection = connect(); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE source (id BIGINT PRIMARY KEY, name VARCHAR(100), price INT)");
            statement.execute("CREATE TABLE target (id BIGINT PRIMARY KEY, name VARCHAR(100), price INT)");
            statement.execute("INSERT INTO source SELECT x, 'customer ' || x, x FROM system_range(0, %d)"
                    .formatted(rows - 1));
        }
    }

    /// All rows in order, read as they are asked for.
    public static ResultSet read(Connection connection, long after) throws SQLException {
        var select = connection.prepareStatement("SELECT id, name, price FROM source WHERE id >= ? ORDER BY id");
        select.setLong(1, after);
        select.setFetchSize(1_000);
        select.closeOnCompletion();
        return select.executeQuery();
    }

    /// One that is done twice is there once.
    public static PreparedStatement load(Connection connection) throws SQLException {
        return connection.prepareStatement("MERGE INTO target (id, name, price) KEY (id) VALUES (?, ?, ?)");
    }

    public static void add(PreparedStatement load, long id, String name, long price) throws SQLException {
        load.setLong(1, id);
        load.setString(2, name.toUpperCase(java.util.Locale.ROOT));
        load.setLong(3, price * 2);
        load.addBatch();
    }

    public void requireAll(int rows) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT COUNT(*) FROM target")) {
            found.next();
            if (found.getInt(1) != rows) {
                throw new IllegalStateException("%d rows were loaded".formatted(found.getInt(1)));
            }
        }
    }
}
