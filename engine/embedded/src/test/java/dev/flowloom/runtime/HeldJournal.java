package dev.flowloom.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Journal;
import org.jspecify.annotations.Nullable;

/// A journal whose appends can be held back, as by a slow disk, or lost, as by a kill.
final class HeldJournal extends ForwardingJournal {
    private final Semaphore held = new Semaphore(0);
    private volatile CompletableFuture<@Nullable Void> way = CompletableFuture.completedFuture(null);

    HeldJournal(Journal journal) {
        super(journal);
    }

    @Override
    public CompletableFuture<Appended> append(Batch batch) {
        var appended = way.thenCompose(_ -> super.append(batch));
        held.release();
        return appended;
    }

    /// Keeps nothing from now on.
    void hold() {
        way = new CompletableFuture<>();
        held.drainPermits();
    }

    /// Keeps what was held back, and what comes.
    void letGo() {
        way.complete(null);
    }

    /// Waits for an append that is held back.
    void awaitAppend() throws InterruptedException {
        if (!held.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was appended");
        }
    }
}
