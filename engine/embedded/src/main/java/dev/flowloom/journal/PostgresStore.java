package dev.flowloom.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/// A store in a schema of PostgreSQL.
final class PostgresStore implements Database {
    /// Held while the tables are made or brought to this version.
    private static final String MAKING = "SELECT pg_advisory_lock(hashtext('flowloom ' || current_database()), hashtext(?))";

    /// Far less than others wait for their turn, however long a lease is.
    private static final Duration LONGEST_TURN = Duration.ofSeconds(10);

    private final StoreLocation.InPostgres location;
    private final PGSimpleDataSource source;
    /// To make or change tables may take long.
    private final PGSimpleDataSource patient;
    private final OwnedRuns owned = new OwnedRuns();
    private @Nullable Connection writing;
    private @Nullable WriterSession session;

    private PostgresStore(StoreLocation.InPostgres location) {
        this.location = location;
        this.source = at(location, new PGSimpleDataSource());
        this.patient = at(location, new PGSimpleDataSource());
        if (!location.options().containsKey("socketTimeout")) {
            patient.setSocketTimeout(0);
        }
    }

    private static <T extends BaseDataSource> T at(StoreLocation.InPostgres location, T source) {
        try {
            source.setUrl(PostgresLocation.driverUrl(location));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw StoreFailures.badLocation(location.toString(), "PostgreSQL's driver can't make anything of it.");
        }
        var password = PostgresLocation.password(location);
        if (password != null) {
            source.setPassword(password);
        }
        if (!location.options().containsKey("ApplicationName")) {
            source.setApplicationName("flowloom " + location.schema());
        }
        source.setTcpKeepAlive(true);
        // Of what was rewritten it doesn't say any more how many rows were there already.
        source.setReWriteBatchedInserts(false);
        return source;
    }

    /// Nothing is looked at yet.
    static PostgresStore at(StoreLocation.InPostgres location) {
        return new PostgresStore(location);
    }

    static Journal open(StoreLocation.InPostgres location, EventCodec codec) {
        var store = at(location);
        try {
            store.bringToThisVersion();
            return new DatabaseJournal(store, codec, DatabaseJournal.LONGEST_ANSWER);
        } catch (SQLException | IOException | RuntimeException e) {
            store.abandon();
            throw store.explain(e);
        }
    }

    /// Keeps others from writing until the transaction ends.
    ///
    /// @throws StoreException where something was written
    @Override
    public void takeTurn(Connection connection) throws SQLException {
        PostgresCommits.takeTurn(connection);
        if (lastPosition(connection) > 0) {
            throw PostgresFailures.thereAlready(location);
        }
    }

    StoreLocation.InPostgres location() {
        return location;
    }

    static boolean exists(StoreLocation.InPostgres location) {
        var store = at(location);
        try (var connection = store.source.getConnection()) {
            return Schema.POSTGRESQL.state(connection) != Schema.State.NONE;
        } catch (SQLException e) {
            throw store.explain(e);
        }
    }

    private void bringToThisVersion() throws SQLException {
        bringTo(schema());
    }

    /// Makes its tables, or brings them to a version.
    void bringTo(int version) throws SQLException {
        try (var connection = patient.getConnection()) {
            if (state(connection) == Schema.State.CURRENT) {
                return;
            }
            try (var making = connection.prepareStatement(MAKING)) {
                making.setString(1, location.schema());
                making.execute();
            }
            // Somebody else may have done it meanwhile. The lock goes with the connection.
            if (state(connection) != Schema.State.CURRENT) {
                createSchema(connection);
                Schema.POSTGRESQL.migrate(patient, version);
            }
        }
    }

    private Schema.State state(Connection connection) throws SQLException {
        var state = Schema.POSTGRESQL.state(connection);
        return switch (state) {
            case FOREIGN -> throw PostgresFailures.notAStore(location);
            case NEWER -> throw PostgresFailures.newer(location);
            case NONE, OLDER, CURRENT -> state;
        };
    }

