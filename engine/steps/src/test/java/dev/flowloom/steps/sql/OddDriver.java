package dev.flowloom.steps.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/// A database that commits as a test wants: `jdbc:odd:` before the URL of another. Like some, it commits what is open of
/// a connection that is closed.
final class OddDriver implements Driver, AutoCloseable {
    static final String SCHEME = "jdbc:odd:";

    /// What a commit does.
    interface Commit {
        /// Commits, or not.
        ///
        /// @param aborted open where the connection has been given up
        void commit(Connection real, CountDownLatch aborted) throws SQLException;
    }

    private final Commit commit;

    private OddDriver(Commit commit) {
        this.commit = commit;
    }

    static OddDriver register(Commit commit) throws SQLException {
        var driver = new OddDriver(commit);
        DriverManager.registerDriver(driver);
        return driver;
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        return acceptsURL(url) ? odd(DriverManager.getConnection(url.substring(SCHEME.length()), info)) : null;
    }

    private Connection odd(Connection real) {
        var aborted = new CountDownLatch(1);
        var committing = new AtomicReference<@Nullable Thread>();
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[]{Connection.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "commit" -> {
                        committing.set(Thread.currentThread());
                        commit.commit(real, aborted);
                        yield null;
                    }
                    case "abort" -> {
                        aborted.countDown();
                        awaitEnd(committing.get());
                        yield null;
                    }
                    case "close" -> {
                        real.commit();
                        real.close();
                        yield null;
                    }
                    default -> invoke(real, method, arguments);
                });
    }

    /// The thread that commits is the faster one, where it ends at all.
    private static void awaitEnd(@Nullable Thread thread) throws InterruptedException {
        if (thread != null) {
            thread.join(Duration.ofSeconds(2));
        }
    }

    private static @Nullable Object invoke(Connection real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(SCHEME);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
    }
}
