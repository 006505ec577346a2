package dev.flowloom.bench.bpmn;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import dev.flowloom.bench.H2Url;
import dev.flowloom.bench.Setting;
import dev.flowloom.bench.Subject.Place;
import org.h2.jdbcx.JdbcConnectionPool;

/// The H2 database of an engine that commits by itself. What makes its commits as durable as Flowloom's: H2 writes at each
/// commit, and, where a power cut is to be outlived, syncs as well.
public final class PeerDatabase {
    /// More than threads that do jobs. Callers wait for one: twice as many would only wait inside the database instead.
    private static final int CONNECTIONS = 32;
    private static final int PATIENCE_SECONDS = 600;

    private PeerDatabase() {}

    public static DataSource open(Place place) throws SQLException {
        var pool = JdbcConnectionPool.create(H2Url.of("", place.folder()) + ";WRITE_DELAY=0", "bench", "");
        pool.setMaxConnections(CONNECTIONS);
        pool.setLoginTimeout(PATIENCE_SECONDS);
        return place.setting() == Setting.H2_POWER_SAFE ? syncing(pool) : pool;
    }

    private static DataSource syncing(DataSource source) {
        return proxy(DataSource.class, source, (result, name) -> name.equals("getConnection")
                ? syncing((Connection) result)
                : result);
    }

    private static Connection syncing(Connection connection) {
        return proxy(Connection.class, connection, (result, name) -> {
            if (name.equals("commit")) {
                try (var statement = connection.createStatement()) {
                    statement.execute("CHECKPOINT SYNC");
                }
            }
            return result;
        });
    }

    @FunctionalInterface
    private interface After {
        Object of(Object result, String method) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(PeerDatabase.class.getClassLoader(), new Class<?>[]{type},
                (_, method, arguments) -> {
                    try {
                        return after.of(method.invoke(target, arguments), method.getName());
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