    private void createSchema(Connection connection) throws SQLException {
        // Whoever may not create one can still use one that is there.
        if (!hasSchema(connection)) {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + location.schema());
            }
        }
    }

    static boolean hasSchema(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT CURRENT_SCHEMA");
            rows.next();
            return rows.getString(1) != null;
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public Connection connect() throws SQLException {
        return source.getConnection();
    }

    @Override
    public JdbcConnectionPool pool(int largest) {
        var pool = JdbcConnectionPool.create(at(location, new PGConnectionPoolDataSource()));
        pool.setMaxConnections(largest);
        return pool;
    }

    @Override
    public int schema() {
        return Schema.POSTGRESQL.version();
    }

    @Override
    public long lastPosition(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT position FROM progress");
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void goOnBehind(Connection connection, long position) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE progress SET position = ?")) {
            update.setLong(1, position);
            update.executeUpdate();
        }
    }

    /// Gives up a server that doesn't answer for so long, where that is sooner than others do.
    Connection connect(Duration longestAnswer) throws SQLException {
        var connection = connect();
        try {
            int before = connection.getNetworkTimeout();
            int millis = (int) longestAnswer.toMillis();
            connection.setNetworkTimeout(Runnable::run, before == 0 ? millis : Math.min(before, millis));
            return connection;
        } catch (SQLException e) {
            throw closed(connection, e);
        }
    }

    private static SQLException closed(Connection connection, SQLException because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
        return because;
    }

    /// For transactions that have the store to themselves.
    Connection connectToWrite() throws SQLException {
        var connection = connect(location.lease());
        try {
            connection.setAutoCommit(false);
            prepare(connection);
            return connection;
        } catch (SQLException e) {
            throw closed(connection, e);
        }
    }

    /// A program that stands still in the middle of writing must not hold up others for long.
    private void prepare(Connection writer) throws SQLException {
        try (var statement = writer.createStatement()) {
            // Each statement sees what was committed before it.
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED");
            statement.execute("SET idle_in_transaction_session_timeout = "
                    + Math.min(LONGEST_TURN.toMillis(), location.lease().toMillis() / 2));
            // A run may wait for days. Servers before PostgreSQL 14 have no such setting.
            statement.execute(
                    "SELECT set_config(name, '0', FALSE) FROM pg_settings WHERE name = 'idle_session_timeout'");
            var rows = statement.executeQuery("SHOW synchronous_commit");
            rows.next();
            // What waits for replicas too is left as it is.
            if (!rows.getString(1).equals("remote_apply")) {
                statement.execute("SET synchronous_commit = on");
            }
        }
        writer.commit();
    }

    @Override
    public Commits commits(Connection writer) throws SQLException {
        writing = writer;
        prepare(writer);
        var begun = WriterSession.begin(writer);
        writer.commit();
        session = begun;
        return new PostgresCommits(writer, owned, given(), begun);
    }

    @Override
    public Ownership ownership() {
        return owned;
    }

    @Override
    public PostgresSharing sharing(JournalReaders readers, GroupCommit<?, ?> writer) {
        return new PostgresSharing(this, readers, owned, location.lease(), given(),
                Objects.requireNonNull(session, "it is written"), writer);
    }

    /// For how many milliseconds leases are given: less than is promised, so that there is time to notice their end.
    private long given() {
        return location.lease().toMillis() * 3 / 4;
    }

    @Override
    public long size() {
        try (var connection = source.getConnection(); var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
                    + " JOIN pg_namespace n ON c.relnamespace = n.oid WHERE n.nspname = CURRENT_SCHEMA AND c.relkind = 'r'");
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    @Override
    public StoreException explain(Throwable failure) {
        return PostgresFailures.explain(location, failure);
    }

    @Override
    public void shutDown() throws SQLException {
        if (writing != null) {
            writing.close();
        }
    }

    /// Also where PostgreSQL doesn't answer: it takes back by itself what was not committed.
    @Override
    public void abandon() {
        try {
            if (writing != null) {
                writing.abort(Runnable::run);
            }
        } catch (SQLException _) {
            // There is nothing left to end.
        }
    }

    @Override
    public void close() {}
}
