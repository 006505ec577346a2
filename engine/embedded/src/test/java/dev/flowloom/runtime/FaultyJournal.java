package dev.flowloom.runtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// A journal that accepts some appends and then fails, as on a full disk. Below it the kept ones stay, also when it is
/// closed.
final class FaultyJournal extends ForwardingJournal {
    private final AtomicInteger appendsLeft;

    FaultyJournal(Journal kept, int appends) {
        super(kept);
        this.appendsLeft = new AtomicInteger(appends);
    }

    /// One that fails never.
    static FaultyJournal sound(Journal kept) {
        return new FaultyJournal(kept, Integer.MAX_VALUE);
    }

    private static StoreException full() {
        return new StoreException(StoreException.Kind.DISK_FULL, "There is no room left.", "Make room.");
    }

    @Override
    public CompletableFuture<Appended> append(Batch batch) {
        return appendsLeft.getAndDecrement() > 0
                ? super.append(batch)
                : CompletableFuture.failedFuture(full());
    }

    private void requireReadable() {
        if (appendsLeft.get() < 0) {
            throw full();
        }
    }

    @Override
    public @Nullable String definition(String hash) {
        requireReadable();
        return super.definition(hash);
    }

    @Override
    public List<Recorded> read(RunId run, long from) {
        requireReadable();
        return super.read(run, from);
    }

    @Override
    public @Nullable RunSummary find(RunId run) {
        requireReadable();
        return super.find(run);
    }

    @Override
    public @Nullable RunId findByKey(String flow, String key) {
        requireReadable();
        return super.findByKey(flow, key);
    }

    @Override
    public List<RunSummary> runs(int limit) {
        requireReadable();
        return super.runs(limit);
    }

    @Override
    public List<RunId> unfinished() {
        requireReadable();
        return super.unfinished();
    }

    @Override
    public long size() {
        return 0;
    }
}
