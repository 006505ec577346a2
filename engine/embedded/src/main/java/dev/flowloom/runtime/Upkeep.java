package dev.flowloom.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.BackupSummary;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Prunable;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.RunFlaw;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps a store in good order for years: which runs are kept, and backups.
///
/// As long as runs go on in an engine, what its store doesn't keep is removed now and then.
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    /// Whoever opens a store for something short isn't held up.
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(10);
    private static final int AT_ONCE = 100;
    private static final int MOST_PASSES = 10;

    private final Journal journal;
    private final InstantSource clock;
    private final Duration first;
    private final Duration again;
    private final Thread thread;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean closed;

    Upkeep(Journal journal, InstantSource clock) {
        this(journal, clock, FIRST, AGAIN);
    }

    /// @param first how long after runs began to go on it is looked what isn't to be kept
    /// @param again and how long after that
    Upkeep(Journal journal, InstantSource clock, Duration first, Duration again) {
        this.journal = journal;
        this.clock = clock;
        this.first = first;
        this.again = again;
        thread = Thread.ofVirtual().name("flowloom-upkeep").unstarted(this::run);
    }

    /// Runs go on here from now on: what isn't to be kept is removed now and then. Who only looks at a store changes nothing.
    void begin() {
        if (begun.compareAndSet(false, true)) {
            journal.freeRoom();
            thread.start();
        }
    }

    private void run() {
        for (var pause = first; !closed; pause = again) {
            LockSupport.parkNanos(this, pause.toNanos());
            if (!closed) {
                pruneAsSaid();
                journal.freeRoom();
            }
        }
    }

    private void pruneAsSaid() {
        try {
            long pruned = prune(retention(), _ -> true);
            if (pruned > 0) {
                LOG.info("Runs that are kept no longer were removed: {}.", pruned);
            }
        } catch (StoreException e) {
            // Whoever uses the store is told so too.
            LOG.debug("Runs could not be removed.", e);
        }
    }

    /// Which runs are kept, as it was said last.
    public Retention retention() {
        return journal.retention();
    }

    /// Says which runs are kept from now on; durable when this returns.
    public void keep(Retention retention) {
        Waiting.on(journal.keep(retention));
    }

    /// The runs that would be removed next, the first started first: each after the one that called it.
    ///
    /// @param most how many of those that no other run called are looked for
    public List<RunId> prunable(Retention keep, int most) {
        return journal.prunable(keep, clock.instant(), 0, most).stream().map(Prunable::runs).flatMap(List::stream)
                .toList();
    }

    /// Removes the runs that are not to be kept. They are gone when this returns; their room is given back later.
    ///
    /// @param agreed is asked of each run before it is removed; where not all of a run and those that it called are agreed to, they
    ///        stay
    /// @return how many were removed
    public long prune(Retention keep, Predicate<RunId> agreed) {
        journal.freeRoom();
        var now = clock.instant();
        var staying = new HashSet<RunId>();
        long pruned = 0;
        long before = -1;
        // Once a run is gone, what did items of it again may go as well. Not for ever: others may end meanwhile.
        for (int pass = 0; pass < MOST_PASSES && pruned > before && !closed; pass++) {
            before = pruned;
            pruned += pruneOnce(keep, now, agreed, staying);
        }
        return pruned;
    }

    /// @param staying those that weren't agreed to, or that something happened to since they were found
    private long pruneOnce(Retention keep, Instant now, Predicate<RunId> agreed, Set<RunId> staying) {
        long pruned = 0;
        long looked = 0;
        List<Prunable> page;
        do {
            page = journal.prunable(keep, now, looked, AT_ONCE);
            for (var found : page) {
                looked = found.number();
                if (closed || staying.contains(found.root())) {
                    continue;
                }
                if (found.runs().stream().allMatch(agreed)
                        && Waiting.on(journal.prune(found)) instanceof Appended.Durable) {
                    pruned += found.runs().size();
                } else {
                    staying.add(found.root());
                }
            }
        } while (!closed && page.size() == AT_ONCE);
        return pruned;
    }

    /// Writes all that the store has, as it is at one moment, into a new file, durably. Runs go on meanwhile.
    ///
    /// @throws StoreException where there is such a file already, or it can't be written; nothing is left of it then
    public BackupSummary backup(Path file) {
        return journal.backup(file, clock.instant());
    }

    /// What is wrong with the list of runs. A run whose entry can't be read isn't among the engine's runs.
    public List<RunFlaw> flaws() {
        return journal.flaws();
    }

    /// How many runs that aren't in the list of runs have events in the store nevertheless.
    public long strays() {
        return journal.strays();
    }

    /// What people are to be told of the store, though it can be used; null where nothing is.
    public @Nullable String remark() {
        return journal.remark();
    }

    /// How much room the store takes, in bytes.
    public long size() {
        return journal.size();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
