package dev.flowloom.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

import dev.flowloom.journal.Journal;
import dev.flowloom.journal.LockChange;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.HeldLock;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// Who has which named lock. A lock is granted to one scope after the other, in the order in which they asked. It becomes a
/// scope's own with the events that say so; from then on it stays with it until events that say that it is given back are
/// durable, or until its lease ends while nobody goes on with the run.
final class Locks {
    /// A scope that wants or has a lock.
    ///
    /// @param visit null where it left it, and was it in another process or life of this one
    private record Scope(RunId run, @Nullable VisitId visit) {}

    /// Who has a lock.
    ///
    /// @param isKept whether the journal knows
    /// @param isLive whether the run is gone on with here
    private record Holder(Scope scope, Duration lease, Instant until, boolean isKept, boolean isLive) {
        Holder kept() {
            return new Holder(scope, lease, until, true, isLive);
        }

        Holder live(Duration newLease) {
            return new Holder(scope, newLease, until, isKept, true);
        }

        Holder left() {
            return new Holder(scope, lease, until, isKept, false);
        }

        Holder renewed(Instant end) {
            return new Holder(scope, lease, end, isKept, isLive);
        }
    }

    private record Waiter(Duration lease, LongConsumer granted) {}

    private static final class Named {
        private long token;
        private @Nullable Holder holder;
        private final SequencedMap<Scope, Waiter> waiting = new LinkedHashMap<>();
        private Runnable noRenewal = () -> {};
        private Runnable noExpiry = () -> {};

        /// As the store has it.
        ///
        /// @param notBefore when it may be granted at the earliest; null where its lease says so, unless somebody has it here
        void become(LockChange.Kept kept, @Nullable Instant notBefore) {
            if (notBefore == null && holder != null && holder.isLive) {
                return;
            }
            token = Math.max(token, kept.token());
            var by = kept.holder();
            if (by == null) {
                holder = null;
                return;
            }
            var until = notBefore == null ? by.until() : notBefore;
            holder = new Holder(new Scope(by.run(), by.visit()), Duration.ZERO, until, true, false);
        }

        /// Nobody has it any more.
        void free() {
            holder = null;
            noRenewal.run();
        }
    }

    private static final Duration REFUSED = Duration.ofMillis(250);
    /// For runs that have locks and are gone on with together with others that want these: their leases ended while nobody looked.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Journal journal;
    private final InstantSource clock;
    private final Timers timers;
    private final ReentrantLock guard = new ReentrantLock();
    private @Nullable Map<String, Named> loaded;

    Locks(Journal journal, InstantSource clock, Timers timers) {
        this.journal = journal;
        this.clock = clock;
        this.timers = timers;
    }

    /// Another process has a lock that was granted here: it is asked for again a little later.
    void refused(String name) {
        reload(name, clock.instant().plus(REFUSED));
    }

    private void reload(String name, @Nullable Instant notBefore) {
        var kept = journal.lock(name);
        if (kept != null) {
            change(name, lock -> lock.become(kept, notBefore));
        }
    }

    /// Has a scope wait for a lock.
    ///
    /// @param granted gets the token when it is the scope's
    /// @return is run when the scope wants it no longer, or nobody goes on with its run
    Runnable take(Effect.TakeLock wanted, LongConsumer granted) {
        var scope = new Scope(wanted.run(), wanted.visit());
        change(wanted.name(), lock -> lock.waiting.put(scope, new Waiter(wanted.lease(), granted)));
        return () -> leave(wanted.name(), scope);
    }

    /// Whether a scope still has the lock that it was granted under a token.
    boolean isGranted(String name, RunId run, VisitId visit, long token) {
        var scope = new Scope(run, visit);
        guard.lock();
        try {
            var lock = loaded == null ? null : loaded.get(name);
            return lock != null && lock.token == token && lock.holder != null && lock.holder.scope.equals(scope);
        } finally {
            guard.unlock();
        }
    }

    /// Goes on with holding the locks of a run. To be asked before anything of the run begins anew.
    ///
    /// @return which of them are somebody else's by now
    List<Input.LockLost> reclaim(RunId run, SortedMap<VisitId, HeldLock> locks) {
        var lost = new ArrayList<Input.LockLost>();
        if (journal.sharing() != null) {
            // Another process may have taken them.
            locks.values().forEach(held -> reload(held.name(), null));
        }
        locks.forEach((visit, held) -> change(held.name(), lock -> {
            var holder = lock.holder;
            if (holder != null && holder.scope.equals(new Scope(run, visit)) && lock.token == held.token()) {
                lock.holder = holder.live(held.lease());
                renew(held.name(), lock);
            } else {
                lost.add(new Input.LockLost(visit, held.token()));
            }
        }));
        return lost;
    }

    /// What is run when nobody goes on with a run that holds a lock.
    Runnable leaving(Effect.HoldLock held) {
        return () -> leave(held.lock().name(), new Scope(held.run(), held.visit()));
    }

    /// Nobody goes on with a run that claimed these.
    void leave(RunId run, SortedMap<VisitId, HeldLock> claimed) {
        claimed.forEach((visit, lock) -> leave(lock.name(), new Scope(run, visit)));
    }

    private void leave(String name, Scope scope) {
        change(name, lock -> {
            lock.waiting.remove(scope);
            var holder = lock.holder;
            if (holder != null && holder.scope.equals(scope)) {
                lock.noRenewal.run();
                lock.holder = holder.isKept ? holder.left() : null;
            }
        });
    }

