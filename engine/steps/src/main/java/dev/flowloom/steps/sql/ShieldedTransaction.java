package dev.flowloom.steps.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.flowloom.model.Json;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// Does a transaction in a thread of its own that is never interrupted, while the step's thread waits. An interrupt
/// in the middle of a file access closes the file, and with it an embedded database for everybody in this process.
final class ShieldedTransaction {
    /// How long a cancelled transaction may take to roll back before its connection is dropped.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Cancellation cancellation = new Cancellation();
    private final FutureTask<Json> task;
    private final Duration grace;

    private ShieldedTransaction(Login login, Work work, Duration grace) {
        this.task = new FutureTask<>(() -> transact(login, work));
        this.grace = grace;
    }

    static Json run(Login login, Work work, Duration timeout) throws StepFailure, InterruptedException {
        return run(login, work, timeout, GRACE);
    }

    static Json run(Login login, Work work, Duration timeout, Duration grace)
            throws StepFailure, InterruptedException {
        var transaction = new ShieldedTransaction(login, work, grace);
        // Not a virtual one: a database in this process computes.
        Thread.ofPlatform().daemon().name("sql").start(transaction.task);
        return transaction.await(timeout);
    }

    private Json transact(Login login, Work work) throws SQLException, StepFailure {
        try (var connection = login.open()) {
            cancellation.opened(connection);
            return new Transaction(connection, work, cancellation).run();
        }
    }

    private Json await(Duration timeout) throws StepFailure, InterruptedException {
        try {
            return resultWithin(timeout);
        } catch (TimeoutException _) {
            return lateResult(timeout);
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        }
    }

    /// What was committed in spite of all is done, and said to be done.
    private Json lateResult(Duration timeout) throws StepFailure, InterruptedException {
        var endedByItself = giveUp();
        if (task.state() == FutureTask.State.SUCCESS) {
            return task.resultNow();
        }
        if (!cancellation.isCommitting()) {
            throw SqlFailures.timeout(timeout);
        }
        // What the database says of a connection that was dropped here would hide why it was.
        throw endedByItself ? failure(task.exceptionNow()) : SqlFailures.undecided(timeout);
    }

    /// Leaves with nothing under way any more, or at least with nothing that can still be heard of.
    ///
    /// @return whether the transaction ended, so that its connection didn't have to be dropped
    private boolean giveUp() throws InterruptedException {
        cancellation.cancel();
        try {
            task.get(grace.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException _) {
            return true;
        } catch (TimeoutException _) {
            cancellation.abort();
            return false;
        }
    }

    private Json resultWithin(Duration timeout) throws StepFailure, InterruptedException, TimeoutException {
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static StepFailure failure(@Nullable Throwable cause) {
        return switch (cause) {
            case StepFailure failure -> failure;
            case SQLException failure -> SqlFailures.of(failure);
            case null, default ->
                throw new IllegalStateException("executing SQL failed in a way that is a bug", cause);
        };
    }
}
