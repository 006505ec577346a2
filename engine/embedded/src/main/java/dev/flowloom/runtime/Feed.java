package dev.flowloom.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a run's events to one consumer, in a thread of its own. They all come from the journal, from where the last
/// came, so that there is neither a gap between what was and what comes, nor a queue that a slow consumer could fill.
final class Feed implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final Journal journal;
    private final RunId run;
    private final Consumer<Recorded> consumer;
    private final Consumer<Feed> whenDone;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private final Semaphore news = new Semaphore(0);
    private final long from;
    private long next;
    private boolean atAnEnd;
    private volatile boolean closed;
    /// Why the run can't go on.
    private volatile @Nullable Throwable broken;

    Feed(Journal journal, RunId run, long from, Consumer<Recorded> consumer, Consumer<Feed> whenDone) {
        this.journal = journal;
        this.run = run;
        this.from = from;
        // One before, to see whether that was the last.
        this.next = Math.max(1, from - 1);
        this.consumer = consumer;
        this.whenDone = whenDone;
    }

    RunId run() {
        return run;
    }

    void start() {
        Thread.ofVirtual().name("flowloom-feed-" + run).start(this::handOver);
    }

    /// There may be more events.
    void wake() {
        news.release();
    }

    /// The run can't go on. Ends it when everything was handed over that is there.
    void fail(Throwable cause) {
        broken = cause;
        wake();
    }

    private void handOver() {
        try {
            handOverAll();
        } catch (RuntimeException | Error e) {
            // What is wrong with the store is told by who goes on with its runs.
            if (broken == null && !(e instanceof StoreException)) {
                LOG.warn("No more events of the run {} are handed over, since that failed.", run, e);
            }
            done.completeExceptionally(e);
        } finally {
            whenDone.accept(this);
        }
    }

    private void handOverAll() {
        while (!closed) {
            news.drainPermits();
            // Looked at before the events: those that came before the run broke are handed over.
            var cause = broken;
            if (handOverWhatIsThere() || closed) {
                continue;
            }
            if (cause != null) {
                done.completeExceptionally(cause);
                return;
            }
            news.acquireUninterruptibly();
        }
        done.complete(null);
    }

    /// Whether there was anything.
    private boolean handOverWhatIsThere() {
        var events = journal.read(run, next);
        for (var event : events) {
            if (closed) {
                return true;
            }
            if (event.sequence() >= from) {
                consumer.accept(event);
            }
            next = event.sequence() + 1;
        }
        if (events.isEmpty()) {
            closed = closed || atAnEnd;
            return false;
        }
        // There may be more: a run that was retried ended before, too.
        atAnEnd = RunOutcome.of(events.getLast().event()) != null;
        return true;
    }

    @Override
    public CompletionStage<?> done() {
        return done.minimalCompletionStage();
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }
}