    /// What becomes of locks with the events of a run.
    ///
    /// @param before the locks that it held before them
    /// @param after those that it holds after them
    List<LockChange> changes(RunId run, List<Event> events, SortedMap<VisitId, HeldLock> before,
            SortedMap<VisitId, HeldLock> after) {
        var changes = new ArrayList<LockChange>();
        for (var event : events) {
            if (event instanceof Event.LockTaken(var visit, var name, var token)) {
                changes.add(new LockChange.Take(name, token, visit, until(name, new Scope(run, visit))));
                if (!after.containsKey(visit)) {
                    changes.add(new LockChange.Release(name, token));
                }
            }
        }
        before.forEach((visit, lock) -> {
            if (!after.containsKey(visit)) {
                changes.add(new LockChange.Release(lock.name(), lock.token()));
            }
        });
        return changes;
    }

    private Instant until(String name, Scope scope) {
        guard.lock();
        try {
            var holder = named(name).holder;
            return holder != null && holder.scope.equals(scope) ? holder.until : clock.instant();
        } finally {
            guard.unlock();
        }
    }

    /// That these were taken is durable.
    void taken(List<LockChange> changes) {
        for (var change : changes) {
            if (change instanceof LockChange.Take(var name, var token, _, _)) {
                change(name, lock -> {
                    var holder = lock.holder;
                    if (holder != null && lock.token == token) {
                        lock.holder = holder.kept();
                        renewLater(name, lock, holder.lease);
                    }
                });
            }
        }
    }

    /// The same changes, by which nobody gets a lock before what was begun under it is at its end.
    static List<LockChange> leaving(List<LockChange> changes) {
        return changes.stream().map(change -> change instanceof LockChange.Release(var name, var token)
                ? new LockChange.Leave(name, token)
                : change).toList();
    }

    /// That these were given back, or left, is durable, and nothing is under way in their scopes any more.
    void released(List<LockChange> changes) {
        for (var change : changes) {
            switch (change) {
                case LockChange.Take _ -> {
                }
                case LockChange.Release release -> released(release);
                case LockChange.Leave(var name, var token) -> {
                    var release = new LockChange.Release(name, token);
                    // Where that fails the store has failed. Its lease ends.
                    var _ = journal.release(release).thenRun(() -> released(release));
                }
            }
        }
    }

    private void released(LockChange.Release release) {
        change(release.name(), lock -> {
            if (lock.token == release.token()) {
                lock.free();
            }
        });
    }

    /// Changes something about a lock, and grants it to the next where it is free.
    private void change(String name, Change change) {
        Runnable news = () -> {};
        guard.lock();
        try {
            var lock = named(name);
            change.of(lock);
            news = grant(name, lock);
        } finally {
            guard.unlock();
        }
        news.run();
    }

    private interface Change {
        void of(Named lock);
    }

    private Runnable grant(String name, Named lock) {
        var now = clock.instant();
        var holder = lock.holder;
        if (lock.waiting.isEmpty() || (holder != null && (holder.isLive || holder.until.isAfter(now)))) {
            if (holder != null && !holder.isLive && !lock.waiting.isEmpty()) {
                lock.noExpiry.run();
                lock.noExpiry = timers.at(lookAgain(holder, now), () -> lookAgain(name));
            }
            return () -> {};
        }
        var next = lock.waiting.pollFirstEntry();
        long token = ++lock.token;
        lock.holder = new Holder(next.getKey(), next.getValue().lease, now.plus(next.getValue().lease), false, true);
        return () -> next.getValue().granted.accept(token);
    }

    /// What another process does with it isn't heard of.
    private Instant lookAgain(Holder holder, Instant now) {
        var soon = now.plus(REFUSED);
        return journal.sharing() != null && soon.isBefore(holder.until) ? soon : holder.until;
    }

    private void lookAgain(String name) {
        if (journal.sharing() == null) {
            change(name, _ -> {});
        } else {
            Thread.ofVirtual().name("flowloom-lock").start(() -> {
                try {
                    reload(name, null);
                } catch (StoreException _) {
                    change(name, _ -> {});
                }
            });
        }
    }

    private void renewLater(String name, Named lock, Duration lease) {
        long token = lock.token;
        lock.noRenewal.run();
        lock.noRenewal = timers.at(clock.instant().plus(lease.dividedBy(2)), () -> change(name, then -> {
            if (then.token == token && then.holder != null && then.holder.isLive) {
                renew(name, then);
            }
        }));
    }

    private void renew(String name, Named lock) {
        var holder = lock.holder;
        if (holder != null) {
            var end = clock.instant().plus(holder.lease);
            lock.holder = holder.renewed(end);
            // Where that fails the store has failed, and its runs learn of it when they write.
            var _ = journal.renew(name, lock.token, end);
            renewLater(name, lock, holder.lease);
        }
    }

    private Named named(String name) {
        var all = loaded;
        if (all == null) {
            all = load();
            loaded = all;
        }
        return all.computeIfAbsent(name, _ -> new Named());
    }

    private Map<String, Named> load() {
        var all = new LinkedHashMap<String, Named>();
        var soon = clock.instant().plus(GRACE);
        for (var kept : journal.locks()) {
            var lock = new Named();
            var holder = kept.holder();
            lock.become(kept, holder == null || holder.until().isAfter(soon) ? null : soon);
            all.put(kept.name(), lock);
        }
        return all;
    }
}
