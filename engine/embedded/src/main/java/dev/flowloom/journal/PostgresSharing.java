package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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

/// Who has which run of a store in PostgreSQL. Leases are prolonged by a thread that waits for nobody.
final class PostgresSharing implements Sharing, AutoCloseable {
    /// How often it is looked whether the lease has to be prolonged, and whether there is anything to prolong it for.
    private static final Duration LOOK = Duration.ofMillis(500);

    private final PostgresStore store;
    private final JournalReaders readers;
    private final OwnedRuns owned;
    private final Duration lease;
    private final ExecutorService claims = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("flowloom-journal-claims").daemon().factory());
    private final ScheduledExecutorService prolonging = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("flowloom-journal-lease").daemon().factory());
    private final WriterSession session;
    private final GroupCommit<?, ?> writer;
    private @Nullable Connection claiming;
    private @Nullable Connection prolonger;

    /// @param session of the writer
    PostgresSharing(PostgresStore store, JournalReaders readers, OwnedRuns owned, Duration lease, WriterSession session,
            GroupCommit<?, ?> writer) {
        this.store = store;
        this.readers = readers;
        this.owned = owned;
        this.lease = lease;
        this.session = session;
        this.writer = writer;
        var _ = prolonging.scheduleWithFixedDelay(this::prolong, LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Given for less than is promised, so that there is time to notice its end.
    private long given() {
        return lease.toMillis() * 3 / 4;
    }

    private void prolong() {
        var number = owned.number();
        // What can't write any more goes on with nothing: others are to take that over.
        if (number == null || writer.over() != null) {
            return;
        }
        try {
            var connection = prolonger == null ? store.connect(lease.dividedBy(2)) : prolonger;
            prolonger = connection;
            if (!session.isHeld(connection)) {
                writer.fail(PostgresFailures.cutOff(store.location()));
            } else if (!new Leases(connection, given()).prolong(number)) {
                owned.lose(number);
            }
        } catch (SQLException | RuntimeException _) {
            // It is tried again. Whether it came too late is known then.
            drop(prolonger);
            prolonger = null;
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
            var connection = claiming == null ? store.connectToWrite() : claiming;
            claiming = connection;
            PostgresCommits.takeTurn(connection);
            var result = action.apply(new Leases(connection, given()));
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            drop(claiming);
            claiming = null;
            throw store.explain(e);
        }
    }

    /// Under a lease that has not run out.
    private long number(Leases leases) throws SQLException {
        var known = owned.number();
        if (known != null && leases.prolong(known)) {
            leases.endThoseOfTheDead();
            return known;
        }
        if (known != null) {
            owned.lose(known);
        }
        leases.endThoseOfTheDead();
        return leases.begin(Processes.thisOne(), session);
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
            var claimed = inTurnHere(claim);
            owned.add(claimed.number(), claimed.runs());
            return claimed.runs();
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
        boolean isAnything = readers.ask(connection -> new Leases(connection, given()).isAnythingLeft(only, not));
        return isAnything
                ? claimed(leases -> {
                    long number = number(leases);
                    return new Claimed(number, leases.claimLeft(only, not, number));
                })
                : List.of();
    }

    @Override
    public void release(RunId run) {
        var number = owned.number();
        if (number != null && owned.stamp(run) != null) {
            owned.remove(run);
            inThread(() -> inTurnHere(leases -> {
                leases.release(run, number);
                return true;
            }));
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
        prolonging.shutdownNow();
        claims.shutdownNow();
        drop(prolonger);
        drop(claiming);
    }
}
