package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has which run of a store in PostgreSQL. Leases are prolonged by a thread that waits for nobody.
final class PostgresSharing implements Sharing, AutoCloseable {
    /// How often it is looked whether the lease has to be prolonged, and whether there is anything to prolong it for.
    private static final Duration LOOK = Duration.ofMillis(500);

    /// A connection that hangs must not keep this process from noticing that it can't write any more. The shortest lease is longer.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSharing.class);

    private final PostgresStore store;
    private final JournalReaders readers;
    private final OwnedRuns owned;
    private final Duration lease;
    private final long given;
    private final ExecutorService claims = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("flowloom-journal-claims").daemon().factory());
    private final ScheduledExecutorService prolonging = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("flowloom-journal-lease").daemon().factory());
    private final WriterSession session;
    private final GroupCommit<?, ?> writer;
    private volatile @Nullable Connection claiming;
    /// Whether runs may have been claimed without this process knowing of it: the answer to a commit didn't come.
    private volatile boolean mayHaveStrays;
    private volatile @Nullable Connection prolonger;
    /// Whether the lease could not be prolonged when that was tried last.
    private boolean isFailing;
    private volatile boolean closed;

    /// @param given for how many milliseconds leases are given
    /// @param session of the writer
    PostgresSharing(PostgresStore store, JournalReaders readers, OwnedRuns owned, Duration lease, long given,
            WriterSession session, GroupCommit<?, ?> writer) {
        this.store = store;
        this.readers = readers;
        this.owned = owned;
        this.lease = lease;
        this.given = given;
        this.session = session;
        this.writer = writer;
        var _ = prolonging.scheduleWithFixedDelay(this::prolong, LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void prolong() {
        var number = owned.number();
        // What can't write any more goes on with nothing: others are to take that over.
        if (number == null || writer.over() != null) {
            return;
        }
        try {
            var kept = prolonger;
            var connection = kept == null ? store.connect(PATIENCE) : kept;
            prolonger = connection;
            if (closed) {
                drop(connection);
                return;
            }
            requireSession(connection);
            if (!new Leases(connection, given).prolong(number)) {
                owned.lose(number);
            }
            isFailing = false;
        } catch (SQLException | RuntimeException e) {
            // It is tried again, unless the store is over. Whether it came too late is known then.
            drop(prolonger);
            prolonger = null;
            if (!isFailing && !closed && writer.over() == null) {
                isFailing = true;
                LOG.warn("The lease of this process's runs could not be prolonged. It is tried again.", e);
            }
        }
    }

    private static void drop(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException _) {
            // It is gone in any case.
        }
    }

    private interface Action<T extends @Nullable Object> {
        T apply(Leases leases) throws SQLException;
    }

    /// An interrupt of this one would close the connection.
    private <T extends @Nullable Object> T inThread(Supplier<T> action) {
        try {
            return CompletableFuture.supplyAsync(action, claims).join();
        } catch (RejectedExecutionException e) {
            throw StoreFailures.closed();
        } catch (CompletionException e) {
            throw store.explain(e.getCause() == null ? e : e.getCause());
        }
    }

    private <T extends @Nullable Object> T inTurnHere(Action<T> action) {
        try {
            var connection = turn();
            var result = action.apply(new Leases(connection, given));
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            drop(claiming);
            claiming = null;
            throw store.explain(e);
        }
    }

    /// A connection that has its turn. That one was cut while it wasn't used isn't the end of the store.
    private Connection turn() throws SQLException {
        var kept = claiming;
        if (kept != null) {
            try {
                PostgresCommits.takeTurn(kept);
                return kept;
            } catch (SQLException e) {
                if (PostgresFailures.isSilent(e)) {
                    throw e;
                }
                drop(kept);
                claiming = null;
            }
        }
        var connection = store.connectToWrite();
        claiming = connection;
        if (closed) {
            drop(connection);
            throw StoreFailures.closed();
        }
        PostgresCommits.takeTurn(connection);
        return connection;
    }

    /// Under a lease that has not run out. Whoever writes in this process next is to know of it.
    private long number(Leases leases) throws SQLException {
        requireSession(leases.connection());
        var known = owned.number();
        if (known != null && leases.prolong(known)) {
            leases.endThoseOfTheDead();
            return known;
        }
        if (known != null) {
            owned.lose(known);
        }
        leases.endThoseOfTheDead();
        long begun = leases.begin(Processes.thisOne(), session);
        owned.add(begun, List.of());
        return begun;
    }

    /// What can't write any more prolongs nothing: others have taken that to be over.
    private void requireSession(Connection connection) throws SQLException {
        if (!session.isHeld(connection)) {
            var reason = PostgresFailures.cutOff(store.location());
            writer.fail(reason);
            throw reason;
        }
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public boolean claim(RunId run) {
        return owned.stamp(run) != null || !claimed(leases -> {
            long number = number(leases);
            return new Claimed(number, leases.claim(run, number) ? List.of(run) : List.of());
        }).isEmpty();
    }

    private record Claimed(long number, List<RunId> runs) {}

    private List<RunId> claimed(Action<Claimed> claim) {
        requireNotOver();
        return inThread(() -> {
            try {
                var claimed = inTurnHere(claim);
                owned.add(claimed.number(), claimed.runs());
                return claimed.runs();
            } catch (StoreException e) {
                mayHaveStrays = true;
                throw e;
            }
        });
    }

    /// What can't write any more is nobody's to go on with here.
    private void requireNotOver() {
        var reason = writer.over();
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public List<RunId> claimLeft(@Nullable Collection<RunId> only, Collection<RunId> not) {
        boolean isAnything = mayHaveStrays
                || readers.ask(connection -> new Leases(connection, given).isAnythingLeft(only, not));
        return isAnything
                ? claimed(leases -> {
                    long number = number(leases);
                    var strays = mayHaveStrays ? new Leases.Strays(number, owned.all()) : Leases.NOBODY;
                    mayHaveStrays = false;
                    return new Claimed(number, leases.claimLeft(only, not, number, strays));
                })
                : List.of();
    }

    @Override
    public void release(RunId run) {
        var number = owned.number();
        if (number != null && owned.stamp(run) != null) {
            inThread(() -> {
                owned.remove(run);
                return inTurnHere(leases -> {
                    leases.release(run, number);
                    return true;
                });
            });
        }
    }

    @Override
    public List<RunId> owned() {
        return owned.all();
    }

    @Override
    public void whenLost(Consumer<List<RunId>> told) {
        owned.whenLost(told);
    }

    @Override
    public @Nullable String ownerOf(RunId run) {
        return readers.ask(connection -> Requests.ownerOf(connection, run));
    }

    @Override
    public Map<RunId, String> owners() {
        return readers.ask(Requests::owners);
    }

    @Override
    public long lastMessage() {
        return readers.ask(Requests::lastMessage);
    }

    @Override
    public List<Address> sentAfter(long number, int limit) {
        return readers.ask(connection -> Requests.sentAfter(connection, number, limit));
    }

    @Override
    public long setAside() {
        return readers.ask(Requests::setAside);
    }

    @Override
    public long ask(RunId run, String text) {
        return readers.ask(connection -> Requests.ask(connection, run, text));
    }

    @Override
    public List<Request> requests() {
        var number = owned.number();
        return number == null || writer.over() != null
                ? List.of()
                : readers.ask(connection -> Requests.take(connection, number));
    }

    @Override
    public void answer(long request, Answer answer) {
        readers.ask(connection -> Requests.answer(connection, request, answer));
    }

    @Override
    public boolean isOpen(long request) {
        return readers.ask(connection -> Requests.isOpen(connection, request));
    }

    @Override
    public void giveBack(long request) {
        var number = owned.number();
        if (number != null) {
            readers.ask(connection -> Requests.giveBack(connection, request, number));
        }
    }

    @Override
    public @Nullable Answer answerTo(long request) {
        return readers.ask(connection -> Requests.answerTo(connection, request));
    }

    @Override
    public boolean withdraw(long request) {
        return readers.ask(connection -> Requests.withdraw(connection, request));
    }

    @Override
    public void forget(long request) {
        readers.ask(connection -> Requests.forget(connection, request));
    }

    /// Lets others have all that is this process's own.
    void leave() {
        var number = owned.number();
        if (number != null) {
            inThread(() -> inTurnHere(leases -> {
                leases.end(number);
                return true;
            }));
        }
    }

    /// Nothing is prolonged any more.
    @Override
    public void close() {
        closed = true;
        prolonging.shutdownNow();
        claims.shutdownNow();
        drop(prolonger);
        drop(claiming);
    }
}
